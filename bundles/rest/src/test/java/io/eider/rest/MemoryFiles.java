package io.eider.rest;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.FileId;
import io.eider.api.id.FileName;
import io.eider.api.id.ProjectId;
import io.eider.api.id.UploadKey;
import io.eider.api.storage.FileContent;
import io.eider.api.storage.NewUpload;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Upload;
import io.eider.api.storage.UploadedContent;
import io.eider.api.storage.UploadedFile;
import io.eider.api.storage.UploadedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Uploaded files for tests; bytes are discarded when the test only measures. */
final class MemoryFiles implements UploadedFiles {
    private final Map<String, NewUpload> uploads = new ConcurrentHashMap<>();
    private final Map<String, UploadedFile> files = new ConcurrentHashMap<>();
    private final Path root;
    private final MemoryStorage storage;

    MemoryFiles(Path root, MemoryStorage storage) {
        this.root = root;
        this.storage = storage;
    }

    @Override
    public Upload prepare(ProjectId project, NewUpload upload) {
        storage.get(project);
        String key = UUID.randomUUID().toString();
        uploads.put(key, upload);
        return new Upload(new UploadKey(key), MemoryStorage.CREATED);
    }

    @Override
    public void requireUpload(ProjectId project, UploadKey key) {
        storage.get(project);
        if (!uploads.containsKey(key.value())) {
            throw new ApiException(
                    ErrorCode.UPLOAD_SESSION_NOT_FOUND, "Upload session not found", Map.of("upload_key", key.value()));
        }
    }

    @Override
    public UploadedContent receive(ProjectId project, UploadKey key, InputStream body) throws IOException {
        requireUpload(project, key);
        Path received = root.resolve(key + ".part");
        Files.copy(body, received, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Path kept = root.resolve(key.value());
        Files.move(received, kept, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String name = uploads.get(key.value()).name().value();
        return new UploadedContent(key, "staging/" + key + "_" + name, Files.size(kept), "0".repeat(64));
    }

    /** Whether bytes of an upload were kept. */
    boolean isKept(String key) {
        return Files.exists(root.resolve(key));
    }

    @Override
    public UploadedFile register(ProjectId project, UploadKey key, Optional<FileName> name, Map<String, String> tags) {
        requireUpload(project, key);
        NewUpload upload = uploads.remove(key.value());
        Map<String, String> all = new HashMap<>(upload.tags());
        all.putAll(tags);
        UploadedFile file =
                file(project, key.value(), name.orElse(upload.name()).value(), upload.contentType(), all);
        files.put(key.value(), file);
        return file;
    }

    UploadedFile add(ProjectId project, String name, byte[] bytes) {
        return add(project, name, "text/csv", bytes);
    }

    UploadedFile add(ProjectId project, String name, String type, byte[] bytes) {
        String id = UUID.randomUUID().toString();
        try {
            Files.write(root.resolve(id), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        UploadedFile file = file(project, id, name, Optional.of(type), Map.of());
        files.put(id, file);
        return file;
    }

    private UploadedFile file(
            ProjectId project, String id, String name, Optional<String> type, Map<String, String> tags) {
        try {
            return new UploadedFile(
                    new FileId(id),
                    project,
                    name,
                    "project_" + project + "/2026/11/21/" + id + "_" + name,
                    Files.size(root.resolve(id)),
                    type,
                    Optional.of("0".repeat(64)),
                    MemoryStorage.CREATED,
                    Optional.of(tags));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Page<UploadedFile> list(ProjectId project, PageRequest page) {
        return new Page<>(List.copyOf(files.values()), files.size());
    }

    @Override
    public UploadedFile get(ProjectId project, FileId id) {
        storage.get(project);
        UploadedFile file = files.get(id.value());
        if (file == null) {
            throw new ApiException(
                    ErrorCode.FILE_NOT_FOUND,
                    "File " + id + " not found",
                    Map.of("project_id", project.value(), "file_id", id.value()));
        }
        return file;
    }

    @Override
    public FileContent open(ProjectId project, FileId id) {
        UploadedFile file = get(project, id);
        try {
            return new FileContent(file, FileChannel.open(root.resolve(id.value())), MemoryStorage.CREATED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(ProjectId project, FileId id) {
        get(project, id);
        files.remove(id.value());
    }
}
