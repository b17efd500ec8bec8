package io.eider.api.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SwappableTest {
    @Test
    void callWithoutServiceFailsAfterTheWait() {
        Swappable<String> service = new Swappable<>("test", Duration.ofMillis(30));
        assertThatThrownBy(() -> service.call(String::length))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE));
    }

    @Test
    void callWaitsForTheNextService() throws Exception {
        Swappable<String> service = new Swappable<>("test", Duration.ofSeconds(30));
        CompletableFuture<Integer> length = CompletableFuture.supplyAsync(() -> service.call(String::length));
        service.bind("four");
        assertThat(length.get(30, TimeUnit.SECONDS)).isEqualTo(4);
    }

    @Test
    void unbindWaitsForRunningCallsAndLetsThemNest() throws Exception {
        Swappable<String> service = new Swappable<>("test", Duration.ofSeconds(30));
        service.bind("old");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> service.call(old -> {
            inside.countDown();
            await(go);
            return service.call(same -> old + same);
        }));
        await(inside);
        CompletableFuture<Void> unbind = CompletableFuture.runAsync(() -> service.unbind("old"));
        assertThat(unbind.isDone()).isFalse();
        go.countDown();
        assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("oldold");
        unbind.get(30, TimeUnit.SECONDS);
    }

    @Test
    void unbindOfAReplacedServiceChangesNothing() {
        Swappable<String> service = new Swappable<>("test", Duration.ofSeconds(1));
        service.bind("old");
        service.bind("new");
        service.unbind("old");
        assertThat(service.<String>call(s -> s)).isEqualTo("new");
    }

    @Test
    void callThatIsNotWorthAWaitIsLeftOut() {
        Swappable<List<String>> service = new Swappable<>("test", Duration.ofMinutes(1));
        service.runIfBound(list -> list.add("lost"));
        List<String> bound = new ArrayList<>();
        service.bind(bound);
        service.runIfBound(list -> list.add("kept"));
        assertThat(bound).containsExactly("kept");
    }

    @Test
    void noCallIsLostAndNoneUsesAStoppedServiceWhileServicesComeAndGo() throws Exception {
        Swappable<Counted> service = new Swappable<>("test", Duration.ofSeconds(30));
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(pool.submit(() -> {
                    while (!stop.get()) {
                        service.run(Counted::use);
                        calls.incrementAndGet();
                    }
                }));
            }
            for (int round = 0; round < 500; round++) {
                Counted next = new Counted();
                service.bind(next);
                Thread.yield();
                service.unbind(next);
                next.stopped = true;
            }
            service.bind(new Counted());
            stop.set(true);
            for (Future<?> caller : callers) {
                caller.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(calls.get()).isPositive();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Counted {
        private volatile boolean stopped;

        void use() {
            assertThat(stopped).isFalse();
            Thread.onSpinWait();
            assertThat(stopped).isFalse();
        }
    }
}
