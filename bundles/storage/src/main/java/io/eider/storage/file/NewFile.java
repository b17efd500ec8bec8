package io.eider.storage.file;

import io.eider.api.id.FileName;
import java.util.Map;
import java.util.Optional;

/**
 * A file that the server makes itself.
 *
 * @param name the file's name
 * @param contentType its media type
 * @param tags words by name
 */
public record NewFile(FileName name, Optional<String> contentType, Map<String, String> tags) {
    public NewFile {
        tags = Map.copyOf(tags);
    }
}
