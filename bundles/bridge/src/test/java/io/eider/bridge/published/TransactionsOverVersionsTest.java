package io.eider.bridge.published;

import static io.eider.bridge.live.LiveFixture.fails;
import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static io.eider.bridge.live.LiveFixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.bridge.Bridge;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions of a connection that writes published tables: one new version each, or none. */
class TransactionsOverVersionsTest {
    private static final Logger LOG = Logger.getLogger(TransactionsOverVersionsTest.class.getName());

    @TempDir
    Path directory;

    private PublishedFixture published;

    @BeforeEach
    void open() throws Exception {
        published = new PublishedFixture(directory);
        published.table("users", List.of(), "id INTEGER", "name VARCHAR");
        published.table("keyed", List.of("id"), "id INTEGER NOT NULL");
        published.open("users", "keyed");
        run(
                published.app,
                "INSERT INTO app.users VALUES (1, 'a'), (2, 'b')",
                "INSERT INTO app.keyed VALUES (1)",
                "CREATE TABLE mine AS SELECT 2 AS i");
    }

    @AfterEach
    void close() throws Exception {
        published.close();
        assertThat(published.attachedFiles()).isZero();
    }

    private String count(Connection connection, String table) throws SQLException {
        return rows(connection, "SELECT count(*) FROM " + table).get(0);
    }

    private long version(String table) {
        return published.now(table).version();
    }

    @Test
    void writesAreUndoneByRollback() throws SQLException {
        long before = version("users");
        run(
                published.app,
                "BEGIN",
                "INSERT INTO app.users VALUES (3, 'c')",
                "INSERT INTO app.users SELECT i, 'm' FROM mine",
                "UPDATE app.users SET name = 'x' FROM mine WHERE i = id",
                "TRUNCATE app.users",
                "ROLLBACK");
        assertThat(rows(published.app, "FROM app.users ORDER BY id")).containsExactly("1|a", "2|b");
        assertThat(version("users")).isEqualTo(before);
        assertThat(update(published.app, "DELETE FROM app.users")).isEqualTo(2);
    }

    @Test
    void severalWritesAreOneVersionAndSeenInsideOnly() throws SQLException {
        long before = version("users");
        run(published.app, "BEGIN", "INSERT INTO app.users VALUES (3, 'c')", "DELETE FROM app.users WHERE id = 1");
        for (String own : new String[] {"app.users", "app.users, mine", "(FROM app.users)"}) {
            assertThat(count(published.app, own)).as(own).isEqualTo("2");
        }
        assertThat(rows(published.app, "SELECT name FROM app.users JOIN mine ON i + 1 = id"))
                .containsExactly("c");
        try (Connection other = published.bridge.connect()) {
            assertThat(rows(other, "SELECT id FROM app.users ORDER BY id")).containsExactly("1", "2");
        }
        assertThat(rows(published.target, "SELECT id FROM app.users ORDER BY id"))
                .containsExactly("1", "2");
        run(published.app, "COMMIT");
        assertThat(rows(published.target, "SELECT id FROM app.users ORDER BY id"))
                .containsExactly("2", "3");
        assertThat(version("users")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM query_table('app.users')",
                "CREATE TEMP TABLE copied AS FROM app.users",
                "DESCRIBE app.users",
                "COPY app.users TO 'nowhere.csv'"
            })
    void whatWouldSeeThePublishedVersionIsRefusedAfterAWrite(String sql) throws SQLException {
        run(published.app, "BEGIN", "INSERT INTO app.users VALUES (3, 'c')");
        fails(published.app, sql, "0A000");
        run(published.app, "COMMIT");
        assertThat(count(published.app, "app.users")).isEqualTo("3");
    }

    @Test
    void readsInsideSeeOneSnapshot() throws SQLException {
        try (Connection other = published.bridge.connect()) {
            run(published.app, "BEGIN");
            assertThat(count(published.app, "app.users")).isEqualTo("2");
            run(other, "INSERT INTO app.users VALUES (9, 'z')", "INSERT INTO app.keyed VALUES (9)");
            assertThat(count(published.app, "app.users")).isEqualTo("2");
            assertThat(count(published.app, "app.keyed, mine")).isEqualTo("1");
            assertThat(count(published.target, "app.users")).isEqualTo("3");
            run(published.app, "COMMIT");
            assertThat(count(published.app, "app.users")).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE fresh(i INTEGER)",
                "INSERT INTO mine VALUES (1)",
                "DROP TABLE mine",
                "INSERT INTO app.keyed VALUES (7)"
            })
    void aSecondCatalogIsNotWritten(String sql) throws SQLException {
        run(published.app, "BEGIN", "INSERT INTO app.users VALUES (3, 'c')");
        fails(published.app, sql, "0A000").hasMessageContaining("a single transaction writes to one catalog only");
        run(published.app, "CREATE TEMP TABLE fine(i INTEGER)", "INSERT INTO fine VALUES (1)", "COMMIT");
        assertThat(count(published.app, "app.users")).isEqualTo("3");
        run(published.app, "BEGIN", "INSERT INTO mine VALUES (7)");
        fails(published.app, "INSERT INTO app.users VALUES (4, 'd')", "0A000");
        run(published.app, "COMMIT");
        assertThat(count(published.target, "mine")).isEqualTo("2");
        assertThat(count(published.app, "app.users")).isEqualTo("3");
    }

