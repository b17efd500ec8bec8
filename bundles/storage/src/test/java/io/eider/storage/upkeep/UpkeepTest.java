package io.eider.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.storage.upkeep.Upkeep.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    @Test
    void taskThatFailsStopsNeitherTheOthersNorLaterRounds() {
        List<String> done = new ArrayList<>();
        Task failing = new Task("failing", () -> {
            done.add("failing");
            throw new IllegalStateException("on purpose");
        });
        Task broken = new Task("broken", () -> {
            throw new AssertionError("on purpose");
        });
        try (Upkeep upkeep =
                new Upkeep(List.of(failing, broken, new Task("last", () -> done.add("last"))), Duration.ofHours(1))) {
            upkeep.runOnce();
            upkeep.runOnce();
        }
        assertThat(done).containsExactly("failing", "last", "failing", "last");
    }

    @Test
    void roundsFollowOneAnotherOnADaemonThread() throws Exception {
        CountDownLatch rounds = new CountDownLatch(3);
        List<Thread> threads = new ArrayList<>();
        Task task = new Task("rounds", () -> {
            threads.add(Thread.currentThread());
            rounds.countDown();
            throw new IllegalStateException("on purpose");
        });
        try (Upkeep upkeep = new Upkeep(List.of(task), Duration.ofMillis(1))) {
            upkeep.start();
            assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(threads)
                .allSatisfy(thread -> assertThat(thread.getName()).isEqualTo("eider-upkeep"))
                .allMatch(Thread::isDaemon);
    }

    @Test
    void nothingRunsAfterTheEnd() {
        List<String> done = new ArrayList<>();
        Upkeep upkeep = new Upkeep(List.of(new Task("late", () -> done.add("late"))), Duration.ofMillis(1));
        upkeep.close();
        upkeep.runOnce();
        assertThat(done).isEmpty();
    }

    @Test
    void endWaitsForTheTaskThatRuns() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ending = new CountDownLatch(1);
        List<String> done = new ArrayList<>();
        Upkeep upkeep = new Upkeep(
                List.of(
                        new Task("first", () -> {
                            begun.countDown();
                            awaitQuietly(ending);
                            done.add("first");
                        }),
                        new Task("second", () -> done.add("second"))),
                Duration.ofMillis(1));
        upkeep.start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        Thread closing = new Thread(upkeep::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        ending.countDown();
        closing.join(10_000);
        assertThat(done).containsExactly("first");
    }

    @Test
    void intervalIsPositive() {
        assertThatThrownBy(() -> new Upkeep(List.of(), Duration.ZERO)).hasMessageContaining("positive");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
