package io.eider.storage.file;

import io.eider.api.id.ProjectId;
import io.eider.api.id.UploadKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An upload that is under way, as the catalog has it.
 *
 * @param content what was received last; empty before the first bytes came
 */
record OpenUpload(
        UploadKey key,
        ProjectId project,
        String name,
        Optional<String> contentType,
        Map<String, String> tags,
        Instant expiresAt,
        Optional<StagedContent> content) {
    OpenUpload {
        tags = Map.copyOf(tags);
    }

    /**
     * Bytes that were received in full.
     *
     * @param path relative to the files directory
     * @param sizeBytes their number
     * @param sha256 of them, lower-case hex; empty if the server wrote them
     */
    record StagedContent(String path, long sizeBytes, Optional<String> sha256) {}
}
