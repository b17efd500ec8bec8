package io.eider.bridge.published;

import static io.eider.bridge.live.LiveFixture.fails;
import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static io.eider.bridge.live.LiveFixture.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.DescribedTable;
import io.eider.api.bridge.Permission;
import io.eider.api.bridge.PublishedTables;
import io.eider.api.bridge.TableName;
import io.eider.api.error.ApiException;
import io.eider.api.id.ColumnName;
import io.eider.api.storage.Column;
import io.eider.bridge.live.LiveFixture;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of a write makes the version that DuckDB would make of a table of its own. The same statements run against such tables. */
class WritesBecomeVersionsTest {
    private static final String MINE =
            "CREATE TABLE mine AS SELECT * FROM (VALUES (1, 'one'), (2, 'two'), (3, 'three')) AS v(i, n)";
    private static final List<String> NAMES = List.of("users", "keyed", "log");

    @TempDir
    Path directory;

    private PublishedFixture published;
    private Connection plain;

    @BeforeEach
    void open() throws Exception {
        plain = DriverManager.getConnection("jdbc:duckdb:");
        run(
                plain,
                "CREATE TABLE users(id INTEGER, name VARCHAR DEFAULT 'nobody', age INTEGER DEFAULT 7)",
                "CREATE TABLE keyed(id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, age INTEGER, mail VARCHAR)",
                "CREATE TABLE log(id INTEGER, t VARCHAR)",
                MINE);
        published = new PublishedFixture(directory);
        published.table("users", List.of(), "id INTEGER", "name VARCHAR DEFAULT 'nobody'", "age INTEGER DEFAULT 7");
        published.table(
                "keyed", List.of("id"), "id INTEGER NOT NULL", "name VARCHAR NOT NULL", "age INTEGER", "mail VARCHAR");
        published.table("log", List.of(), "id INTEGER", "t VARCHAR");
        published.open("users", "keyed", "log");
        run(published.target, MINE);
        same("INSERT INTO app.users VALUES (1, 'a', 10), (1, 'a', 10), (2, 'b', 20), (NULL, NULL, NULL)");
        same("INSERT INTO app.keyed VALUES (1, 'a', 1, 'm1'), (2, 'b', 2, 'm2')");
        same("INSERT INTO app.log VALUES (1, 'x'), (5, 'y')");
    }

    @AfterEach
    void close() throws Exception {
        published.close();
        plain.close();
        assertThat(published.attachedFiles()).isZero();
    }

    private void same(String sql) throws SQLException {
        String direct = sql.replace("app.", "");
        if (sql.contains("RETURNING")) {
            assertThat(rows(published.app, sql)).containsExactlyInAnyOrderElementsOf(rows(plain, direct));
        } else {
            assertThat(update(published.app, sql)).isEqualTo(update(plain, direct));
        }
        try (Bridge other = published.openAs("other", "users", "keyed", "log")) {
            for (String table : NAMES) {
                List<String> expected = rows(plain, "SELECT * FROM " + table + " ORDER BY ALL");
                String all = "." + table + " ORDER BY ALL";
                assertThat(rows(published.app, "SELECT * FROM app" + all)).isEqualTo(expected);
                assertThat(rows(published.target, "SELECT * FROM app" + all)).isEqualTo(expected);
                assertThat(rows(published.target, "SELECT * FROM other" + all)).isEqualTo(expected);
                assertThat(published.now(table).rowCount()).isEqualTo(expected.size());
            }
            assertThat(other.tables()).hasSize(3);
        }
    }

    private long version(String table) {
        return published.now(table).version();
    }

    @ParameterizedTest
    @MethodSource("io.eider.bridge.WriteStatements#all")
    void itDoesWhatDuckDbWouldDo(String sql) throws SQLException {
        long before = version("users") + version("keyed") + version("log");
        same(sql);
        assertThat(version("users") + version("keyed") + version("log")).isBetween(before, before + 1);
        same("INSERT INTO app.users VALUES (77, 'after', 1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE app.users SET age = (SELECT max(i) FROM mine), name = (SELECT min(n) FROM mine) WHERE id = 2",
                "MERGE INTO app.users u USING mine ON u.id = i WHEN MATCHED AND i IN (SELECT id FROM app.log) THEN UPDATE SET name = n",
                "INSERT INTO mine SELECT id, name FROM app.users",
                "DELETE FROM mine WHERE i IN (SELECT id FROM app.log)"
            })
    void whatALiveSourceCouldNotDoWorksToo(String sql) throws SQLException {
        same(sql);
        assertThat(rows(published.target, "FROM mine ORDER BY ALL")).isEqualTo(rows(plain, "FROM mine ORDER BY ALL"));
    }

