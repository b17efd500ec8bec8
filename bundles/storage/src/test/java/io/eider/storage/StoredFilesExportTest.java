package io.eider.storage;

import static io.eider.storage.file.FilesFixture.OTHER;
import static io.eider.storage.file.FilesFixture.PROJECT;
import static io.eider.storage.file.FilesFixture.assertFails;
import static io.eider.storage.file.FilesFixture.stream;
import static io.eider.storage.file.FilesFixture.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ErrorCode;
import io.eider.api.id.FileName;
import io.eider.api.id.UploadKey;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.UploadedFile;
import io.eider.storage.file.FilesFixture;
import io.eider.storage.file.NewFile;
import io.eider.storage.file.StoredFiles;
import io.eider.storage.file.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredFilesExportTest {
    @TempDir
    Path directory;

    private FilesFixture fixture;
    private StoredFiles files;

    @BeforeEach
    void open() throws Exception {
        fixture = new FilesFixture(directory);
        files = fixture.files;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void registersWhatTheServerWrites() throws Exception {
        NewFile export = new NewFile(new FileName("t.csv"), Optional.of("text/csv"), Map.of("table", "t"));
        WrittenFile<Integer> written = files.write(PROJECT, export, path -> {
            assertThat(path).doesNotExist();
            writeString(path, "id\n1\n");
            return 1;
        });
        UploadedFile file = written.file();
        assertThat(written.result()).isEqualTo(1);
        assertThat(file.path()).isEqualTo("project_p1/2026/11/21/" + file.id() + "_t.csv");
        assertThat(file.sizeBytes()).isEqualTo(5);
        assertThat(file.sha256()).isEmpty();
        assertThat(file.tags()).contains(Map.of("table", "t"));
        assertThat(files.get(PROJECT, file.id())).isEqualTo(file);
        assertThat(fixture.read(file)).isEqualTo("id\n1\n");
    }

    @Test
    void keepsNothingOfAWriterThatFails() throws Exception {
        NewFile export = new NewFile(new FileName("t.csv"), Optional.empty(), Map.of());
        assertThatThrownBy(() -> files.write(PROJECT, export, path -> {
                    writeString(path, "half");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertFails(ErrorCode.REGISTRATION_FAILED, () -> files.write(PROJECT, export, path -> "wrote nothing"));
        assertThat(fixture.onDisk()).isEmpty();
        assertThat(files.list(PROJECT, new PageRequest(10, 0)).total()).isZero();
    }

    @Test
    void keepsNothingOfAnExportWhoseProjectIsDropped() throws Exception {
        NewFile export = new NewFile(new FileName("t.csv"), Optional.empty(), Map.of());
        assertFails(
                ErrorCode.PROJECT_NOT_FOUND,
                () -> files.write(PROJECT, export, path -> {
                    writeString(path, "rows");
                    fixture.projects.remove(PROJECT);
                    return 1;
                }));
        assertThat(fixture.onDisk()).isEmpty();
    }

    @Test
    void removesAllOfAProjectAndNothingElse() throws Exception {
        fixture.stored("a", "x");
        UploadKey open = fixture.prepare("b");
        fixture.receive(open, "y");
        UploadKey foreign = files.prepare(OTHER, upload("c")).key();
        files.receive(OTHER, foreign, stream("z"));

        fixture.drop(PROJECT);
        fixture.projects.add(PROJECT);

        assertThat(fixture.layout.files(PROJECT)).doesNotExist();
        assertThat(files.list(PROJECT, new PageRequest(10, 0)).total()).isZero();
        assertFails(ErrorCode.UPLOAD_SESSION_NOT_FOUND, () -> fixture.register(open));
        assertThat(fixture.read(files.register(OTHER, foreign, Optional.empty(), Map.of())))
                .isEqualTo("z");
    }

    @Test
    void keepsAllOfAProjectWhoseRemovalIsUndone() throws Exception {
        UploadedFile file = fixture.stored("a", "x");
        assertThatThrownBy(() -> fixture.catalog.change(session -> {
                    files.removeAll(session, PROJECT);
                    throw new IllegalStateException("undo");
                }))
                .hasMessage("undo");
        fixture.dropped.finish(PROJECT);
        assertThat(fixture.read(file)).isEqualTo("x");
    }

    private static void writeString(Path path, String content) {
        try {
            Files.writeString(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
