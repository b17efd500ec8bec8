package io.eider.storage.file;

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
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.DataLayout;
import io.eider.storage.file.FileTables.Removal;
import io.eider.storage.file.OpenUpload.StagedContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Uploaded files in the catalog and on the disk. The catalog decides: bytes get a name of their own in staging, a transaction
 * makes them an upload's content or a file, and only then they are moved or those before them removed. What a crash leaves in
 * between is finished by {@link #recover}. Thread-safe; holds no lock of its own.
 */
public final class StoredFiles implements UploadedFiles {
    private final Catalog catalog;
    private final DataLayout layout;
    private final FileBytes bytes;
    private final FileLimits limits;
    private final Consumer<ProjectId> projects;
    private final Clock clock;
    private final FileCleanup cleanup;

    /**
     * Brings the tables up to date; {@link #recover} is to be called before the first use.
     *
     * @param projects throws PROJECT_NOT_FOUND; is also called inside catalog transactions, so it only reads
     */
    public StoredFiles(
            Catalog catalog, DataLayout layout, FileLimits limits, Consumer<ProjectId> projects, Clock clock) {
        catalog.migrate("files", FileTables.STEPS);
        this.catalog = catalog;
        this.layout = layout;
        this.bytes = new FileBytes(layout);
        this.limits = limits;
        this.projects = projects;
        this.clock = clock;
        this.cleanup = new FileCleanup(catalog, bytes, limits.uploadTtl(), clock);
    }

    @Override
    public Upload prepare(ProjectId project, NewUpload upload) {
        cleanup.sweepNowAndThen();
        Upload prepared = new Upload(newKey(), now().plus(limits.uploadTtl()));
        catalog.change(session -> {
            projects.accept(project); // inside, so that no project is dropped between
            requireSize(upload.sizeBytes());
            requireRoom(session, project);
            FileTables.insert(
                    session,
                    new OpenUpload(
                            prepared.key(),
                            project,
                            upload.name().value(),
                            upload.contentType(),
                            upload.tags(),
                            prepared.expiresAt(),
                            Optional.empty()));
        });
        return prepared;
    }

    @Override
    public void requireUpload(ProjectId project, UploadKey key) {
        projects.accept(project);
        catalog.read(session -> upload(session, project, key));
    }

    @Override
    public UploadedContent receive(ProjectId project, UploadKey key, InputStream body) throws IOException {
        projects.accept(project);
        OpenUpload upload = catalog.read(session -> upload(session, project, key));
        Path target = layout.newStagedUpload(project, upload.key(), upload.name());
        Received received = receive(project, target, body);
        StagedContent content =
                new StagedContent(bytes.relative(target), received.sizeBytes(), Optional.of(received.sha256()));
        replaceContent(upload, content).ifPresent(former -> bytes.remove(Removal.of(former)));
        Path shown = layout.files(project).relativize(layout.stagedUpload(project, upload.key(), upload.name()));
        return new UploadedContent(upload.key(), shown.toString(), received.sizeBytes(), received.sha256());
    }

    @Override
    public UploadedFile register(ProjectId project, UploadKey key, Optional<FileName> name, Map<String, String> tags) {
        projects.accept(project);
        StoredFile stored = catalog.write(session -> {
            OpenUpload upload = upload(session, project, key);
            StagedContent content = upload.content().orElseThrow(() -> FileErrors.notUploaded(key));
            if (!bytes.exist(content.path())) {
                throw FileErrors.stagedGone(key);
            }
            StoredFile registered = describe(upload, content, name, tags);
            FileTables.deleteUpload(session, key);
            FileTables.insert(session, registered);
            return registered;
        });
        bytes.settle(stored);
        return stored.file();
    }

    @Override
    public Page<UploadedFile> list(ProjectId project, PageRequest page) {
        projects.accept(project);
        return catalog.read(session -> new Page<>(
                FileTables.files(session, project, page).stream()
                        .map(StoredFile::file)
                        .toList(),
                FileTables.countFiles(session, project)));
    }

    @Override
    public UploadedFile get(ProjectId project, FileId id) {
        return stored(project, id).file();
    }

    @Override
    public FileContent open(ProjectId project, FileId id) {
        return bytes.open(stored(project, id)).orElseThrow(() -> contentGone(project, id));
    }

    @Override
    public void delete(ProjectId project, FileId id) {
        projects.accept(project);
        StoredFile stored = catalog.write(session -> {
            StoredFile found =
                    FileTables.file(session, project, id).orElseThrow(() -> FileErrors.notFound(project, id));
            FileTables.remove(session, found);
            return found;
        });
        cleanup.finish(List.of(Removal.of(stored)));
    }

    /**
     * Where the bytes of a file lie. They may be deleted at any time.
     *
     * @throws ApiException PROJECT_NOT_FOUND; FILE_NOT_FOUND; FILE_CONTENT_NOT_FOUND
     */
    public Path locate(ProjectId project, FileId id) {
        return bytes.locate(stored(project, id)).orElseThrow(() -> contentGone(project, id));
    }

    /**
     * Makes a registered file of bytes that the server writes; when anything fails nothing is left behind.
     *
     * @param writer writes the bytes to a path where nothing is yet; its last part ends in hex digits, not in the extension
     * @throws ApiException PROJECT_NOT_FOUND; STORAGE_FULL; REGISTRATION_FAILED; and what the writer throws
     */
    public <T> WrittenFile<T> write(ProjectId project, NewFile file, Function<Path, T> writer) {
        projects.accept(project);
        Path target = layout.newStagedUpload(project, newKey(), file.name().value());
        boolean registered = false;
        try {
            bytes.makeRoomFor(target, ErrorCode.REGISTRATION_FAILED);
            T result = writer.apply(target);
            StoredFile stored = describe(project, file, bytes.seal(target));
            catalog.change(session -> {
                projects.accept(project); // inside, so that no project is dropped between
                FileTables.insert(session, stored);
            });
            registered = true;
            bytes.settle(stored);
            return new WrittenFile<>(stored.file(), result);
        } catch (RuntimeException e) {
            projects.accept(project); // a dropped project takes its directory along, which is not the cause to tell
            throw e;
        } finally {
            if (!registered) {
                bytes.discard(target);
            }
        }
    }

    /** Forgets all files and uploads of a project inside the caller's transaction; the caller removes its directory after. */
    public void removeAll(CatalogSession session, ProjectId project) {
        FileTables.removeAll(session, project);
    }

    /**
     * Finishes what a crash interrupted, at start before the first call: removals, moves of registered files to their place;
     * removes staged bytes that no open upload names. Never removes the bytes of a registered file.
     */
    public void recover() {
        cleanup.recover();
    }

    private Received receive(ProjectId project, Path target, InputStream body) throws IOException {
        try {
            return bytes.receive(target, body, limits.maxFileBytes());
        } catch (ApiException e) {
            projects.accept(project); // a dropped project takes its directory along, which is not the cause to tell
            throw e;
        }
    }

    /** The former content, if there was one; the new one is removed when it does not come into the catalog. */
    private Optional<StagedContent> replaceContent(OpenUpload upload, StagedContent content) {
        boolean known = false;
        try {
            Optional<StagedContent> former = catalog.write(session -> {
                OpenUpload current = upload(session, upload.project(), upload.key());
                FileTables.setContent(session, upload.key(), content);
                return current.content();
            });
            known = true;
            return former;
        } finally {
            if (!known) {
                bytes.remove(Removal.of(content));
            }
        }
    }

    private OpenUpload upload(CatalogSession session, ProjectId project, UploadKey key) {
        OpenUpload upload = FileTables.upload(session, key).orElseThrow(() -> FileErrors.noUpload(key));
        if (!upload.project().equals(project)) {
            throw FileErrors.mismatch(project, key);
        }
        if (!now().isBefore(upload.expiresAt())) {
            throw FileErrors.expired(key);
        }
        return upload;
    }

    private StoredFile stored(ProjectId project, FileId id) {
        projects.accept(project);
        return find(project, id).orElseThrow(() -> FileErrors.notFound(project, id));
    }

    private Optional<StoredFile> find(ProjectId project, FileId id) {
        return catalog.read(session -> FileTables.file(session, project, id));
    }

    /** No bytes: they are lost, or the file was deleted since its row was read. */
    private ApiException contentGone(ProjectId project, FileId id) {
        return find(project, id).isPresent() ? FileErrors.contentGone(project, id) : FileErrors.notFound(project, id);
    }

    private StoredFile describe(
            OpenUpload upload, StagedContent content, Optional<FileName> name, Map<String, String> tags) {
        Map<String, String> merged = new HashMap<>(upload.tags());
        merged.putAll(tags);
        NewFile file = new NewFile(name.orElseGet(() -> new FileName(upload.name())), upload.contentType(), merged);
        return describe(upload.project(), file, content);
    }

    private StoredFile describe(ProjectId project, NewFile file, StagedContent content) {
        FileId id = new FileId(UUID.randomUUID().toString());
        Instant now = now();
        String name = file.name().value();
        Path path = layout.registeredFile(project, id, name, LocalDate.ofInstant(now, ZoneOffset.UTC));
        bytes.makeRoomFor(path, ErrorCode.REGISTRATION_FAILED);
        UploadedFile uploaded = new UploadedFile(
                id,
                project,
                name,
                bytes.relative(path),
                content.sizeBytes(),
                file.contentType(),
                content.sha256(),
                now,
                Optional.of(file.tags()).filter(tags -> !tags.isEmpty()));
        return new StoredFile(uploaded, content.path());
    }

    private void requireSize(OptionalLong announced) {
        if (announced.isPresent() && announced.getAsLong() > limits.maxFileBytes()) {
            throw FileErrors.announcedTooLarge(limits.maxFileBytes(), announced.getAsLong());
        }
    }

    private void requireRoom(CatalogSession session, ProjectId project) {
        if (FileTables.countUploads(session, project) >= limits.maxOpenUploads()) {
            throw FileErrors.tooManyUploads(project, limits.maxOpenUploads());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS); // what the catalog keeps
    }

    private static UploadKey newKey() {
        return new UploadKey(UUID.randomUUID().toString());
    }
}
