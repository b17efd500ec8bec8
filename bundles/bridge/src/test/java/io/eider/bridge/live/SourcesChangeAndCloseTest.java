package io.eider.bridge.live;

import static io.eider.bridge.live.LiveFixture.fails;
import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.BridgedColumn;
import io.eider.engine.link.Links;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The source goes on living while it is bridged, and may end. */
class SourcesChangeAndCloseTest {
    private LiveFixture live;

    @BeforeEach
    void open() throws SQLException {
        live = new LiveFixture(
                        "CREATE TABLE users(id INTEGER, name VARCHAR)",
                        "INSERT INTO users VALUES (1, 'a')",
                        "CREATE TABLE log(id INTEGER PRIMARY KEY)")
                .open("users", "log read");
        run(live.target, "CREATE TABLE mine AS SELECT 1 AS i");
    }

    @AfterEach
    void close() throws SQLException {
        live.close();
    }

    @Test
    void theNextStatementSeesNewColumns() throws SQLException {
        run(live.source, "ALTER TABLE users ADD COLUMN age INTEGER DEFAULT 7");
        for (String from : new String[] {"app.users", "app.users, mine"}) {
            assertThat(rows(live.app, "SELECT id, age FROM " + from)).containsExactly("1|7");
        }
        assertThat(rows(live.target, "FROM app.users")).containsExactly("1|a|7");
        run(live.app, "UPDATE app.users SET age = i FROM mine", "INSERT INTO app.users SELECT i, 'b', i FROM mine");
        run(live.source, "ALTER TABLE users ADD COLUMN tags VARCHAR[] DEFAULT ['x']");
        assertThat(rows(live.app, "SELECT tags, i FROM app.users, mine")).containsExactly("[x]|1", "[x]|1");
        run(live.source, "ALTER TABLE users DROP COLUMN tags", "ALTER TABLE users ALTER name TYPE BLOB");
        assertThat(rows(live.app, "SELECT DISTINCT typeof(users), i FROM app.users, mine")
                        .toString())
                .contains("BLOB");
        run(live.source, "ALTER TABLE users RENAME name TO title");
        assertThat(rows(live.app, "SELECT count(title) FROM app.users, mine")).containsExactly("2");
        assertThat(live.bridge.describe().tables().get(1).columns())
                .containsExactly(
                        new BridgedColumn("id", "INTEGER"),
                        new BridgedColumn("title", "BLOB"),
                        new BridgedColumn("age", "INTEGER"));
    }

    @Test
    void aDroppedTableIsSaidToBeMissingUntilItIsBack() throws SQLException {
        run(live.source, "DROP TABLE users");
        fails(live.app, "FROM app.users", "42P01");
        fails(live.app, "FROM app.users, mine", "42P01").hasMessage("Table \"users\" does not exist any more");
        fails(live.app, "INSERT INTO app.users VALUES (1, 'a')", "42P01");
        fails(live.app, "INSERT INTO app.users SELECT i, 'a' FROM mine", "42P01");
        fails(live.app, "UPDATE app.users SET id = i FROM mine", "42P01");
        assertThatThrownBy(() -> rows(live.target, "FROM app.users")).hasMessageContaining("does not exist any more");
        assertThat(rows(live.app, "FROM app.log")).isEmpty();
        run(live.source, "CREATE TABLE users(other DOUBLE)", "INSERT INTO users VALUES (0.5)");
        assertThat(rows(live.app, "FROM app.users, mine")).containsExactly("0.5|1");
    }

    @Test
    void describeTellsWhatIsThere() throws SQLException {
        run(live.app, "INSERT INTO app.users VALUES (2, 'b'), (3, 'c')");
        rows(live.app, "FROM app.users");
        rows(live.app, "SELECT count(*) FROM app.users, mine");
        var description = live.bridges.list().get(0);
        assertThat(description.catalog()).isEqualTo("app");
        assertThat(description.source()).isEqualTo("app");
        assertThat(description.sessions()).isEqualTo(1);
        assertThat(description.tables().get(0).key()).containsExactly("id");
        assertThat(description.tables().get(1).rowsWritten()).isEqualTo(2);
        assertThat(description.tables().get(1).rowsRead()).isEqualTo(6);
        assertThat(live.counted)
                .containsEntry("eider_bridge_statements_total whole", 2.0)
                .containsEntry("eider_bridge_rows_total whole", 5.0)
                .containsEntry("eider_bridge_statements_total streamed", 1.0)
                .containsEntry("eider_bridge_rows_total streamed", 3.0);
        live.bridge.close();
        assertThat(live.bridges.list()).isEmpty();
    }

    @Test
    void aClosedSourceIsAnErrorForEverybody() throws SQLException {
        run(live.app, "BEGIN", "INSERT INTO app.users VALUES (2, 'b')");
        live.registration.close();
        fails(live.app, "FROM app.users", "57P01");
        fails(live.app, "COMMIT", "57P01");
        fails(live.app, "INSERT INTO app.users SELECT i, 'x' FROM mine", "57P01");
        assertThatThrownBy(() -> rows(live.target, "FROM app.users")).hasMessageContaining("57P01");
        assertThatThrownBy(() -> live.bridge.connect()).hasMessageContaining("closed");
        assertThat(rows(live.target, "FROM mine")).containsExactly("1");
        assertThat(rows(live.source, "SELECT count(*) FROM users")).containsExactly("1");
    }

    @Test
    void aClosedBridgeIsGoneAndOthersAreNot() throws SQLException {
        int handles = Links.count();
        try (Bridge other = live.openAs("other", "users");
                Connection connection = other.connect()) {
            live.bridge.close();
            live.bridge.close();
            fails(live.app, "FROM app.users", "57P01");
            assertThatThrownBy(() -> rows(live.target, "FROM app.users")).isInstanceOf(SQLException.class);
            assertThat(rows(connection, "FROM other.users")).containsExactly("1|a");
            assertThat(rows(live.target, "FROM other.users, mine")).containsExactly("1|a|1");
            assertThat(rows(live.target, "SELECT database_name FROM duckdb_databases() WHERE NOT internal ORDER BY 1"))
                    .containsExactly("memory", "other");
        }
        assertThat(Links.count()).isEqualTo(handles - 2);
    }
}
