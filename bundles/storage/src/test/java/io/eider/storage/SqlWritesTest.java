package io.eider.storage;

import static io.eider.storage.ChangesFixture.column;
import static io.eider.storage.ChangesFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.TableWrite;
import io.eider.api.storage.TableWrites.Rules;
import io.eider.api.storage.TableWrites.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a table's file that somebody else writes. */
class SqlWritesTest {
    @TempDir
    Path directory;

    private ChangesFixture t;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        t = new ChangesFixture(directory);
        t.create(List.of("id"), column("id", "INTEGER"), column("v", "VARCHAR"));
        t.insert(row("id", 1, "v", "a"), row("id", 2, "v", "b"));
        file = t.server.layout.run().resolve("copy.duckdb");
    }

    @AfterEach
    void close() throws Exception {
        assertThat(file).doesNotExist();
        t.close();
    }

    private TableWrite begin(Rules rules) {
        return t.server
                .storage
                .writes()
                .begin(t.table, file, Wait.IN_TURN, rules)
                .orElseThrow();
    }

    private void sql(String... statements) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> rows() {
        return t.rows().stream()
                .map(row -> row.get(0) + "|" + row.get(1))
                .sorted()
                .toList();
    }

    private long version() {
        return t.server.storage.tables().get(t.table).version();
    }

    private void refused(TableWrite write, ErrorCode code) {
        long before = version();
        assertThatThrownBy(write::publish).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code())
                .isEqualTo(code));
        write.close();
        assertThat(version()).isEqualTo(before);
        assertThat(rows()).containsExactly("1|a", "2|b");
    }

    @Test
    void whatIsWrittenIsTheNextVersionWithoutAnIndex() throws Exception {
        try (TableWrite write = begin(Rules.ALL)) {
            assertThat(write.before().version()).isEqualTo(2);
            assertThatThrownBy(() -> sql("INSERT INTO data VALUES (2, 'again')"))
                    .hasMessageContaining("Duplicate key");
            sql("INSERT INTO data VALUES (3, 'c')", "DELETE FROM data WHERE id = 1");
            assertThat(version()).isEqualTo(2);
            assertThat(write.publish().version()).isEqualTo(3);
        }
        assertThat(rows()).containsExactly("2|b", "3|c");
        Path published = Files.copy(t.server.layout.tableFile(t.table), file);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                var found = connection.createStatement().executeQuery("SELECT count(*) FROM duckdb_indexes()")) {
            found.next();
            assertThat(found.getLong(1)).as(published.toString()).isZero();
        }
        Files.delete(file);
    }

    @Test
    void closedWithoutBeingPublishedNothingHasHappened() {
        TableWrite write = begin(Rules.ALL);
        sql("DELETE FROM data");
        write.close();
        write.close();
        assertThat(version()).isEqualTo(2);
        assertThat(rows()).containsExactly("1|a", "2|b");
    }

    @Test
    void othersWaitUntilItIsClosedByWhateverThread() throws Exception {
        TableWrite write = begin(Rules.ALL);
        Path other = file.resolveSibling("other.duckdb");
        assertThat(t.server.storage.writes().begin(t.table, other, Wait.NEVER, Rules.ALL))
                .isEmpty();
        CompletableFuture<Long> insert = CompletableFuture.supplyAsync(
                () -> t.insert(row("id", 4, "v", "d")).changed());
        assertThat(insert).isNotDone();
        CompletableFuture.runAsync(() -> {
                    sql("INSERT INTO data VALUES (3, 'c')");
                    write.publish();
                    write.close();
                })
                .get(20, TimeUnit.SECONDS);
        assertThat(insert.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(rows()).containsExactly("1|a", "2|b", "3|c", "4|d");
    }

    @Test
    void copyWithOtherColumnsIsNotPublished() {
        TableWrite write = begin(Rules.WITHOUT_KEY);
        sql("ALTER TABLE data ADD COLUMN x INTEGER");
        refused(write, ErrorCode.TABLE_CHANGED);
    }

    @Test
    void brokenKeyIsNotPublished() {
        TableWrite write = begin(Rules.WITHOUT_KEY);
        sql("INSERT INTO data VALUES (2, 'again')");
        refused(write, ErrorCode.DUPLICATE_KEY);
    }

    @Test
    void tableThatIsNotThereIsNotLocked() {
        t.server.storage.tables().drop(t.table);
        assertThatThrownBy(() -> begin(Rules.ALL)).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.TABLE_NOT_FOUND));
        assertThat(t.server.locks.active()).isZero();
    }

    @Test
    void branchGetsItsOwnCopy() {
        t.enterBranch();
        try (TableWrite write = begin(Rules.ALL)) {
            sql("DELETE FROM data WHERE id = 1");
            write.publish();
        }
        assertThat(rows()).containsExactly("2|b");
        t.table = TransfersFixture.T;
        assertThat(rows()).containsExactly("1|a", "2|b");
    }
}
