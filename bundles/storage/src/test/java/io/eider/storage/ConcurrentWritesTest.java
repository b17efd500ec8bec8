package io.eider.storage;

import static io.eider.storage.StorageFixture.BUCKET;
import static io.eider.storage.StorageFixture.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.DropMode;
import io.eider.api.storage.Finding;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.RowSink;
import io.eider.api.storage.Table;
import io.eider.engine.TableFiles.BlockSize;
import io.eider.storage.table.TableShape;
import io.eider.storage.table.TableWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers, readers and drops of a few tables at once: every read sees exactly one version, every refusal is an expected one. */
class ConcurrentWritesTest {
    private static final int ROWS = 50;
    private static final int ROUNDS = 60;
    private static final Set<ErrorCode> EXPECTED = Set.of(
            ErrorCode.TABLE_NOT_FOUND,
            ErrorCode.TABLE_EXISTS,
            ErrorCode.BUCKET_NOT_FOUND,
            ErrorCode.BUCKET_EXISTS,
            ErrorCode.TABLE_CHANGED,
            ErrorCode.TOO_BUSY);

    @TempDir
    Path directory;

    @Test
    void readersSeeWholeVersionsAndNothingIsLeftBehind() throws Exception {
        long seed = System.nanoTime();
        try (StorageFixture server = new StorageFixture(directory).withBucket()) {
            var pool = Executors.newFixedThreadPool(6);
            try {
                List<Future<?>> all = IntStream.range(0, 6)
                        .<Future<?>>mapToObj(i -> pool.submit(() -> new Client(server, new Random(seed + i)).run()))
                        .toList();
                for (Future<?> one : all) {
                    one.get();
                }
            } catch (java.util.concurrent.ExecutionException e) {
                throw new AssertionError("seed " + seed, e);
            } finally {
                pool.shutdownNow();
            }
            assertThat(server.storage.backend().check())
                    .as("seed " + seed)
                    .extracting(Finding::state)
                    .containsOnly(Finding.State.OK);
            assertThat(server.locks.active()).isZero();
            List<Table> before = tables(server);
            server.restart();
            assertThat(tables(server)).as("seed " + seed).isEqualTo(before);
        }
    }

    private static List<Table> tables(StorageFixture server) {
        return server.storage
                        .buckets()
                        .list(StorageFixture.PROJECT, BUCKET.branch())
                        .isEmpty()
                ? List.of()
                : server.storage.tables().list(BUCKET);
    }

    private static final class Client {
        private final StorageFixture server;
        private final Random random;
        private final TableWriter writer;

        Client(StorageFixture server, Random random) {
            this.server = server;
            this.random = random;
            this.writer = server.writer();
        }

        void run() {
            for (int round = 0; round < ROUNDS; round++) {
                TableId table = new TableId(BUCKET, "t" + random.nextInt(3));
                try {
                    step(table);
                } catch (ApiException e) {
                    assertThat(EXPECTED).as(e.getMessage()).contains(e.code());
                }
            }
        }

        private void step(TableId table) {
            switch (random.nextInt(10)) {
                case 0 -> server.storage.tables().drop(table);
                case 1 -> server.storage.buckets().drop(BUCKET, DropMode.CASCADE);
                case 2 -> server.storage.buckets().create(BUCKET, Optional.empty());
                case 3, 4 ->
                    server.storage
                            .tables()
                            .create(new NewTable(table, List.of(column("version", "BIGINT")), List.of()));
                case 5, 6 ->
                    writer.replace(table, BlockSize.SMALL, (session, before) -> {
                        TableShape.create(session, before.columns(), List.of());
                        return fill(session, before);
                    });
                case 7 ->
                    writer.amend(table, (session, before) -> {
                        session.execute("DELETE FROM " + session.table());
                        return fill(session, before);
                    });
                default -> server.storage.tables().preview(table, 1000, new OneVersion());
            }
        }

        private static long fill(io.eider.engine.TableSession session, Table before) {
            return session.execute(
                    "INSERT INTO " + session.table() + " SELECT ? FROM range(?)", before.version() + 1, ROWS);
        }
    }

    private static final class OneVersion implements RowSink {
        private Table table;
        private final List<Object> seen = new ArrayList<>();

        @Override
        public void begin(Table begun) {
            table = begun;
        }

        @Override
        public void row(List<Object> values) {
            assertThat(values).containsExactly(table.version());
            seen.add(values.get(0));
            assertThat(seen.size()).isLessThanOrEqualTo(ROWS);
        }
    }
}
