package io.eider.storage.file;

import static io.eider.storage.file.FilesFixture.PROJECT;
import static io.eider.storage.file.FilesFixture.assertFails;
import static io.eider.storage.file.FilesFixture.stream;
import static io.eider.storage.file.FilesFixture.upload;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ErrorCode;
import io.eider.api.id.FileId;
import io.eider.api.id.FileName;
import io.eider.api.id.UploadKey;
import io.eider.api.storage.NewUpload;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.UploadedFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredFilesNamesTest {
    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

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
    public void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../../metadata.duckdb",
                "/etc/passwd",
                "a\0b",
                "x' OR '1'='1",
                "\ud800",
                "%",
                "*",
                "{}"
            })
    void findsNothingUnderMadeUpIds(String id) throws Exception {
        fixture.stored("a", "x");
        assertFails(ErrorCode.FILE_NOT_FOUND, () -> files.get(PROJECT, new FileId(id)));
        assertFails(ErrorCode.FILE_NOT_FOUND, () -> files.open(PROJECT, new FileId(id)));
        assertFails(ErrorCode.FILE_NOT_FOUND, () -> files.delete(PROJECT, new FileId(id)));
        assertFails(ErrorCode.UPLOAD_SESSION_NOT_FOUND, () -> files.requireUpload(PROJECT, new UploadKey(id)));
        assertFails(ErrorCode.UPLOAD_SESSION_NOT_FOUND, () -> files.receive(PROJECT, new UploadKey(id), stream("")));
        assertFails(ErrorCode.UPLOAD_SESSION_NOT_FOUND, () -> fixture.register(new UploadKey(id)));
        assertThat(fixture.onDisk()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "...",
                "-rf *",
                "[a]?{b}.csv",
                "%2e%2e%2fevil",
                "~root",
                "žluťoučký kůň.csv",
                "日本語.csv",
                "\ud83e\udd86.csv",
                "\ud800.csv",
                "\u202egnp.exe",
                "a\"b;c=d.csv",
                "$(reboot)`id`"
            })
    void keepsStrangeNamesAsTheyAreButNotOnDisk(String name) throws Exception {
        UploadedFile file = fixture.stored(name, "x");
        assertThat(file.path()).matches("project_p1/2026/11/21/" + UUID_FORM + "_[A-Za-z0-9._-]+");
        assertThat(fixture.onDisk()).containsExactly(file.path());
        assertThat(files.get(PROJECT, file.id()).name()).isEqualTo(file.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "\ud83e\udd86", "'; DROP TABLE files; --", "\"\\\r\n"})
    void keepsStrangeTagsAndTypesAsTheyAre(String text) throws Exception {
        NewUpload upload = new NewUpload(
                new FileName("a"), Optional.of(text), OptionalLong.empty(), Map.of(text, text, "k", text));
        UploadKey key = files.prepare(PROJECT, upload).key();
        fixture.receive(key, "x");
        FileId id = fixture.register(key).id();
        assertThat(files.get(PROJECT, id).contentType()).contains(text);
        assertThat(files.get(PROJECT, id).tags()).contains(Map.of(text, text, "k", text));
        assertThat(files.list(PROJECT, new PageRequest(10, 0)).items()).hasSize(1);
    }

    @Test
    void takesTheLongestName() throws Exception {
        String name = "n".repeat(196) + ".csv";
        UploadedFile file = fixture.stored(name, "x");
        assertThat(file.name()).isEqualTo(name);
        assertThat(fixture.read(file)).isEqualTo("x");
    }
}