    @Test
    void functionsOfTheTargetCompute() throws SQLException {
        run(published.target, "CREATE MACRO twice(x) AS x * 2", "CREATE VIEW decoy AS SELECT * FROM app.log");
        assertThat(update(published.app, "UPDATE app.users SET age = twice(age) WHERE twice(id) = 2"))
                .isEqualTo(2);
        assertThat(update(published.app, "DELETE FROM app.users WHERE id IN (SELECT id FROM decoy)"))
                .isEqualTo(2);
        assertThat(rows(published.app, "SELECT id, age FROM app.users ORDER BY ALL"))
                .containsExactly("2|20", "NULL|NULL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "23505; INSERT INTO app.keyed VALUES (5, 'x', 1, 'm5'), (1, 'x', 1, 'm9')",
                "23502; INSERT INTO app.keyed VALUES (5, 'x', 1, 'm5'), (6, NULL, 1, 'm6')",
                "23505; INSERT INTO app.keyed SELECT i, n, i, 'x' || i FROM mine",
                "23505; UPDATE app.keyed SET id = 1",
                "23502; UPDATE app.keyed SET name = NULL",
                "22P02; INSERT INTO app.users VALUES ('x', 'y', 1)",
                "42703; UPDATE app.users SET nope = 1",
                "42703; SELECT nope FROM app.users",
                "42P01; INSERT INTO app.nope VALUES (1)",
                "42601; UPDATE app.users SET",
                "42601; SELECT * FROM app.users WHERE",
                "42501; DROP VIEW app.users",
                "42501; ALTER TABLE app.users ADD COLUMN x INTEGER",
                "42501; CREATE TABLE app.fresh(i INTEGER)"
            })
    void whatIsRefusedFailsWhole(String state, String sql) throws SQLException {
        long before = version("users") + version("keyed");
        fails(published.app, sql, state).satisfies(e -> assertThat(e.getMessage())
                .doesNotContain("app_")
                .doesNotContain("\"data\"")
                .doesNotContain("data."));
        assertThat(version("users") + version("keyed")).isEqualTo(before);
        same("INSERT INTO app.users VALUES (77, 'after', 1)");
    }

    @Test
    void aTableThatMayOnlyBeReadIsNotWritten() throws SQLException {
        try (Bridge reading = published.openAs("reading", "users read", "log");
                Connection connection = reading.connect()) {
            fails(connection, "INSERT INTO reading.users VALUES (1, 'x', 1)", "42501")
                    .hasMessage("'users' does not have 'insert' permission");
            fails(connection, "UPDATE reading.users SET id = 1", "42501")
                    .hasMessage("'users' does not have 'update' permission");
            fails(connection, "TRUNCATE reading.users", "42501")
                    .hasMessage("'users' does not have 'delete' permission");
            assertThat(update(connection, "INSERT INTO reading.log SELECT id, name FROM reading.users WHERE id = 2"))
                    .isEqualTo(1);
            assertThat(rows(connection, "SELECT count(*) FROM reading.log")).containsExactly("3");
            fails(published.target, "DELETE FROM reading.log", null)
                    .hasMessageContaining("Can only delete from base table");
            run(connection, "CREATE TABLE copied AS SELECT * FROM reading.users");
            assertThat(rows(published.target, "SELECT count(*) FROM copied")).containsExactly("4");
        }
        assertThat(version("log")).isEqualTo(3);
    }

