package io.eider.api.storage;

import io.eider.api.id.FileId;
import io.eider.api.id.ProjectId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A registered file of a project.
 *
 * @param id names it
 * @param project the owner
 * @param name the owner's name of it
 * @param path relative to the files directory
 * @param sizeBytes its length
 * @param contentType its media type
 * @param sha256 of the bytes, lower-case hex; empty for exports
 * @param createdAt when it was registered
 * @param tags the owner's words by name
 */
public record UploadedFile(
        FileId id,
        ProjectId project,
        String name,
        String path,
        long sizeBytes,
        Optional<String> contentType,
        Optional<String> sha256,
        Instant createdAt,
        Optional<Map<String, String>> tags) {}
