package io.eider.storage;

import static io.eider.storage.StorageFixture.BUCKET;
import static io.eider.storage.StorageFixture.column;

import io.eider.api.id.TableId;
import io.eider.api.storage.NewTable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastTableTest {
    private static final int ROUNDS = 150;

    @TempDir
    Path directory;

    /** The directory of a bucket goes with its last table, just when another table may be coming. */
    @Test
    void tablesOfOneBucketComeAndGoWithoutDisturbingEachOther() throws Exception {
        try (StorageFixture server = new StorageFixture(directory).withBucket()) {
            var pool = Executors.newFixedThreadPool(3);
            try {
                List<Future<?>> all = IntStream.range(0, 3)
                        .<Future<?>>mapToObj(i -> pool.submit(() -> comeAndGo(server, new TableId(BUCKET, "t" + i))))
                        .toList();
                for (Future<?> one : all) {
                    one.get();
                }
            } finally {
                pool.shutdownNow();
            }
        }
    }

    private static void comeAndGo(StorageFixture server, TableId table) {
        for (int round = 0; round < ROUNDS; round++) {
            server.storage.tables().create(new NewTable(table, List.of(column("a", "INTEGER")), List.of()));
            server.storage.tables().drop(table);
        }
    }
}
