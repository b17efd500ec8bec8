package io.eider.console;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.FileId;
import io.eider.api.id.FileName;
import io.eider.api.id.ProjectId;
import io.eider.api.id.UploadKey;
import io.eider.api.storage.Backend;
import io.eider.api.storage.Branches;
import io.eider.api.storage.Buckets;
import io.eider.api.storage.FileContent;
import io.eider.api.storage.NewUpload;
import io.eider.api.storage.OperationsLog;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Profiles;
import io.eider.api.storage.Projects;
import io.eider.api.storage.Replays;
import io.eider.api.storage.Rows;
import io.eider.api.storage.Schemas;
import io.eider.api.storage.Sharing;
import io.eider.api.storage.SnapshotSettings;
import io.eider.api.storage.Snapshots;
import io.eider.api.storage.Storage;
import io.eider.api.storage.TableWrites;
import io.eider.api.storage.Tables;
import io.eider.api.storage.Transfers;
import io.eider.api.storage.Upload;
import io.eider.api.storage.UploadedContent;
import io.eider.api.storage.UploadedFile;
import io.eider.api.storage.UploadedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps uploaded files in memory and notes the calls. Like the real one it refuses to work for an interrupted thread. */
final class FakeStorage implements Storage, UploadedFiles {
    final List<String> calls = new ArrayList<>();
    Runnable whenReceived = () -> {};
    private UploadedFile file;

    @Override
    public UploadedFiles files() {
        return this;
    }

    @Override
    public Upload prepare(ProjectId project, NewUpload upload) {
        note("prepare " + upload.name() + " " + upload.sizeBytes().orElseThrow());
        return new Upload(new UploadKey("key"), Instant.MAX);
    }

    @Override
    public UploadedContent receive(ProjectId project, UploadKey key, InputStream body) throws IOException {
        String content = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        note("receive " + content);
        whenReceived.run();
        return new UploadedContent(key, "staging", content.length(), "");
    }

    @Override
    public UploadedFile register(ProjectId project, UploadKey key, Optional<FileName> name, Map<String, String> tags) {
        note("register");
        file = new UploadedFile(
                new FileId("id"),
                project,
                "name",
                "path",
                1,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty());
        return file;
    }

    @Override
    public void delete(ProjectId project, FileId id) {
        note("delete " + id);
        file = null;
    }

    Optional<UploadedFile> kept() {
        return Optional.ofNullable(file);
    }

    private void note(String call) {
        if (Thread.currentThread().isInterrupted()) {
            throw new ApiException(ErrorCode.OPERATION_CANCELLED, "cancelled");
        }
        calls.add(call);
    }

    @Override
    public void requireUpload(ProjectId project, UploadKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<UploadedFile> list(ProjectId project, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UploadedFile get(ProjectId project, FileId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileContent open(ProjectId project, FileId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Projects projects() {
        throw new UnsupportedOperationException();
    }

    @Override
    public OperationsLog operations() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Buckets buckets() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Tables tables() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Transfers transfers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Branches branches() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Sharing sharing() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Snapshots snapshots() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Schemas schemas() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SnapshotSettings snapshotSettings() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Rows rows() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Profiles profiles() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Backend backend() {
        throw new UnsupportedOperationException();
    }

    @Override
    public io.eider.api.storage.PublishedFiles published() {
        throw new UnsupportedOperationException();
    }

    @Override
    public TableWrites writes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Replays replays() {
        throw new UnsupportedOperationException();
    }
}
