package io.eider.storage.file;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.FileId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.UploadKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the uploaded files say when something fails. Source: storage contract, section 1.10. */
final class FileErrors {
    private FileErrors() {}

    static ApiException notFound(ProjectId project, FileId id) {
        return of(ErrorCode.FILE_NOT_FOUND, "File " + id + " not found in project " + project, project, id);
    }

    static ApiException contentGone(ProjectId project, FileId id) {
        return of(ErrorCode.FILE_CONTENT_NOT_FOUND, "The content of file " + id + " is missing", project, id);
    }

    static ApiException noUpload(UploadKey key) {
        return of(ErrorCode.UPLOAD_SESSION_NOT_FOUND, "No upload of key " + key + " is open; prepare one", key);
    }

    static ApiException mismatch(ProjectId project, UploadKey key) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("upload_key", key.value());
        details.put("project_id", project.value());
        return new ApiException(
                ErrorCode.UPLOAD_SESSION_MISMATCH, "Upload " + key + " belongs to another project", details);
    }

    static ApiException expired(UploadKey key) {
        return of(ErrorCode.UPLOAD_SESSION_EXPIRED, "Upload " + key + " has expired; prepare a new one", key);
    }

    static ApiException notUploaded(UploadKey key) {
        return of(ErrorCode.FILE_NOT_UPLOADED, "File has not been uploaded yet", key);
    }

    static ApiException stagedGone(UploadKey key) {
        return of(ErrorCode.STAGED_FILE_NOT_FOUND, "The uploaded bytes are gone; upload them again", key);
    }

    static ApiException announcedTooLarge(long maxBytes, long announced) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("max_size_bytes", maxBytes);
        details.put("requested_size_bytes", announced);
        return new ApiException(ErrorCode.FILE_TOO_LARGE, "The file is longer than " + maxBytes + " bytes", details);
    }

    static ApiException uploadTooLarge(long maxBytes) {
        return new ApiException(
                ErrorCode.UPLOAD_TOO_LARGE,
                "The upload is longer than " + maxBytes + " bytes",
                Map.of("max_size_bytes", maxBytes));
    }

    static ApiException tooManyUploads(ProjectId project, int max) {
        return new ApiException(
                ErrorCode.TOO_BUSY,
                "Project " + project + " has " + max + " open uploads; register them or let them expire first",
                Map.of("max_open_uploads", max));
    }

    private static ApiException of(ErrorCode code, String message, UploadKey key) {
        return new ApiException(code, message, Map.of("upload_key", key.value()));
    }

    private static ApiException of(ErrorCode code, String message, ProjectId project, FileId id) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("project_id", project.value());
        details.put("file_id", id.value());
        return new ApiException(code, message, details);
    }
}
