package io.eider.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The data directory, held by this process alone: a lock on its file {@code .lock}, which also names the process. The
 * system frees the lock when the process ends, however it ends.
 */
final class DataDir implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataDir(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the directory if needed and takes it.
     *
     * @throws StartFailure if it cannot be made or written, or another Eider has it
     */
    static DataDir take(Path path) {
        create("DATA_DIR", path);
        try {
            return lock(path);
        } catch (IOException e) {
            throw new StartFailure("DATA_DIR=" + path + ": cannot be written: " + reason(e), e);
        }
    }

    /**
     * Makes a directory if needed and tries whether files can be written to it.
     *
     * @param name of the setting, for the message
     * @throws StartFailure if not
     */
    static void create(String name, Path path) {
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new StartFailure(name + "=" + path + ": " + e.getMessage() + " is not a directory", e);
        } catch (IOException e) {
            throw new StartFailure(name + "=" + path + ": cannot be created: " + reason(e), e);
        }
        try {
            Files.delete(Files.createTempFile(path, ".probe", ""));
        } catch (IOException e) {
            throw new StartFailure(name + "=" + path + ": cannot be written: " + reason(e), e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static DataDir lock(Path path) throws IOException {
        Path file = path.resolve(".lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                channel.truncate(0);
                channel.write(
                        StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
                return new DataDir(path, channel);
            }
        } catch (OverlappingFileLockException e) {
            // this process holds it: the same answer
        }
        String pid = content(channel);
        channel.close();
        throw new StartFailure("DATA_DIR=" + path + ": in use by another Eider (process " + pid
                + "); stop it or set DATA_DIR to another directory");
    }

    private static String content(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(32);
        channel.read(buffer, 0);
        String pid = StandardCharsets.US_ASCII.decode(buffer.flip()).toString().strip();
        return pid.isEmpty() ? "unknown" : pid;
    }

    private static String reason(IOException e) {
        String text = e.getClass().getSimpleName().replaceFirst("Exception$", "");
        return e.getMessage() == null ? text : text + " " + e.getMessage();
    }
}
