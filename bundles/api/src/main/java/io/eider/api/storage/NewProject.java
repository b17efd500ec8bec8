package io.eider.api.storage;

import io.eider.api.id.ProjectId;
import java.util.Map;
import java.util.Optional;

/**
 * What a new project shall be.
 *
 * @param id names it
 * @param name for people
 * @param settings a JSON object of the owner's
 */
public record NewProject(ProjectId id, Optional<String> name, Optional<Map<String, Object>> settings) {}