    @Test
    void whatIsRefusedAtTheOpeningChangesNothing() throws Exception {
        long before = published.attachedFiles();
        run(published.target, "ATTACH ':memory:' AS taken");
        PublishedTables source = new PublishedTables(Map.of(TableName.of("users"), PublishedFixture.id("users")));
        Map<TableName, Permission> users = Map.of(TableName.of("users"), Permission.READWRITE);
        refused(() -> published.bridges.open(source, published.at, "new", Map.of()), "at least one table");
        refused(
                () -> published.bridges.open(
                        source, published.at, "new", Map.of(TableName.of("keyed"), Permission.READ)),
                "does not list main.keyed");
        refused(() -> published.bridges.open(source, published.at, "taken", users), "Catalog 'taken' is taken");
        refused(() -> published.bridges.open(source, published.at, "app", users), "Catalog 'app' is taken");
        refused(() -> published.bridges.open(source, published.at, "a.b", users), "without a dot");
        PublishedTables gone = new PublishedTables(Map.of(TableName.of("users"), PublishedFixture.id("gone")));
        refused(() -> published.bridges.open(gone, published.at, "new", users), "gone");
        assertThat(published.attachedFiles()).isEqualTo(before);
        assertThat(rows(published.target, "SELECT count(*) FROM duckdb_databases() WHERE database_name LIKE 'new%'"))
                .containsExactly("0");
        try (Bridge opened = published.bridges.open(source, published.at, "new", users)) {
            assertThat(opened.tables()).hasSize(1);
        }
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ApiException.class).hasMessageContaining(message);
    }

    @Test
    void parametersArePassedOn() throws SQLException {
        try (PreparedStatement statement = published.app.prepareStatement("INSERT INTO app.log SELECT ?, ?")) {
            statement.setInt(1, 42);
            statement.setString(2, "two");
            assertThat(statement.executeUpdate()).isEqualTo(1);
            statement.setInt(1, 43);
            statement.addBatch();
            assertThat(statement.executeBatch()).containsExactly(1);
        }
        try (PreparedStatement statement = published.app.prepareStatement("SELECT t FROM app.log WHERE id = ?")) {
            statement.setInt(1, 43);
            assertThat(LiveFixture.texts(statement.executeQuery())).containsExactly("two");
        }
    }

    @Test
    void whatOthersPublishIsShownByARefresh() throws Exception {
        try (Bridge other = published.openAs("other", "users", "log read");
                Connection writer = other.connect()) {
            run(writer, "DELETE FROM other.users");
            assertThat(rows(published.app, "SELECT count(*) FROM app.users")).containsExactly("4");
            published.bridge.refresh();
            assertThat(rows(published.app, "SELECT count(*) FROM app.users")).containsExactly("0");
            assertThat(rows(published.target, "SELECT count(*) FROM app.users")).containsExactly("0");
            long attached = published.attachedFiles();
            published.bridge.refresh();
            assertThat(published.attachedFiles()).isEqualTo(attached).isEqualTo(5);
        }
    }

    @Test
    void aSchemaThatChangesIsSeenAndADroppedTableIsMissed() throws SQLException {
        published
                .storage
                .schemas()
                .addColumn(
                        PublishedFixture.id("log"),
                        new Column(new ColumnName("extra"), "INTEGER", true, Optional.of("8")));
        assertThat(update(published.app, "INSERT INTO app.log (id, extra) VALUES (9, 3)"))
                .isEqualTo(1);
        assertThat(rows(published.app, "SELECT id, extra FROM app.log ORDER BY id"))
                .containsExactly("1|8", "5|8", "9|3");
        published.storage.tables().drop(PublishedFixture.id("log"));
        fails(published.app, "INSERT INTO app.log VALUES (1, 'x', 1)", "42P01");
        run(published.app, "BEGIN");
        fails(published.app, "INSERT INTO app.log VALUES (1, 'x', 1)", "42P01");
        run(published.app, "ROLLBACK");
        try (Bridge other = published.openAs("other", "users");
                Connection writer = other.connect()) {
            run(writer, "DELETE FROM other.users");
        }
        assertThatThrownBy(() -> published.bridge.refresh())
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("log");
        assertThat(rows(published.app, "SELECT count(*) FROM app.users")).containsExactly("0");
    }

    @Test
    void aBridgeTellsWhatWentThroughIt() throws SQLException {
        rows(published.app, "SELECT * FROM app.users WHERE id = 1");
        DescribedTable users = published.bridge.describe().tables().stream()
                .filter(table -> table.name().name().equals("users"))
                .findFirst()
                .orElseThrow();
        assertThat(users.rowsWritten()).isEqualTo(4);
        assertThat(users.rowsRead()).isGreaterThanOrEqualTo(2);
        assertThat(published.bridge.describe().sessions()).isEqualTo(1);
        double statements = published.counted.get("eider_bridge_statements_total attached");
        double rows = published.counted.get("eider_bridge_rows_total attached");
        rows(published.app, "SELECT u.id FROM app.users u, app.log l WHERE u.id IN (1, 2) AND l.id = 1");
        run(published.app, "DELETE FROM app.users WHERE id = 2", "SELECT * FROM mine");
        assertThat(published.counted)
                .containsEntry("eider_bridge_statements_total attached", statements + 2)
                .containsEntry("eider_bridge_rows_total attached", rows + 4);
        assertThat(published.bridges.list()).hasSize(1);
        published.bridge.close();
        assertThat(published.bridges.list()).isEmpty();
        fails(published.app, "SELECT 1", "57P01");
    }
}
