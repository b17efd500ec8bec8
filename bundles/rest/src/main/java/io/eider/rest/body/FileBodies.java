package io.eider.rest.body;

import io.eider.api.id.FileName;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.NewUpload;
import io.eider.api.storage.Page;
import io.eider.api.storage.Upload;
import io.eider.api.storage.UploadedContent;
import io.eider.api.storage.UploadedFile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Bodies of uploaded files (storage contract, section 1.10). */
public final class FileBodies {
    private FileBodies() {}

    /** What a client announces that it will upload. */
    public record FilePrepare(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String filename,
            @Schema(nullable = true) String contentType,
            @Schema(nullable = true) Long sizeBytes,
            @Schema(nullable = true) Map<String, String> tags) {
        /** Reads it. */
        public static FilePrepare read(JsonBody body) {
            body.limitSize("content_type", "tags");
            OptionalLong size = body.integer("size_bytes", Long.MIN_VALUE, Long.MAX_VALUE);
            return new FilePrepare(
                    body.requiredString("filename"),
                    body.string("content_type").orElse(null),
                    size.isEmpty() ? null : size.getAsLong(),
                    body.stringMap("tags").orElse(Map.of()));
        }

        /**
         * The upload it announces.
         *
         * @throws io.eider.api.error.ApiException INVALID_NAME
         */
        public NewUpload toUpload() {
            OptionalLong size = sizeBytes == null ? OptionalLong.empty() : OptionalLong.of(sizeBytes);
            return new NewUpload(new FileName(filename), Optional.ofNullable(contentType), size, tags);
        }
    }

    /** Where to send the bytes. */
    public record FilePrepareResponse(
            String uploadKey, String uploadUrl, @Schema(format = "date-time") String expiresAt) {
        /** As it is on the wire. */
        public static FilePrepareResponse of(ProjectId project, Upload upload) {
            String key = upload.key().value();
            return new FilePrepareResponse(
                    key, "/projects/" + project + "/files/upload/" + key, Json.timestamp(upload.expiresAt()));
        }
    }

    /** What an upload brought. */
    public record FileUploadResponse(String uploadKey, String stagingPath, long sizeBytes, String checksumSha256) {
        /** As it is on the wire. */
        public static FileUploadResponse of(UploadedContent content) {
            return new FileUploadResponse(
                    content.key().value(), content.stagingPath(), content.sizeBytes(), content.sha256());
        }
    }

    /** Which upload becomes a file. */
    public record FileRegister(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String uploadKey,
            @Schema(nullable = true) String name,
            @Schema(nullable = true) Map<String, String> tags) {
        /** Reads it. */
        public static FileRegister read(JsonBody body) {
            body.limitSize("tags");
            return new FileRegister(
                    body.requiredString("upload_key"),
                    body.string("name").orElse(null),
                    body.stringMap("tags").orElse(Map.of()));
        }
    }

    /** A file. */
    public record FileResponse(
            String id,
            String projectId,
            String name,
            String path,
            long sizeBytes,
            @Schema(nullable = true) String contentType,
            @Schema(nullable = true) String checksumSha256,
            boolean isStaged,
            @Schema(format = "date-time") String createdAt,
            @Schema(nullable = true, format = "date-time") String expiresAt,
            @Schema(nullable = true) Map<String, String> tags) {
        /** As it is on the wire. */
        public static FileResponse of(UploadedFile file) {
            return new FileResponse(
                    file.id().value(),
                    file.project().value(),
                    file.name(),
                    file.path(),
                    file.sizeBytes(),
                    file.contentType().orElse(null),
                    file.sha256().orElse(null),
                    false,
                    Json.timestamp(file.createdAt()),
                    null,
                    file.tags().orElse(null));
        }
    }

    /** Files, newest first. */
    public record FileListResponse(List<FileResponse> files, long total) {
        /** As it is on the wire. */
        public static FileListResponse of(Page<UploadedFile> page) {
            return new FileListResponse(
                    page.items().stream().map(FileResponse::of).toList(), page.total());
        }
    }
}
