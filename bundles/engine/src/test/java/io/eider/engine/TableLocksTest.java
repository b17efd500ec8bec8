package io.eider.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableLocksTest {
    private static final List<TableId> TABLES =
            IntStream.range(0, 4).mapToObj(i -> table("t" + i)).toList();

    @Test
    void onlyOneHolderATableInRandomOrders() throws Exception {
        long seed = System.nanoTime();
        TableLocks locks = new TableLocks(Duration.ofSeconds(20), 100);
        int[] inside = new int[TABLES.size()];
        var pool = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> all = IntStream.range(0, 6)
                    .<Future<?>>mapToObj(worker -> pool.submit(() -> visit(locks, inside, new Random(seed + worker))))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("seed " + seed, e);
        } finally {
            pool.shutdownNow();
        }
        assertThat(locks.active()).isZero();
    }

    private static void visit(TableLocks locks, int[] inside, Random random) {
        for (int round = 0; round < 2000; round++) {
            List<Integer> chosen =
                    random.ints(2, 0, TABLES.size()).boxed().distinct().toList();
            try (TableLocks.Held held =
                    locks.lockAll(chosen.stream().map(TABLES::get).toList())) {
                chosen.forEach(i -> assertThat(++inside[i]).isEqualTo(1));
                Thread.yield();
                chosen.forEach(i -> inside[i]--);
            }
        }
    }

    @Test
    void waitIsBoundedAndSaysSo() {
        TableLocks locks = new TableLocks(Duration.ofMillis(50), 1);
        try (TableLocks.Held held = locks.lock(TABLES.get(0))) {
            assertThatThrownBy(() -> CompletableFuture.runAsync(
                                    () -> locks.lock(TABLES.get(0)).close())
                            .join())
                    .cause()
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_BUSY))
                    .hasMessageContaining("b.t0");
        }
        assertThat(locks.active()).isZero();
    }

    @Test
    void queueIsBounded() {
        TableLocks locks = new TableLocks(Duration.ofSeconds(20), 0);
        try (TableLocks.Held held = locks.lock(TABLES.get(0))) {
            assertThatThrownBy(() -> CompletableFuture.runAsync(
                                    () -> locks.lock(TABLES.get(0)).close())
                            .join())
                    .cause()
                    .hasMessageStartingWith("Too many requests wait");
        }
    }

    private static TableId table(String name) {
        return new TableId(new BucketId(new ProjectId("p"), BranchId.DEFAULT, "b"), name);
    }
}
