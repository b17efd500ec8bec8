package io.eider.storage.file;

import io.eider.api.error.ErrorCode;
import io.eider.api.storage.FileContent;
import io.eider.engine.DataLayout;
import io.eider.engine.Disk;
import io.eider.storage.file.OpenUpload.StagedContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of uploaded files on the disk. Paths are relative to the files directory, as the catalog keeps them. Every name
 * is used once in its life, so a late move or removal never meets somebody else's file. Stateless, thread-safe.
 */
final class FileBytes {
    private static final Logger LOG = LoggerFactory.getLogger(FileBytes.class);
    private static final int ATTEMPTS = 5;

    private final DataLayout layout;

    FileBytes(DataLayout layout) {
        this.layout = layout;
    }

    String relative(Path path) {
        return layout.paths().filesDir().relativize(path).toString();
    }

    boolean exist(String path) {
        return Files.isRegularFile(resolve(path));
    }

    /**
     * Receives a stream into a new file and puts it on the disk; a failure leaves nothing.
     *
     * @throws IOException only if the body throws it
     * @throws io.eider.api.error.ApiException UPLOAD_TOO_LARGE; STORAGE_FULL; UPLOAD_FAILED; OPERATION_CANCELLED
     */
    Received receive(Path target, InputStream body, long maxBytes) throws IOException {
        boolean whole = false;
        try {
            Received received = Received.into(create(target), body, maxBytes);
            syncDirectory(target);
            whole = true;
            return received;
        } finally {
            if (!whole) {
                discard(target);
            }
        }
    }

    /** Makes the directory of a file that somebody else is going to write. */
    void makeRoomFor(Path target, ErrorCode otherwise) {
        try {
            makeDirectories(target.getParent());
        } catch (IOException e) {
            throw Disk.failure(e, otherwise, "A directory for the file could not be made");
        }
    }

    /** Puts a file that somebody else wrote to its end on the disk. */
    StagedContent seal(Path target) {
        try {
            Disk.sync(target);
            Disk.sync(target.getParent());
            return new StagedContent(relative(target), Files.size(target), Optional.empty());
        } catch (IOException e) {
            throw Disk.failure(e, ErrorCode.REGISTRATION_FAILED, "The file could not be written");
        }
    }

    /** Brings the bytes of a registered file to their place. What fails is tried again at the next start. */
    void settle(StoredFile stored) {
        Path from = resolve(stored.staged());
        Path to = resolve(stored.file().path());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                Files.createDirectories(to.getParent());
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (NoSuchFileException e) {
                if (!Files.exists(from)) {
                    return; // removed meanwhile
                }
                LOG.debug("A directory went away under a move: {}", e.toString());
            } catch (IOException e) {
                LOG.warn(
                        "File {} stays in staging until the next start",
                        stored.file().id(),
                        e);
                return;
            }
        }
    }

    /** Where the bytes of a file are just now; empty if they are gone. */
    Optional<Path> locate(StoredFile stored) {
        return candidates(stored).stream().filter(Files::isRegularFile).findFirst();
    }

    /** Opens the bytes of a file; empty if they are gone. They do not change once they are registered. */
    Optional<FileContent> open(StoredFile stored) {
        for (Path path : candidates(stored)) {
            try {
                FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                return Optional.of(
                        new FileContent(stored.file(), channel, stored.file().createdAt()));
            } catch (NoSuchFileException e) {
                LOG.debug("Not there: {}", path);
            } catch (IOException e) {
                throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The file could not be opened");
            }
        }
        return Optional.empty();
    }

    /** Removes the bytes of a file; whether they are gone. */
    boolean remove(FileTables.Removal removal) {
        // a move that is under way goes from staged to path, so in this order nothing slips through
        return discard(resolve(removal.staged())) && discard(resolve(removal.path()));
    }

    boolean discard(Path file) {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException e) {
            LOG.warn("Left behind: {}", file, e);
            return false;
        }
    }

    /** Everything in the staging directories of all projects. */
    List<Path> allStaged() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path staging : layout.allFileStagings()) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(staging)) {
                entries.forEach(all::add);
            }
        }
        return all;
    }

    private Path resolve(String path) {
        return layout.paths().filesDir().resolve(path);
    }

    /** The staged place is asked between two looks at the final one, so a move meanwhile hides nothing. */
    private List<Path> candidates(StoredFile stored) {
        Path path = resolve(stored.file().path());
        return List.of(path, resolve(stored.staged()), path);
    }

    private FileChannel create(Path target) {
        for (int attempt = 1; ; attempt++) {
            makeRoomFor(target, ErrorCode.UPLOAD_FAILED);
            try {
                return FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (IOException e) {
                // the directory of a dropped project may be removed at this moment
                if (!(e instanceof NoSuchFileException) || attempt == ATTEMPTS) {
                    throw Disk.failure(e, ErrorCode.UPLOAD_FAILED, "The upload could not be written");
                }
            }
        }
    }

    private void syncDirectory(Path target) {
        try {
            Disk.sync(target.getParent());
        } catch (IOException e) {
            throw Disk.failure(e, ErrorCode.UPLOAD_FAILED, "The upload could not be written");
        }
    }

    /** New directories are on the disk too before something is put into them. */
    private void makeDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Files.createDirectories(directory);
        Path root = layout.paths().filesDir();
        for (Path made = directory; !made.equals(root); made = made.getParent()) {
            Disk.sync(made.getParent());
        }
    }
}
