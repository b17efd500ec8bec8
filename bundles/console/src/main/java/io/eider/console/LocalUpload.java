package io.eider.console;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.FileName;
import io.eider.api.id.ProjectId;
import io.eider.api.id.UploadKey;
import io.eider.api.storage.NewUpload;
import io.eider.api.storage.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.karaf.shell.support.CommandException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a file of this machine into the server and away again. */
final class LocalUpload {
    private static final Logger LOG = LoggerFactory.getLogger(LocalUpload.class);

    private final Services services;
    private final ProjectId project;

    LocalUpload(Services services, ProjectId project) {
        this.services = services;
        this.project = project;
    }

    /** Prepares, sends and registers the file. An interrupt ends it, see {@link #isCancelled}, and nothing stays. */
    UploadedFile send(Path path, ProgressLine progress) throws CommandException {
        try {
            long size = Files.size(path);
            NewUpload announced = new NewUpload(
                    new FileName(path.getFileName().toString()), Optional.empty(), OptionalLong.of(size), Map.of());
            UploadKey key = services.storage(storage -> storage.files().prepare(project, announced))
                    .key();
            sendBytes(key, path, size, progress);
            return register(key);
        } catch (IOException | UncheckedIOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ApiException(ErrorCode.OPERATION_CANCELLED, "Cancelled while uploading", Map.of(), e);
            }
            throw EiderCommand.failure(path + " could not be read: " + e.getMessage(), e);
        }
    }

    /** Whether a call ended because its thread was interrupted; which code it has depends on where that happened. */
    static boolean isCancelled(ApiException e) {
        return e.code() == ErrorCode.OPERATION_CANCELLED
                || Thread.currentThread().isInterrupted();
    }

    /** Removes the file again, also for an interrupted thread. */
    void remove(UploadedFile copy) {
        boolean interrupted = Thread.interrupted(); // the removal itself must not be cancelled
        try {
            services.storage(storage -> {
                storage.files().delete(project, copy.id());
                return copy;
            });
        } catch (ApiException e) {
            LOG.warn("The uploaded file {} of project {} stays: {}", copy.id(), project, e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** An upload that was received ends by its registration only; so a cancelled one is registered, then removed. */
    private UploadedFile register(UploadKey key) {
        boolean interrupted = Thread.interrupted();
        UploadedFile copy =
                services.storage(storage -> storage.files().register(project, key, Optional.empty(), Map.of()));
        if (interrupted) {
            remove(copy);
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.OPERATION_CANCELLED, "Cancelled after the upload");
        }
        return copy;
    }

    private void sendBytes(UploadKey key, Path path, long size, ProgressLine progress) throws IOException {
        try (InputStream in = new CountedInput(
                Files.newInputStream(path),
                sent -> progress.report("Uploading", size == 0 ? 1 : Math.min(1, (double) sent / size)))) {
            services.storage(storage -> {
                try {
                    return storage.files().receive(project, key, in);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
