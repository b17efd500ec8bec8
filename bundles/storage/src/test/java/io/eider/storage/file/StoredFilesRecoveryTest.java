package io.eider.storage.file;

import static io.eider.storage.file.FilesFixture.PROJECT;
import static io.eider.storage.file.FilesFixture.codeOf;
import static io.eider.storage.file.FilesFixture.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.UploadKey;
import io.eider.api.storage.UploadedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New objects over the same directory stand for a new process; what a crash leaves is made by hand. */
class StoredFilesRecoveryTest {
    @TempDir
    Path directory;

    @Test
    void uploadGoesOnAfterARestartAtEveryStage() throws Exception {
        UploadKey key;
        try (FilesFixture fixture = new FilesFixture(directory)) {
            key = fixture.prepare("a.csv");
        }
        try (FilesFixture fixture = new FilesFixture(directory)) {
            fixture.receive(key, "content");
        }
        UploadedFile file;
        try (FilesFixture fixture = new FilesFixture(directory)) {
            file = fixture.register(key);
        }
        try (FilesFixture fixture = new FilesFixture(directory)) {
            assertThat(fixture.files.get(PROJECT, file.id())).isEqualTo(file);
            assertThat(file.sha256()).contains(sha256("content"));
            assertThat(fixture.read(file)).isEqualTo("content");
            assertThat(fixture.onDisk()).containsExactly(file.path());
        }
    }

    @Test
    void bytesWithoutAnUploadGoAway() throws Exception {
        UploadKey key;
        try (FilesFixture fixture = new FilesFixture(directory)) {
            key = fixture.prepare("a.csv");
            fixture.receive(key, "kept");
            Path staging = fixture.layout.fileStaging(PROJECT);
            Files.writeString(staging.resolve(key + "_a.csv.0123456789abcdef"), "killed in the middle");
            Files.writeString(staging.resolve("stray"), "?");
        }
        try (FilesFixture fixture = new FilesFixture(directory)) {
            assertThat(fixture.onDisk()).hasSize(1);
            assertThat(fixture.read(fixture.register(key))).isEqualTo("kept");
        }
    }

    @Test
    void bytesOfExpiredUploadsGoAway() throws Exception {
        FileLimits brief = new FileLimits(1000, Duration.ofMillis(500), 10);
        try (FilesFixture fixture = new FilesFixture(directory, brief)) {
            fixture.receive(fixture.prepare("a.csv"), "x");
            assertThat(fixture.onDisk()).hasSize(1);
            fixture.clock.advance(Duration.ofSeconds(1));
            fixture.files.recover();
            assertThat(fixture.onDisk()).isEmpty();
        }
    }

    @Test
    void registrationThatWasCommittedButNotMovedIsReadableAndFinished() throws Exception {
        UploadedFile file;
        String staged;
        try (FilesFixture fixture = new FilesFixture(directory)) {
            UploadKey key = fixture.prepare("a.csv");
            fixture.receive(key, "content");
            staged = fixture.onDisk().get(0);
            file = fixture.register(key);
            Path files = fixture.layout.paths().filesDir();
            Files.move(files.resolve(file.path()), files.resolve(staged));
            Files.delete(files.resolve(file.path()).getParent());

            assertThat(fixture.read(file)).isEqualTo("content");
            assertThat(fixture.files.locate(PROJECT, file.id())).hasContent("content");
        }
        try (FilesFixture fixture = new FilesFixture(directory)) {
            assertThat(fixture.onDisk()).containsExactly(file.path());
            assertThat(fixture.read(file)).isEqualTo("content");
        }
    }

    @Test
    void deletionThatWasCommittedButNotDoneIsFinished() throws Exception {
        UploadedFile kept;
        try (FilesFixture fixture = new FilesFixture(directory)) {
            kept = fixture.stored("kept", "x");
            fixture.stored("dropped", "x");
            UploadedFile dropped = fixture.stored("dropped", "x");
            fixture.catalog.change(session -> FileTables.remove(
                    session, FileTables.file(session, PROJECT, dropped.id()).orElseThrow()));
            assertThat(fixture.onDisk()).contains(dropped.path());
        }
        try (FilesFixture fixture = new FilesFixture(directory)) {
            assertThat(fixture.onDisk()).hasSize(2).contains(kept.path());
            assertThat(removals(fixture)).isEmpty();
        }
    }

    @Test
    void removalOfAProjectIsFinishedInMoreThanOneBatch() throws Exception {
        try (FilesFixture fixture = new FilesFixture(directory)) {
            Path day = Files.createDirectories(fixture.layout.files(PROJECT).resolve("2026/11/21"));
            for (int i = 0; i < 2100; i++) {
                Files.createFile(day.resolve("f" + i));
            }
            fixture.catalog.change(session -> session.update("INSERT INTO removals "
                    + "SELECT 'project_p1/2026/11/21/f' || i, 'project_p1/staging/s' || i FROM range(2100) r(i)"));
        }
        try (FilesFixture fixture = new FilesFixture(directory)) {
            assertThat(fixture.onDisk()).isEmpty();
            assertThat(removals(fixture)).isEmpty();
        }
    }

    @Test
    void removalThatFailsIsTriedAgainAtTheNextStart() throws Exception {
        UploadedFile file;
        Path bytes;
        try (FilesFixture fixture = new FilesFixture(directory)) {
            file = fixture.stored("a", "x");
            bytes = fixture.layout.paths().filesDir().resolve(file.path());
            Files.delete(bytes);
            Files.createDirectories(bytes.resolve("in the way"));
            fixture.files.delete(PROJECT, file.id());
            assertThat(removals(fixture)).containsExactly(file.path());
        }
        Files.delete(bytes.resolve("in the way"));
        try (FilesFixture fixture = new FilesFixture(directory)) {
            assertThat(bytes).doesNotExist();
            assertThat(removals(fixture)).isEmpty();
        }
    }

    @Test
    void registeredFilesAreNeverTouched() throws Exception {
        UploadedFile file;
        try (FilesFixture fixture = new FilesFixture(directory)) {
            file = fixture.stored("a", "x");
            fixture.projects.clear();
            fixture.files.recover();
            assertThat(fixture.onDisk()).containsExactly(file.path());
        }
    }

    @Test
    void uploadFailsCleanlyWhereNoDirectoryCanBeMade() throws Exception {
        try (FilesFixture fixture = new FilesFixture(directory)) {
            UploadKey key = fixture.prepare("a");
            Files.writeString(fixture.layout.files(PROJECT), "a file in the way");
            assertThatThrownBy(() -> fixture.receive(key, "x")).isInstanceOfSatisfying(ApiException.class, e -> {
                assertThat(codeOf(e)).isEqualTo(ErrorCode.UPLOAD_FAILED);
                assertThat(e.getMessage()).doesNotContain(directory.toString());
            });
            Files.delete(fixture.layout.files(PROJECT));
            fixture.receive(key, "x");
            assertThat(fixture.read(fixture.register(key))).isEqualTo("x");
        }
    }

    private static List<String> removals(FilesFixture fixture) throws IOException {
        return fixture.catalog.read(session -> FileTables.removals(session, 10)).stream()
                .map(FileTables.Removal::path)
                .toList();
    }
}
