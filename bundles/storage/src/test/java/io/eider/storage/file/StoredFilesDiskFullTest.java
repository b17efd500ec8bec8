package io.eider.storage.file;

import static io.eider.storage.file.FilesFixture.PROJECT;
import static io.eider.storage.file.FilesFixture.codeOf;
import static io.eider.storage.file.FilesFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.FileName;
import io.eider.api.id.UploadKey;
import io.eider.engine.Disk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredFilesDiskFullTest {
    @TempDir
    Path directory;

    @Test
    void writeToAFullDeviceSaysSo() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "this system has no /dev/full");
        FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE);
        assertThatThrownBy(() -> Received.into(channel, stream("x"), 100))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.STORAGE_FULL));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void fullDiskKeepsTheContentBeforeAndLeavesNothingElse() throws Exception {
        Path files = Files.createDirectories(directory.resolve("files"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", files.toString()), "may not mount");
        try (FilesFixture fixture =
                new FilesFixture(directory, new FileLimits(1 << 30, FilesFixture.LIMITS.uploadTtl(), 10))) {
            UploadKey key = fixture.prepare("a");
            fixture.receive(key, "fits");
            assertFull(() -> fixture.files.receive(PROJECT, key, new ByteArrayInputStream(new byte[2 << 20])));
            assertFull(() -> fixture.files.write(
                    PROJECT, new NewFile(new FileName("e"), Optional.empty(), Map.of()), path -> fill(path)));
            assertThat(fixture.onDisk()).hasSize(1);
            assertThat(fixture.read(fixture.register(key))).isEqualTo("fits");
        } finally {
            run("umount", files.toString());
        }
    }

    private static Path fill(Path path) {
        try {
            return Files.write(path, new byte[2 << 20]);
        } catch (IOException e) {
            throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "not full");
        }
    }

    private static void assertFull(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ApiException.class, e -> assertThat(codeOf(e))
                .isEqualTo(ErrorCode.STORAGE_FULL));
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
