package io.eider.api.storage;

import io.eider.api.id.FileId;
import io.eider.api.id.FileName;
import io.eider.api.id.ProjectId;
import io.eider.api.id.UploadKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The files that clients upload and exports make. Thread-safe. Every call throws PROJECT_NOT_FOUND first. Source: storage
 * contract, section 1.10.
 */
@ProviderType
public interface UploadedFiles {
    /** @throws io.eider.api.error.ApiException FILE_TOO_LARGE if the announced size is over the limit */
    Upload prepare(ProjectId project, NewUpload upload);

    /**
     * Does nothing if bytes may be sent for this upload.
     *
     * @throws io.eider.api.error.ApiException UPLOAD_SESSION_NOT_FOUND; UPLOAD_SESSION_MISMATCH; UPLOAD_SESSION_EXPIRED
     */
    void requireUpload(ProjectId project, UploadKey key);

    /**
     * Receives the bytes in flat memory. May be repeated: the last content wins; a failed one leaves the one before.
     *
     * @param body read to its end, not closed
     * @throws IOException if {@code body} throws it; nothing is kept then
     * @throws io.eider.api.error.ApiException as {@link #requireUpload}; UPLOAD_TOO_LARGE; STORAGE_FULL
     */
    UploadedContent receive(ProjectId project, UploadKey key, InputStream body) throws IOException;

    /**
     * Makes the received bytes a file and ends the upload.
     *
     * @param name replaces the name of the preparation
     * @param tags are laid over those of the preparation
     * @throws io.eider.api.error.ApiException as {@link #requireUpload}; FILE_NOT_UPLOADED; STAGED_FILE_NOT_FOUND
     */
    UploadedFile register(ProjectId project, UploadKey key, Optional<FileName> name, Map<String, String> tags);

    /** Newest first. */
    Page<UploadedFile> list(ProjectId project, PageRequest page);

    /** @throws io.eider.api.error.ApiException FILE_NOT_FOUND */
    UploadedFile get(ProjectId project, FileId id);

    /** @throws io.eider.api.error.ApiException FILE_NOT_FOUND; FILE_CONTENT_NOT_FOUND */
    FileContent open(ProjectId project, FileId id);

    /** @throws io.eider.api.error.ApiException FILE_NOT_FOUND */
    void delete(ProjectId project, FileId id);
}
