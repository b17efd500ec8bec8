package io.eider.storage.file;

import static io.eider.storage.file.FilesFixture.OTHER;
import static io.eider.storage.file.FilesFixture.PROJECT;
import static io.eider.storage.file.FilesFixture.assertFails;
import static io.eider.storage.file.FilesFixture.sha256;
import static io.eider.storage.file.FilesFixture.stream;
import static io.eider.storage.file.FilesFixture.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.FileId;
import io.eider.api.id.FileName;
import io.eider.api.id.ProjectId;
import io.eider.api.id.UploadKey;
import io.eider.api.storage.FileContent;
import io.eider.api.storage.NewUpload;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Upload;
import io.eider.api.storage.UploadedContent;
import io.eider.api.storage.UploadedFile;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredFilesTest {
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

    @Test
    void takesAFileInThreeStages() throws Exception {
        NewUpload announced = new NewUpload(
                new FileName("a.csv"), Optional.of("text/csv"), OptionalLong.of(17), Map.of("k", "v", "l", "w"));
        Upload upload = files.prepare(PROJECT, announced);
        assertThat(upload.key().value()).matches(UUID_FORM);
        assertThat(upload.expiresAt()).isBetween("2026-11-22T03:53:52Z", "2026-11-22T03:53:53Z");

        UploadedContent content = files.receive(PROJECT, upload.key(), stream("id,v\n1,one\n2,two"));
        assertThat(content)
                .isEqualTo(new UploadedContent(
                        upload.key(), "staging/" + upload.key() + "_a.csv", 16, sha256("id,v\n1,one\n2,two")));

        UploadedFile file = files.register(PROJECT, upload.key(), Optional.empty(), Map.of("l", "x"));
        assertThat(file.id().value()).matches(UUID_FORM);
        assertThat(file.path()).isEqualTo("project_p1/2026/11/21/" + file.id() + "_a.csv");
        assertThat(file.name()).isEqualTo("a.csv");
        assertThat(file.sizeBytes()).isEqualTo(16);
        assertThat(file.contentType()).contains("text/csv");
        assertThat(file.sha256()).contains(content.sha256());
        assertThat(file.tags()).contains(Map.of("k", "v", "l", "x"));
        assertThat(files.get(PROJECT, file.id())).isEqualTo(file);
        assertThat(fixture.onDisk()).containsExactly(file.path());
        assertThat(fixture.read(file)).isEqualTo("id,v\n1,one\n2,two");
    }

    @Test
    void namesTheFileAnewAtRegistration() throws Exception {
        UploadKey key = fixture.prepare("a.csv");
        fixture.receive(key, "x");
        UploadedFile file = files.register(PROJECT, key, Optional.of(new FileName("b c.csv")), Map.of());
        assertThat(file.name()).isEqualTo("b c.csv");
        assertThat(file.path()).endsWith(file.id() + "_b_c.csv");
        assertThat(file.tags()).isEmpty();
    }

    @Test
    void takesAnEmptyFile() throws Exception {
        UploadedFile file = fixture.stored("empty", "");
        assertThat(file.sizeBytes()).isZero();
        assertThat(file.sha256()).contains(sha256(""));
        assertThat(fixture.read(file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 262_143, 262_144, 262_145, 524_288, 1_048_576})
    void takesEveryLengthUpToTheLimit(int length) throws Exception {
        String content = "x".repeat(length);
        UploadedFile file = fixture.stored("x.bin", content);
        assertThat(file.sizeBytes()).isEqualTo(length);
        assertThat(file.sha256()).contains(sha256(content));
        assertThat(fixture.read(file)).isEqualTo(content);
    }

    @Test
    void refusesAnAnnouncedSizeOverTheLimit() {
        NewUpload tooLong =
                new NewUpload(new FileName("a"), Optional.empty(), OptionalLong.of((1 << 20) + 1), Map.of());
        assertThatThrownBy(() -> files.prepare(PROJECT, tooLong)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.FILE_TOO_LARGE);
            assertThat(e.details()).isEqualTo(Map.of("max_size_bytes", 1048576L, "requested_size_bytes", 1048577L));
        });
    }

    @Test
    void stopsAnUploadOverTheLimitAndKeepsNothing() throws Exception {
        UploadKey key = fixture.prepare("a");
        assertFails(ErrorCode.UPLOAD_TOO_LARGE, () -> files.receive(PROJECT, key, new Endless()));
        assertThat(fixture.onDisk()).isEmpty();
        assertFails(ErrorCode.FILE_NOT_UPLOADED, () -> fixture.register(key));
    }

    @Test
    void keepsNothingOfAnInterruptedStream() throws Exception {
        UploadKey key = fixture.prepare("a");
        InputStream body =
                new SequenceInputStream(new ByteArrayInputStream(new byte[600_000]), new Failing(new EOFException()));
        assertThatThrownBy(() -> files.receive(PROJECT, key, body)).isInstanceOf(EOFException.class);
        assertThat(fixture.onDisk()).isEmpty();
        assertFails(ErrorCode.FILE_NOT_UPLOADED, () -> fixture.register(key));
    }

    @Test
    void lastContentOfARepeatedUploadWins() throws Exception {
        UploadKey key = fixture.prepare("a");
        fixture.receive(key, "the first, longer one");
        fixture.receive(key, "second");
        assertThat(fixture.onDisk()).hasSize(1);
        UploadedFile file = fixture.register(key);
        assertThat(file.sizeBytes()).isEqualTo(6);
        assertThat(file.sha256()).contains(sha256("second"));
        assertThat(fixture.read(file)).isEqualTo("second");
        assertThat(fixture.onDisk()).containsExactly(file.path());
    }

    @Test
    void failedRepetitionLeavesTheContentBefore() throws Exception {
        UploadKey key = fixture.prepare("a");
        fixture.receive(key, "first");
        assertThatThrownBy(() -> files.receive(PROJECT, key, new Failing(new IOException("gone"))))
                .hasMessage("gone");
        assertFails(ErrorCode.UPLOAD_TOO_LARGE, () -> files.receive(PROJECT, key, new Endless()));
        assertThat(fixture.onDisk()).hasSize(1);
        assertThat(fixture.read(fixture.register(key))).isEqualTo("first");
    }

    @Test
    void cancelledUploadKeepsNothing() throws Exception {
        UploadKey key = fixture.prepare("a");
        Thread.currentThread().interrupt();
        assertFails(ErrorCode.OPERATION_CANCELLED, () -> fixture.receive(key, "x"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(fixture.onDisk()).isEmpty();
    }

    @Test
    void registersAnUploadOnlyOnce() throws Exception {
        UploadKey key = fixture.prepare("a");
        fixture.receive(key, "x");
        fixture.register(key);
        assertFails(ErrorCode.UPLOAD_SESSION_NOT_FOUND, () -> fixture.register(key));
        assertFails(ErrorCode.UPLOAD_SESSION_NOT_FOUND, () -> fixture.receive(key, "y"));
        assertThat(fixture.onDisk()).hasSize(1);
    }

    @Test
    void refusesAnUploadOfAnotherProject() throws Exception {
        UploadKey key = fixture.prepare("a");
        fixture.receive(key, "x");
        assertFails(ErrorCode.UPLOAD_SESSION_MISMATCH, () -> files.requireUpload(OTHER, key));
        assertFails(ErrorCode.UPLOAD_SESSION_MISMATCH, () -> files.receive(OTHER, key, stream("evil")));
        assertFails(ErrorCode.UPLOAD_SESSION_MISMATCH, () -> files.register(OTHER, key, Optional.empty(), Map.of()));
        assertThat(fixture.read(fixture.register(key))).isEqualTo("x");
    }

    @Test
    void refusesAnExpiredUploadAndRemovesItsBytes() throws Exception {
        UploadKey key = fixture.prepare("a");
        fixture.receive(key, "x");
        fixture.clock.advance(Duration.ofHours(25));
        assertFails(ErrorCode.UPLOAD_SESSION_EXPIRED, () -> files.requireUpload(PROJECT, key));
        assertFails(ErrorCode.UPLOAD_SESSION_EXPIRED, () -> fixture.receive(key, "y"));
        assertFails(ErrorCode.UPLOAD_SESSION_EXPIRED, () -> fixture.register(key));

        fixture.prepare("b");
        assertThat(fixture.onDisk()).isEmpty();
        assertFails(ErrorCode.UPLOAD_SESSION_EXPIRED, () -> fixture.register(key));

        fixture.clock.advance(Duration.ofHours(25));
        fixture.prepare("c");
        assertFails(ErrorCode.UPLOAD_SESSION_NOT_FOUND, () -> fixture.register(key));
    }

    @Test
    void refusesAnUploadThatExpiresWhileItRuns() throws Exception {
        UploadKey key = fixture.prepare("a");
        InputStream slow = new InputStream() {
            @Override
            public int read() {
                fixture.clock.advance(Duration.ofHours(25));
                return -1;
            }
        };
        assertFails(ErrorCode.UPLOAD_SESSION_EXPIRED, () -> files.receive(PROJECT, key, slow));
        assertThat(fixture.onDisk()).isEmpty();
    }

    @Test
    void saysThatTheStagedBytesAreGone() throws Exception {
        UploadKey key = fixture.prepare("a");
        fixture.receive(key, "x");
        Files.delete(layoutFile(fixture.onDisk().get(0)));
        assertFails(ErrorCode.STAGED_FILE_NOT_FOUND, () -> fixture.register(key));
        fixture.receive(key, "again");
        assertThat(fixture.read(fixture.register(key))).isEqualTo("again");
    }

    @Test
    void boundsTheOpenUploadsOfAProject() {
        for (int i = 0; i < FilesFixture.LIMITS.maxOpenUploads(); i++) {
            fixture.prepare("a" + i);
        }
        assertFails(ErrorCode.TOO_BUSY, () -> fixture.prepare("one more"));
        assertThat(files.prepare(OTHER, upload("b")).key()).isNotNull();
    }

    @Test
    void listsNewestFirstByPages() throws Exception {
        for (int i = 0; i < 5; i++) {
            fixture.stored("f" + i, "x");
        }
        UploadKey open = fixture.prepare("staged");
        fixture.receive(open, "never registered");
        assertThat(names(new PageRequest(100, 0))).isEqualTo("f4,f3,f2,f1,f0 of 5");
        assertThat(names(new PageRequest(2, 1))).isEqualTo("f3,f2 of 5");
        assertThat(names(new PageRequest(2, 9))).isEqualTo(" of 5");
        assertThat(files.list(OTHER, new PageRequest(100, 0))).isEqualTo(new Page<>(List.of(), 0));
    }

    @Test
    void hidesFilesOfOtherProjects() throws Exception {
        UploadedFile file = fixture.stored("a", "x");
        assertFails(ErrorCode.FILE_NOT_FOUND, () -> files.get(OTHER, file.id()));
        assertFails(ErrorCode.FILE_NOT_FOUND, () -> files.open(OTHER, file.id()));
        assertFails(ErrorCode.FILE_NOT_FOUND, () -> files.locate(OTHER, file.id()));
        assertFails(ErrorCode.FILE_NOT_FOUND, () -> files.delete(OTHER, file.id()));
        assertThat(fixture.read(file)).isEqualTo("x");
    }

    @Test
    void deletesRowAndBytes() throws Exception {
        UploadedFile file = fixture.stored("a", "x");
        files.delete(PROJECT, file.id());
        assertThat(fixture.onDisk()).isEmpty();
        assertFails(ErrorCode.FILE_NOT_FOUND, () -> files.get(PROJECT, file.id()));
        assertFails(ErrorCode.FILE_NOT_FOUND, () -> files.delete(PROJECT, file.id()));
    }

    @Test
    void deletionDoesNotDisturbAReader() throws Exception {
        UploadedFile file = fixture.stored("a", "still here");
        FileContent content = files.open(PROJECT, file.id());
        files.delete(PROJECT, file.id());
        try (var channel = content.channel()) {
            ByteBuffer all = ByteBuffer.allocate(100);
            assertThat(channel.position()).isZero();
            assertThat(channel.read(all)).isEqualTo(10);
            assertThat(new String(all.array(), 0, 10, StandardCharsets.UTF_8)).isEqualTo("still here");
        }
    }

    @Test
    void tellsMissingBytesFromAMissingFile() throws Exception {
        UploadedFile file = fixture.stored("a", "x");
        assertThat(files.locate(PROJECT, file.id())).isEqualTo(layoutFile(file.path()));
        Files.delete(layoutFile(file.path()));
        assertFails(ErrorCode.FILE_CONTENT_NOT_FOUND, () -> files.open(PROJECT, file.id()));
        assertFails(ErrorCode.FILE_CONTENT_NOT_FOUND, () -> files.locate(PROJECT, file.id()));
        assertThat(files.get(PROJECT, file.id())).isEqualTo(file);
    }

    @Test
    void asksForTheProjectFirst() {
        ProjectId none = new ProjectId("none");
        UploadKey key = fixture.prepare("a");
        FileId id = new FileId("x");
        assertFails(ErrorCode.PROJECT_NOT_FOUND, () -> files.prepare(none, upload("a")));
        assertFails(ErrorCode.PROJECT_NOT_FOUND, () -> files.requireUpload(none, key));
        assertFails(ErrorCode.PROJECT_NOT_FOUND, () -> files.receive(none, key, stream("")));
        assertFails(ErrorCode.PROJECT_NOT_FOUND, () -> files.register(none, key, Optional.empty(), Map.of()));
        assertFails(ErrorCode.PROJECT_NOT_FOUND, () -> files.list(none, new PageRequest(1, 0)));
        assertFails(ErrorCode.PROJECT_NOT_FOUND, () -> files.get(none, id));
        assertFails(ErrorCode.PROJECT_NOT_FOUND, () -> files.open(none, id));
        assertFails(ErrorCode.PROJECT_NOT_FOUND, () -> files.delete(none, id));
    }

    private String names(PageRequest request) {
        Page<UploadedFile> page = files.list(PROJECT, request);
        return String.join(",", page.items().stream().map(UploadedFile::name).toList()) + " of " + page.total();
    }

    private Path layoutFile(String path) {
        return fixture.layout.paths().filesDir().resolve(path);
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'x';
        }
    }

    private static final class Failing extends InputStream {
        private final IOException failure;

        Failing(IOException failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            throw failure;
        }
    }
}
