package io.eider.workspace;

import static io.eider.workspace.WorkspaceFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ColumnName;
import io.eider.api.id.TableId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.storage.Column;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.RowInsert;
import io.eider.api.workspace.SqlSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions read while every table gets one version after another, each with its number in all its rows: every statement and every
 * transaction sees one version of a table. {@code -Deider.seed}, {@code -Deider.long} (100 sessions on 20 workspaces for a minute).
 */
class ManySessionsTest {
    private static final Logger LOG = LoggerFactory.getLogger(ManySessionsTest.class);
    private static final boolean LONG = Boolean.getBoolean("eider.long");
    private static final int WORKSPACES = LONG ? 20 : 6;
    private static final int SESSIONS = LONG ? 100 : 24;
    private static final int TABLES = 5;
    private static final int ROWS = 500;
    private static final Duration TIME = LONG ? Duration.ofMinutes(1) : Duration.ofSeconds(12);

    @TempDir
    Path directory;

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong versions = new AtomicLong();
    private final List<Long> waits = Collections.synchronizedList(new ArrayList<>());

    @Test
    void everyStatementAndTransactionSeesOneVersionOfEachTable() throws Exception {
        long seed = Long.getLong("eider.seed", System.nanoTime());
        LOG.info("-Deider.seed={}", seed);
        WorkspaceLimits limits = limits();
        try (WorkspaceFixture server = new WorkspaceFixture(directory, limits).withOrders()) {
            List<TableId> tables = new ArrayList<>();
            for (int i = 0; i < TABLES; i++) {
                tables.add(create(server, "t" + i));
                write(server, tables.get(i), 1);
            }
            List<WorkspaceId> workspaces = new ArrayList<>();
            for (int i = 0; i < WORKSPACES; i++) {
                workspaces.add(server.create("w" + i));
                try (SqlSession session = server.session(workspaces.get(i))) {
                    rows(session, "CREATE TABLE notes (i INTEGER)");
                }
            }
            List<Thread> threads = new ArrayList<>();
            threads.add(thread(() -> rewrite(server, tables)));
            for (int i = 0; i < SESSIONS; i++) {
                WorkspaceId workspace = workspaces.get(i % WORKSPACES);
                Random random = new Random(seed + i);
                threads.add(thread(() -> read(server, workspace, random)));
            }
            threads.forEach(Thread::start);
            Thread.sleep(TIME.toMillis());
            over.set(true);
            for (Thread thread : threads) {
                thread.join(60_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
            assertThat(server.workspaces.sessions().list(Optional.empty(), Optional.empty()))
                    .isEmpty();
        }
        waits.sort(null);
        LOG.info(
                "{} statements by {} sessions, {} versions; longest {} ms, 99th percentile {} ms",
                statements.get(),
                SESSIONS,
                versions.get(),
                waits.get(waits.size() - 1),
                waits.get(waits.size() * 99 / 100));
        assertThat(failures).isEmpty();
        assertThat(statements.get()).isGreaterThan(SESSIONS);
        assertThat(versions.get()).isGreaterThan(TABLES);
    }

    private static WorkspaceLimits limits() {
        WorkspaceLimits given = WorkspaceFixture.LIMITS;
        return new WorkspaceLimits(
                given.perProject(),
                given.expiredKeep(),
                WORKSPACES,
                given.instanceIdle(),
                1,
                "256MB",
                given.tempLimit(),
                given.tables(),
                Duration.ofSeconds(1),
                given.sessionsPerWorkspace(),
                given.sessions(),
                given.sessionIdle(),
                given.transactionIdle(),
                given.statement(),
                given.statementsPerMinute());
    }

    private Thread thread(Job job) {
        return new Thread(() -> {
            try {
                job.run();
            } catch (Throwable e) {
                failures.add(e);
            }
        });
    }

    private static TableId create(WorkspaceFixture server, String name) {
        TableId id = new TableId(new BucketId(WorkspaceFixture.PROJECT, BranchId.DEFAULT, "in_c_sales"), name);
        server.storage.tables().create(new NewTable(id, List.of(column("id"), column("version")), List.of("id")));
        return id;
    }

    private static Column column(String name) {
        return new Column(new ColumnName(name), "INTEGER", true, Optional.empty());
    }

    /** All rows get the number of the version. */
    private static void write(WorkspaceFixture server, TableId table, int version) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            Map<String, Object> row = new HashMap<>();
            row.put("id", i);
            row.put("version", version);
            rows.add(row);
        }
        server.storage.rows().insert(table, new RowInsert(rows, DedupMode.UPDATE_DUPLICATES));
    }

    private void rewrite(WorkspaceFixture server, List<TableId> tables) {
        for (int version = 2; !over.get(); version++) {
            for (TableId table : tables) {
                write(server, table, version);
                versions.incrementAndGet();
            }
        }
    }

    private void read(WorkspaceFixture server, WorkspaceId workspace, Random random) {
        while (!over.get()) {
            try (SqlSession session = server.session(workspace)) {
                Map<String, Integer> newest = new HashMap<>();
                for (int i = 0; i < 20 && !over.get(); i++) {
                    if (random.nextInt(3) == 0) {
                        transaction(session, random, newest);
                    } else {
                        statement(session, random, newest);
                    }
                }
            }
        }
    }

    private void statement(SqlSession session, Random random, Map<String, Integer> newest) {
        String table = "t" + random.nextInt(TABLES);
        String other = "t" + random.nextInt(TABLES);
        String sql = random.nextBoolean()
                ? "SELECT min(version), max(version), count(*) FROM in_c_sales." + table
                : "SELECT min(a.version), max(b.version), count(*) FROM in_c_sales." + table + " a JOIN in_c_sales."
                        + table + " b USING (id) JOIN in_c_sales." + other + " c USING (id)";
        int version = timed(session, sql);
        assertThat(version)
                .as("versions of %s go forward", table)
                .isGreaterThanOrEqualTo(newest.getOrDefault(table, 0));
        newest.put(table, version);
    }

    private void transaction(SqlSession session, Random random, Map<String, Integer> newest) {
        rows(session, "BEGIN");
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < 5; i++) {
            String table = "t" + random.nextInt(TABLES);
            int version = timed(session, "SELECT min(version), max(version), count(*) FROM in_c_sales." + table);
            assertThat(seen.getOrDefault(table, version))
                    .as("%s within a transaction", table)
                    .isEqualTo(version);
            seen.put(table, version);
            if (random.nextInt(4) == 0) {
                rows(session, "INSERT INTO notes VALUES (" + version + ")");
            }
        }
        rows(session, random.nextBoolean() ? "COMMIT" : "ROLLBACK");
        seen.forEach((table, version) -> newest.merge(table, version, Math::max));
    }

    private int timed(SqlSession session, String sql) {
        long start = System.nanoTime();
        List<String> rows;
        try {
            rows = rows(session, sql);
        } catch (ApiException e) {
            throw new AssertionError(sql + " -> " + e.getMessage() + " " + e.details(), e);
        }
        waits.add((System.nanoTime() - start) / 1_000_000);
        statements.incrementAndGet();
        String[] values = rows.get(0).split("\\|");
        assertThat(values[0]).as(sql).isEqualTo(values[1]);
        assertThat(values[2]).as(sql).isEqualTo(Integer.toString(ROWS));
        assertThat(Arrays.asList(values)).doesNotContain("NULL");
        return Integer.parseInt(values[0]);
    }

    @FunctionalInterface
    private interface Job {
        void run() throws Exception;
    }
}
