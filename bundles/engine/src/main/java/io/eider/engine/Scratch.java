package io.eider.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of ours in the file system that lives in memory ({@code /dev/shm}, see shm_overview(7)). Its name belongs to
 * the data directory, so that the next start empties what a crash left. Everybody may write beside it, so it is used only if
 * it is ours alone.
 */
final class Scratch {
    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Set<PosixFilePermission> OURS_ALONE = PosixFilePermissions.fromString("rwx------");

    private Scratch() {}

    /** The emptied directory; empty where the system has none that can be trusted. */
    static Optional<Path> directoryFor(Path dataDir) {
        if (!Files.isWritable(MEMORY)) {
            return Optional.empty();
        }
        Path directory = MEMORY.resolve("eider-" + digest(dataDir));
        try {
            make(directory);
            if (!isOursAlone(directory)) {
                LOG.warn("{} belongs to somebody else; small tables are built on the disk", directory);
                return Optional.empty();
            }
            Disk.emptyDirectory(directory);
            return Optional.of(directory);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("{} cannot be used; small tables are built on the disk", directory, e);
            return Optional.empty();
        }
    }

    private static void make(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OURS_ALONE));
        } catch (FileAlreadyExistsException e) {
            LOG.debug("Used before: {}", directory);
        }
    }

    private static boolean isOursAlone(Path directory) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Path probe = Files.createTempFile(MEMORY, "eider-", null);
        try {
            return attributes.isDirectory()
                    && attributes.permissions().equals(OURS_ALONE)
                    && attributes.owner().equals(Files.getOwner(probe));
        } finally {
            Files.delete(probe);
        }
    }

    private static String digest(Path dataDir) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] hash = sha256.digest(dataDir.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