    @Test
    void aConstraintErrorEndsTheTransactionAndABindersDoesNot() throws SQLException {
        run(published.app, "BEGIN", "INSERT INTO app.keyed VALUES (2)");
        fails(published.app, "SELECT nope FROM app.users", "42703");
        fails(published.app, "INSERT INTO app.keyed VALUES (1)", "23505");
        for (String next : new String[] {"SELECT 1", "FROM app.users", "INSERT INTO app.keyed VALUES (4)"}) {
            fails(published.app, next, "25P02");
        }
        run(published.app, "COMMIT"); // which is a rollback
        assertThat(count(published.app, "app.keyed")).isEqualTo("1");
        assertThat(version("keyed")).isEqualTo(2);
    }

    @Test
    void theSecondWriterIsToldAtOnce() throws SQLException {
        try (Connection other = published.bridge.connect()) {
            run(other, "BEGIN", "UPDATE app.users SET name = 'first' WHERE id = 1");
            run(published.app, "BEGIN");
            Instant start = Instant.now();
            fails(published.app, "UPDATE app.users SET name = 'second' WHERE id = 1", "40001");
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
            run(published.app, "ROLLBACK", "BEGIN");
            assertThat(rows(published.app, "SELECT name FROM app.users WHERE id = 1"))
                    .containsExactly("a");
            run(other, "COMMIT");
            fails(published.app, "UPDATE app.users SET name = 'second' WHERE id = 1", "40001");
            run(published.app, "ROLLBACK");
        }
        assertThat(rows(published.app, "SELECT name FROM app.users WHERE id = 1"))
                .containsExactly("first");
        assertThat(update(published.app, "UPDATE app.users SET name = 'second' WHERE id = 1"))
                .isEqualTo(1);
    }

    @Test
    void whatIsOpenIsRolledBackByClose() throws SQLException {
        run(published.app, "BEGIN", "INSERT INTO app.users VALUES (3, 'c')");
        published.app.close();
        assertThat(count(published.target, "app.users")).isEqualTo("2");
        try (Connection other = published.bridge.connect()) {
            other.setAutoCommit(false);
            run(other, "INSERT INTO app.users VALUES (4, 'd')");
            assertThat(count(published.target, "app.users")).isEqualTo("2");
            other.commit();
            run(other, "DELETE FROM app.users");
            other.rollback();
            run(other, "INSERT INTO app.users VALUES (5, 'e')");
            other.setAutoCommit(true);
        }
        assertThat(rows(published.target, "SELECT id FROM app.users ORDER BY id"))
                .containsExactly("1", "2", "4", "5");
    }

    @Test
    void commandsOutOfPlaceAreRefused() throws SQLException {
        fails(published.app, "COMMIT", "25P01");
        fails(published.app, "ROLLBACK", "25P01");
        run(published.app, "START TRANSACTION");
        fails(published.app, "BEGIN", "25001");
        run(published.app, "END");
    }

    @Test
    void manyWritersLoseNothing() throws Exception {
        long seed = Long.getLong("eider.seed", System.nanoTime());
        LOG.info("seed " + seed);
        SplittableRandom seeds = new SplittableRandom(seed);
        AtomicInteger added = new AtomicInteger(2);
        List<Thread> writers = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        try (Bridge second = published.openAs("second", "users")) {
            for (int w = 0; w < 4; w++) {
                SplittableRandom random = seeds.split();
                Bridge bridge = w % 2 == 0 ? published.bridge : second;
                Thread writer = new Thread(() -> write(bridge, random, added));
                writer.setUncaughtExceptionHandler((thread, e) -> {
                    synchronized (failures) {
                        failures.add(e);
                    }
                });
                writers.add(writer);
                writer.start();
            }
            for (Thread writer : writers) {
                writer.join();
            }
        }
        assertThat(failures).isEmpty();
        published.bridge.refresh();
        assertThat(count(published.app, "app.users")).isEqualTo(added.toString());
        assertThat(published.now("users").rowCount()).isEqualTo(added.get());
    }

    /** Inserts, alone and in transactions, some of which are rolled back or come too late. */
    private static void write(Bridge bridge, SplittableRandom random, AtomicInteger added) {
        String insert = "INSERT INTO " + bridge.catalog() + ".users VALUES (1, 'w')";
        try (Connection connection = bridge.connect()) {
            for (int i = 0; i < 25; i++) {
                if (random.nextBoolean()) {
                    run(connection, insert);
                    added.incrementAndGet();
                    continue;
                }
                run(connection, "BEGIN");
                try {
                    run(connection, insert, insert);
                } catch (SQLException e) {
                    assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo("40001");
                    run(connection, "ROLLBACK");
                    continue;
                }
                boolean commits = random.nextBoolean();
                run(connection, commits ? "COMMIT" : "ROLLBACK");
                added.addAndGet(commits ? 2 : 0);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
