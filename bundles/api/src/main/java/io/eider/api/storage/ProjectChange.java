package io.eider.api.storage;

import java.util.Map;
import java.util.Optional;

/**
 * What to change of a project; what is empty stays.
 *
 * @param name for people
 * @param settings replaces the present JSON object
 */
public record ProjectChange(Optional<String> name, Optional<Map<String, Object>> settings) {}
