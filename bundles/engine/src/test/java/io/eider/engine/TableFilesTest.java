package io.eider.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.engine.TableFiles.BlockSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFilesTest {
    @TempDir
    Path directory;

    private DataLayout layout;
    private TableFiles files;

    @BeforeEach
    void open() throws Exception {
        layout = new DataLayout(directory);
        files = new TableFiles(layout, new TableFiles.Settings(2, "1GB", "1GB", Duration.ofSeconds(1)));
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void builtFileHoldsItsRowsAndIsReadBack() {
        Path file = numbers(10);
        assertThat(count(file)).isEqualTo(10);
        assertThat(file.resolveSibling(file.getFileName() + ".wal")).doesNotExist();
    }

    @Test
    void whatDoesNotFitIntoMemoryIsSpilled() {
        TableFiles.Settings small = new TableFiles.Settings(1, "100MB", "1GB", Duration.ofSeconds(60));
        try (TableFiles tight = new TableFiles(layout, small)) {
            Path file = layout.newStagingFile();
            tight.build(
                    file,
                    BlockSize.SMALL,
                    session -> session.execute(
                            "CREATE TABLE " + session.table()
                                    + " AS SELECT hash(range)::VARCHAR || repeat('x', 60) AS s FROM range(2000000) ORDER BY s"));
            assertThat(count(file)).isEqualTo(2_000_000);
        }
    }

    @Test
    void failedBuildLeavesNothing() throws Exception {
        Path file = layout.newStagingFile();
        assertThatThrownBy(() -> files.build(file, BlockSize.SMALL, session -> {
                    session.execute("CREATE TABLE " + session.table() + " (i INTEGER NOT NULL)");
                    return session.execute("INSERT INTO " + session.table() + " VALUES (NULL)");
                }))
                .isInstanceOfSatisfying(
                        DuckDbFailure.class, e -> assertThat(e.kind()).isEqualTo(DuckDbFailure.Kind.CONSTRAINT));
        try (var left = Files.list(layout.staging())) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void fileThatCannotBeBroughtToItsPlaceIsNotLeftInMemory() throws Exception {
        Path file = directory.resolve("missing/a.duckdb");
        assertThatThrownBy(() -> files.build(
                        file,
                        BlockSize.SMALL,
                        session -> session.execute("CREATE TABLE " + session.table() + " (i INTEGER)")))
                .isInstanceOf(ApiException.class);
        try (var left = Files.list(layout.scratch())) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void readerKeepsItsRowsWhileTheFileIsReplaced() {
        Path file = numbers(10);
        long seen = files.read(file, session -> {
            try {
                Files.move(numbers(20), file, StandardCopyOption.REPLACE_EXISTING);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            assertThat(count(file)).isEqualTo(20);
            return session.number("SELECT sum(1) FROM " + session.table());
        });
        assertThat(seen).isEqualTo(10);
    }

    @Test
    void statementEndsAtItsTimeLimitAndTheInstanceStaysUsable() {
        assertThatThrownBy(() -> files.plain(session ->
                        session.number("SELECT count(*) FROM range(10000000000) t(i) " + "WHERE hash(i) = 1")))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPERATION_TIMEOUT));
        assertThat(count(numbers(3))).isEqualTo(3);
    }

    @Test
    void interruptedThreadEndsItsStatement() throws Exception {
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread worker = new Thread(() -> {
            try {
                files.build(layout.newStagingFile(), BlockSize.SMALL, session -> {
                    session.execute("CREATE TABLE " + session.table() + " (i BIGINT)");
                    Thread.currentThread().interrupt();
                    return session.execute("INSERT INTO " + session.table() + " SELECT i FROM range(10000000000) t(i)");
                });
                outcome.complete(null);
            } catch (ApiException | DuckDbFailure e) {
                outcome.complete(e);
            }
        });
        worker.start();
        assertThat(outcome.get()).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.OPERATION_CANCELLED));
        worker.join();
    }

    @Test
    void reachesNoFileOutsideTheDataDirectories() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret.csv"), "a\n1\n");
        assertThatThrownBy(() -> files.plain(session ->
                        session.number("SELECT count(*) FROM read_csv(" + Sql.literal(secret.toString()) + ")")))
                .isInstanceOfSatisfying(
                        DuckDbFailure.class, e -> assertThat(e.kind()).isEqualTo(DuckDbFailure.Kind.PERMISSION));
        assertThatThrownBy(() -> files.plain(session -> session.execute("SET enable_external_access = true")))
                .isInstanceOf(DuckDbFailure.class);
    }

    private Path numbers(int count) {
        Path file = layout.newStagingFile();
        files.build(file, BlockSize.SMALL, session -> {
            session.execute("CREATE TABLE " + session.table() + " (i BIGINT)");
            return session.execute("INSERT INTO " + session.table() + " SELECT i FROM range(?) t(i)", count);
        });
        return file;
    }

    private long count(Path file) {
        return files.read(file, session -> session.number("SELECT count(*) FROM " + session.table()));
    }
}
