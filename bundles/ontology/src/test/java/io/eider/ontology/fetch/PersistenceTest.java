package io.eider.ontology.fetch;

import static io.eider.api.ontology.FetchOutcome.CACHED;
import static io.eider.api.ontology.FetchOutcome.LIVE;
import static io.eider.api.ontology.FetchOutcome.STALE;
import static io.eider.api.ontology.FetchOutcome.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.ontology.FetchOutcome;
import io.eider.api.ontology.FetchedSchema;
import io.eider.ontology.fetch.FetchSettings.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that fail, are slow or come back: how often they are asked, and that nobody waits for longer than the deadline. */
@Timeout(60)
class PersistenceTest {
    private static final Duration MOST = Fetching.DEADLINE.plusSeconds(2);

    @TempDir
    private Path directory;

    private final Fetching.MovedClock clock = new Fetching.MovedClock();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private OntologyServer server;
    private HttpSchemaServer fetcher;

    @BeforeEach
    void start() throws IOException {
        server = new OntologyServer();
        fetcher = Fetching.fetcher(Fetching.settings(Mode.LIVE, server.url()), directory, clock);
    }

    @AfterEach
    void stop() {
        fetcher.close();
        server.close();
        callers.shutdownNow();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            Thread.sleep(5);
        }
    }

    private FetchedSchema timed(String schemaId) {
        long start = System.nanoTime();
        FetchedSchema answer = fetcher.fetch(schemaId);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(MOST);
        return answer;
    }

    @Test
    void faultThatPassesIsNotSeen() {
        server.behave(exchange -> {
            boolean isWell = server.count() >= 3;
            OntologyServer.send(exchange, isWell ? 200 : 500, OntologyServer.SCHEMA);
        });
        assertThat(timed("a").outcome()).isEqualTo(LIVE);
        assertThat(server.count()).isEqualTo(3);
    }

    @Test
    void faultThatStaysIsTriedThreeTimesAndThenLeftAloneForAWhile() {
        server.behave(exchange -> OntologyServer.send(exchange, 503, ""));
        assertThat(timed("a").problem()).contains("it answered 503");
        assertThat(timed("a").outcome()).isEqualTo(UNAVAILABLE);
        assertThat(server.count()).isEqualTo(3);
    }

    @Test
    void pauseThatTheServerAsksForIsMade() {
        server.behave(exchange -> {
            boolean isWell = server.count() >= 2;
            OntologyServer.send(exchange, isWell ? 200 : 503, OntologyServer.SCHEMA, "Retry-After", "1");
        });
        long start = System.nanoTime();
        assertThat(timed("a").outcome()).isEqualTo(LIVE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void pauseBeyondTheDeadlineEndsTheQuestionAndKeepsTheNextOneBack() {
        server.behave(exchange -> OntologyServer.send(exchange, 429, "", "Retry-After", "120"));
        long start = System.nanoTime();
        assertThat(timed("a").outcome()).isEqualTo(UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        clock.move(Duration.ofSeconds(60));
        timed("a");
        assertThat(server.count()).isEqualTo(1);
        clock.move(Duration.ofSeconds(61));
        timed("a");
        assertThat(server.count()).isEqualTo(2);
    }

    @Test
    void serverThatFailsTooOftenIsLeftAloneUntilItAnswersProbes() throws InterruptedException {
        server.behave(exchange -> OntologyServer.send(exchange, 500, ""));
        for (int i = 0; i < 6; i++) {
            timed("a" + i);
        }
        assertThat(server.count()).isEqualTo(10);
        assertThat(fetcher.state().breaker()).isEqualTo("open");
        assertThat(timed("b").problem()).contains("it failed too often lately and is left alone for a while");
        assertThat(server.count()).isEqualTo(10);

        server.behave(exchange -> OntologyServer.send(exchange, 200, OntologyServer.SCHEMA));
        await(() -> fetcher.refresh("c").outcome() == LIVE);
        assertThat(timed("d").outcome()).isEqualTo(LIVE);
        assertThat(fetcher.state().breaker()).isEqualTo("closed");
    }

    @Test
    void serverThatSendsNothingIsGivenUpAtTheDeadline() {
        CountDownLatch end = new CountDownLatch(1);
        server.behave(exchange -> end.await());
        assertThat(timed("a").problem()).contains("it did not answer in time");
        end.countDown();
    }

    @Test
    void serverThatSendsItsBodyByteByByteIsGivenUpToo() {
        server.behave(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                Thread.sleep(20);
            }
        });
        assertThat(timed("a").problem()).contains("it did not answer in time");
    }

    @Test
    void connectionThatBreaksInTheBodyIsAFaultOfTheServer() {
        server.behave(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"name\"".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        });
        assertThat(timed("a").outcome()).isEqualTo(UNAVAILABLE);
        assertThat(server.count()).isEqualTo(3);
    }

    @Test
    void callersWhoAskTogetherAreOneRequest() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        server.behave(exchange -> {
            go.await();
            OntologyServer.send(exchange, 200, OntologyServer.SCHEMA);
        });
        List<CompletableFuture<FetchOutcome>> answers = new ArrayList<>();
        AtomicInteger asking = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> {
                        asking.incrementAndGet();
                        return fetcher.fetch("a").outcome();
                    },
                    callers));
        }
        await(() -> asking.get() == 50 && server.count() == 1);
        go.countDown();
        for (CompletableFuture<FetchOutcome> answer : answers) {
            assertThat(answer.get(5, TimeUnit.SECONDS)).isIn(LIVE, CACHED);
        }
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void atMostFourQuestionsRunAtOnceAndNobodyWaitsForLong() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        server.behave(exchange -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.sleep(300);
            running.decrementAndGet();
            OntologyServer.send(exchange, 200, OntologyServer.SCHEMA);
        });
        List<CompletableFuture<FetchedSchema>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String id = "a" + i;
            answers.add(CompletableFuture.supplyAsync(() -> timed(id), callers));
        }
        for (CompletableFuture<FetchedSchema> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS).outcome()).isIn(LIVE, UNAVAILABLE);
        }
        assertThat(most.get()).isEqualTo(4);
        assertThat(answers.stream().map(a -> a.join().problem().orElse(""))).contains("too many questions wait for it");
    }

    @Test
    void documentJustPastItsFreshnessIsServedWhileItIsAskedFor() throws InterruptedException {
        fetcher.fetch("a");
        clock.move(Duration.ofMinutes(5).plusSeconds(10));
        assertThat(timed("a").outcome()).isEqualTo(STALE);
        await(() -> fetcher.fetch("a").outcome() == CACHED);
        assertThat(server.count()).isEqualTo(2);
    }

    @Test
    void documentInUseIsAskedForBeforeItsFreshnessEnds() throws InterruptedException {
        fetcher.fetch("used");
        fetcher.fetch("used");
        fetcher.fetch("unused");
        clock.move(Duration.ofSeconds(290));
        await(() -> fetcher.state().lastSuccess().equals(Optional.of(clock.instant())));
        assertThat(server.count()).isEqualTo(3);
        assertThat(server.request(2).getRequestURI()).hasToString("/schemas/used");
        clock.move(Duration.ofSeconds(20));
        assertThat(fetcher.fetch("used").outcome()).isEqualTo(CACHED);
    }

    @Test
    void requestsGoOnWhileTheServerIsTakenDownSlowedAndRestarted() throws Exception {
        fetcher.fetch("a");
        List<CompletableFuture<Integer>> loops = new ArrayList<>();
        AtomicInteger phase = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            loops.add(CompletableFuture.supplyAsync(() -> askUntil(phase), callers));
        }
        server.takeDown();
        clock.move(Duration.ofMinutes(7));
        await(() -> fetcher.fetch("a").outcome() == STALE);
        server.bringUp();
        server.behave(exchange -> {
            Thread.sleep(400);
            OntologyServer.send(exchange, 200, OntologyServer.SCHEMA);
        });
        clock.move(Duration.ofSeconds(6));
        await(() -> {
            clock.move(Duration.ofSeconds(1)); // past the rest after a failure
            return fetcher.fetch("a").outcome() == CACHED;
        });
        phase.set(1);
        for (CompletableFuture<Integer> loop : loops) {
            assertThat(loop.get(10, TimeUnit.SECONDS)).isPositive();
        }
    }

    private int askUntil(AtomicInteger phase) {
        int count = 0;
        while (phase.get() == 0) {
            FetchedSchema answer = timed("a");
            assertThat(answer.document().orElseThrow().text()).isEqualTo(OntologyServer.SCHEMA);
            count++;
        }
        return count;
    }
}
