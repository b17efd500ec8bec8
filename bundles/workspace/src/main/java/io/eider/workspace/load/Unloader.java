package io.eider.workspace.load;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.FileName;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.ImportRequest;
import io.eider.api.storage.ImportResult;
import io.eider.api.storage.NewUpload;
import io.eider.api.storage.Progress;
import io.eider.api.storage.Storage;
import io.eider.api.storage.Upload;
import io.eider.api.storage.UploadedFile;
import io.eider.api.swap.Swappable;
import io.eider.api.workspace.SessionClient;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.Unload;
import io.eider.engine.Disk;
import io.eider.workspace.catalog.WorkspaceRow;
import io.eider.workspace.gate.Gate;
import io.eider.workspace.gate.GatedStatement;
import io.eider.workspace.gate.StatementKind;
import io.eider.workspace.session.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes the rows of a query into a table of the project: by way of a file that is imported like any other, and removed. */
public final class Unloader {
    private static final SessionClient CLIENT = new SessionClient("unload", Optional.empty(), Optional.empty());

    private final Swappable<Storage> storage;
    private final Sessions sessions;

    /** Over the sessions of the workspaces. */
    public Unloader(Swappable<Storage> storage, Sessions sessions) {
        this.storage = storage;
        this.sessions = sessions;
    }

    /**
     * Unloads.
     *
     * @throws ApiException INVALID_REQUEST if it is no query; what the statement and the import throw
     */
    public ImportResult unload(WorkspaceRow workspace, Unload unload, Progress progress) {
        List<GatedStatement> statements = new Gate().check(unload.query());
        if (statements.size() != 1 || statements.get(0).kind() != StatementKind.SELECT) {
            throw new ApiException(ErrorCode.INVALID_REQUEST, "One query can be unloaded, nothing else");
        }
        ProjectId project = workspace.project();
        try (SqlSession session = sessions.open(project, workspace.id(), CLIENT)) {
            Path file = sessions.unload(session, unload.query());
            progress.report(0.5);
            return imported(project, unload, file, progress);
        }
    }

    private ImportResult imported(ProjectId project, Unload unload, Path file, Progress progress) {
        try {
            return storage.call(service -> {
                UploadedFile uploaded = upload(service, project, file);
                try {
                    ImportRequest request = new ImportRequest(
                            uploaded.id(),
                            "parquet",
                            Optional.empty(),
                            unload.mode(),
                            unload.dedup(),
                            unload.columns());
                    return service.transfers()
                            .importFile(unload.table(), request, fraction -> progress.report(0.5 + fraction / 2));
                } finally {
                    service.files().delete(project, uploaded.id());
                }
            });
        } finally {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // the directory is emptied when the instance is closed
            }
        }
    }

    private static UploadedFile upload(Storage service, ProjectId project, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Upload upload = service.files()
                    .prepare(
                            project,
                            new NewUpload(
                                    new FileName("unload.parquet"),
                                    Optional.of("application/vnd.apache.parquet"),
                                    OptionalLong.of(Files.size(file)),
                                    Map.of("source", "workspace")));
            service.files().receive(project, upload.key(), in);
            return service.files().register(project, upload.key(), Optional.empty(), Map.of());
        } catch (IOException e) {
            throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The rows could not be written");
        }
    }
}
