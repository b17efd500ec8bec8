package io.eider.engine;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Map;

/** What has to be done with files so that a crash or a power cut leaves the old or the new, never a part. */
public final class Disk {
    private static final int ATTEMPTS = 10;

    private Disk() {}

    /** Forces the bytes of a file, or the entries of a directory, to the disk. */
    public static void sync(Path path) throws IOException {
        StandardOpenOption mode = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    /** Removes a tree; what is not there any more is no error, and what comes into it meanwhile goes too. */
    public static void deleteTree(Path root) throws IOException {
        for (int attempt = 1; Files.exists(root); attempt++) {
            try {
                deleteOnce(root);
            } catch (DirectoryNotEmptyException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static void deleteOnce(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Removes everything in a directory but not the directory; makes it if it is missing. */
    public static void emptyDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (var entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                deleteTree(entry);
            }
        }
    }

    /**
     * The error for a failed write: STORAGE_FULL when the disk is full, else the given code; the path stays in the cause.
     *
     * @param message for the client
     */
    public static ApiException failure(IOException e, ErrorCode code, String message) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("no space left") || text.contains("quota exceeded")) {
            return new ApiException(ErrorCode.STORAGE_FULL, "The disk is full; nothing changed", Map.of(), e);
        }
        return new ApiException(code, message, Map.of(), e);
    }
}
