package io.eider.api.storage;

import io.eider.api.id.FileName;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a client announces that it will upload.
 *
 * @param name the file's name
 * @param contentType its media type
 * @param sizeBytes its length
 * @param tags the owner's words by name
 */
public record NewUpload(FileName name, Optional<String> contentType, OptionalLong sizeBytes, Map<String, String> tags) {
    /** Copies the tags. */
    public NewUpload {
        tags = Map.copyOf(tags);
    }
}
