package io.eider.api.storage;

import io.eider.api.id.ProjectId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A project (tenant).
 *
 * @param id names it
 * @param name for people
 * @param createdAt when it was made
 * @param updatedAt when its name or settings last changed
 * @param status {@code active}
 * @param settings a JSON object of the owner's, not read by Eider
 * @param stats what it holds now
 */
public record Project(
        ProjectId id,
        Optional<String> name,
        Instant createdAt,
        Instant updatedAt,
        String status,
        Optional<Map<String, Object>> settings,
        ProjectStats stats) {}
