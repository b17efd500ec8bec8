package io.eider.bridge.live;

import static io.eider.bridge.live.LiveFixture.permissions;
import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.LiveRegistration;
import io.eider.api.bridge.LiveTables;
import io.eider.engine.link.Links;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handles that are guessed, sources that change and end under running statements, and many threads. */
class AttacksLeaveNothingBehindTest {
    private static final int THREADS = 64;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("eider.bridge.seconds", 5));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aGuessedHandleOpensNothing() throws SQLException {
        try (LiveFixture live = new LiveFixture("CREATE TABLE users(id INTEGER)").open("users")) {
            for (String handle : List.of("", "0", "0".repeat(32), "users", "app", "%", "../users")) {
                assertThatThrownBy(() -> rows(live.target, "FROM eider_rows('" + handle + "')"))
                        .hasMessageContaining("no rows of this handle");
            }
            assertThatThrownBy(() -> rows(live.target, "FROM eider_rows(NULL)")).isInstanceOf(SQLException.class);
            String view = rows(live.target, "SELECT sql FROM duckdb_views() WHERE database_name = 'app'")
                    .get(0);
            String handle = view.replaceAll("(?s).*'([0-9a-f]{32})'.*", "$1");
            assertThat(rows(live.target, "FROM eider_rows('" + handle + "')")).isEmpty();
            live.bridge.close();
            assertThatThrownBy(() -> rows(live.target, "FROM eider_rows('" + handle + "')"))
                    .hasMessageContaining("no rows of this handle");
        }
    }

    @Test
    @Timeout(180)
    void aSourceThatEndsUnderARunningStatementGivesAnError() throws Exception {
        String[] statements = {
            "SELECT count(*) FROM app.users a, app.users b WHERE a.id + b.id = -1",
            "SELECT count(*) FROM app.users a, app.users b, mine WHERE a.id + b.id + i = -1",
            "SELECT count(*) FROM app.users a, range(100000) r WHERE a.id + r.range = -1",
            "INSERT INTO app.users SELECT range FROM range(2000000000), mine",
            "UPDATE app.users SET id = (SELECT count(*) FROM range(2000000000) r, mine WHERE r.range = -1)"
        };
        for (boolean wholeSource : new boolean[] {true, false}) {
            for (String sql : statements) {
                try (LiveFixture live =
                        new LiveFixture("CREATE TABLE users AS SELECT range AS id FROM range(300000)").open("users")) {
                    run(live.target, "CREATE TABLE mine AS SELECT 1 AS i");
                    ExecutorService thread = Executors.newSingleThreadExecutor();
                    try {
                        Future<?> running = thread.submit(() -> {
                            run(live.app, sql);
                            return null;
                        });
                        awaitBusy(running);
                        if (wholeSource) {
                            live.registration.close();
                        } else {
                            live.bridge.close();
                        }
                        assertThatThrownBy(() -> running.get(60, TimeUnit.SECONDS))
                                .as(sql)
                                .cause()
                                .isInstanceOf(SQLException.class)
                                .satisfies(e -> assertThat(((SQLException) e).getSQLState())
                                        .isEqualTo("57P01"));
                    } finally {
                        thread.shutdownNow();
                    }
                    assertThat(rows(live.source, "SELECT count(*) FROM users")).containsExactly("300000");
                    assertThat(rows(live.target, "FROM mine")).containsExactly("1");
                }
            }
        }
    }

    /** Until the statement has had time to begin. */
    private static void awaitBusy(Future<?> running) {
        Instant end = Instant.now().plusMillis(300);
        while (Instant.now().isBefore(end) && !running.isDone()) {
            Thread.onSpinWait();
        }
    }

    @Test
    @Timeout(120)
    void aTableThatIsAlteredAndDroppedUnderReadersGivesRowsOrErrors() throws Exception {
        try (LiveFixture live = new LiveFixture(
                        "CREATE TABLE users AS SELECT range AS id, 'n' AS name FROM range(5000)")
                .open("users")) {
            run(live.target, "CREATE TABLE mine AS SELECT 1 AS i");
            AtomicInteger good = new AtomicInteger();
            Set<String> states = ConcurrentHashMap.newKeySet();
            Instant end = Instant.now().plusSeconds(3);
            ExecutorService readers = Executors.newFixedThreadPool(4);
            try {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    String sql =
                            i % 2 == 0 ? "SELECT count(*) FROM app.users" : "SELECT count(u) FROM app.users u, mine";
                    all.add(readers.submit(() -> {
                        try (Connection connection = live.bridge.connect()) {
                            while (Instant.now().isBefore(end)) {
                                try {
                                    assertThat(rows(connection, sql)).containsExactly("5000");
                                    good.incrementAndGet();
                                } catch (SQLException e) {
                                    states.add(e.getSQLState() + " " + e.getMessage());
                                }
                            }
                        }
                        return null;
                    }));
                }
                while (Instant.now().isBefore(end)) {
                    run(
                            live.source,
                            "ALTER TABLE users ADD COLUMN IF NOT EXISTS tags VARCHAR[]",
                            "ALTER TABLE users DROP COLUMN tags",
                            "DROP TABLE users",
                            "CREATE TABLE users AS SELECT range AS id, 'n' AS name FROM range(5000)");
                }
                for (Future<?> reader : all) {
                    reader.get(60, TimeUnit.SECONDS);
                }
            } finally {
                readers.shutdownNow();
            }
            assertThat(good).hasPositiveValue();
            assertThat(states)
                    .allMatch(
                            state -> state.startsWith("42") || state.startsWith("55000") || state.startsWith("40001"));
        }
    }

    @Test
    @Timeout(300)
    void manyThreadsOpenAndCloseWithoutALeak() throws Exception {
        try (LiveFixture live = new LiveFixture("CREATE TABLE users AS SELECT range AS id FROM range(3000)")) {
            run(live.target, "CREATE TABLE mine AS SELECT 1 AS i");
            round(live, 0);
            long connections = connections(live.source) + connections(live.target);
            int handles = Links.count();
            long files = files();
            long threads = Thread.activeCount();
            AtomicInteger rounds = new AtomicInteger();
            Instant end = Instant.now().plus(TIME);
            ExecutorService pool = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 1; i <= THREADS; i++) {
                    int thread = i;
                    all.add(pool.submit(() -> {
                        while (Instant.now().isBefore(end)) {
                            round(live, thread);
                            rounds.incrementAndGet();
                        }
                        return null;
                    }));
                }
                for (Future<?> one : all) {
                    one.get(TIME.toSeconds() + 120, TimeUnit.SECONDS);
                }
            } finally {
                pool.shutdownNow();
            }
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(rounds).hasValueGreaterThan(THREADS / 2);
            assertThat(live.bridges.list()).isEmpty();
            assertThat(Links.count()).isEqualTo(handles);
            assertThat(rows(live.target, "SELECT database_name FROM duckdb_databases() WHERE NOT internal"))
                    .containsExactly("memory");
            await(() -> connections(live.source) + connections(live.target), connections);
            await(AttacksLeaveNothingBehindTest::files, files + 2);
            await(Thread::activeCount, threads + 2);
        }
    }

    /** One bridge with a connection and both kinds of statements; some are left in the middle. */
    private static void round(LiveFixture live, int thread) throws SQLException {
        String name = "b" + thread;
        try (LiveRegistration source = live.bridges.register(name, new LiveTables(live.source, "memory", "main"));
                Bridge bridge = live.bridges.open(source.source(), live.at, name, permissions("users"));
                Connection connection = bridge.connect();
                Connection target = live.at.open();
                Statement left = connection.createStatement()) {
            assertThat(rows(connection, "SELECT count(*) FROM " + name + ".users"))
                    .containsExactly("3000");
            assertThat(rows(connection, "SELECT count(*) FROM " + name + ".users, mine"))
                    .containsExactly("3000");
            assertThat(rows(target, "SELECT id FROM " + name + ".users LIMIT 1"))
                    .hasSize(1);
            left.execute("BEGIN");
            left.executeQuery("FROM " + name + ".users, mine").next();
            assertThatThrownBy(() -> live.bridges.open(source.source(), live.at, name + "x", permissions("users")))
                    .hasMessageContaining("spent");
        }
    }

    private static void await(LongSupplier count, long atMost) {
        Instant end = Instant.now().plus(PATIENCE);
        while (count.getAsLong() > atMost && Instant.now().isBefore(end)) {
            System.gc(); // scans that were left belong to objects that DuckDB has let go
            Thread.onSpinWait();
        }
        assertThat(count.getAsLong()).isLessThanOrEqualTo(atMost);
    }

    private static long connections(Connection connection) {
        try {
            return Long.parseLong(rows(connection, "SELECT count FROM duckdb_connection_count()")
                    .get(0));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long files() {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(open)) {
            return files.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
