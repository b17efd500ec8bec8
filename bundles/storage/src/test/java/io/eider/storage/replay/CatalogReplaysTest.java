package io.eider.storage.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.storage.Replays;
import io.eider.api.storage.Replays.Answer;
import io.eider.api.storage.Replays.Answered;
import io.eider.api.storage.Replays.InProgress;
import io.eider.api.storage.Replays.Request;
import io.eider.api.storage.Replays.Reservation;
import io.eider.api.storage.Replays.Reserved;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import io.eider.storage.file.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogReplaysTest {
    private static final Request CREATE = new Request("POST", "/projects", Optional.of("ab"));
    private static final ReplayLimits LIMITS = new ReplayLimits(Duration.ofSeconds(600), 20, 1000);

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private Catalog catalog;
    private CatalogReplays replays;

    @BeforeEach
    void open() throws Exception {
        catalog = new Catalog(new DataLayout(directory), 4);
        replays = new CatalogReplays(catalog, LIMITS, clock);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void answerIsKeptWithWhatItBelongsTo() {
        byte[] body = {0, 1, (byte) 0xff, '\\', 'x'};
        replays.complete(reserved("k"), new Answer(201, body));
        Answered known = (Answered) replays.reserve("k", new Request("DELETE", "/other", Optional.empty()));
        assertThat(known.request()).isEqualTo(CREATE);
        assertThat(known.answer().status()).isEqualTo(201);
        assertThat(known.answer().body()).isEqualTo(body);
        assertThat(replays.size()).isEqualTo(1);
    }

    @Test
    void emptyBodyAndMissingHashAreKeptAsSuch() {
        Request delete = new Request("DELETE", "/projects/p1", Optional.empty());
        replays.complete((Reserved) replays.reserve("k", delete), new Answer(204, new byte[0]));
        Answered known = (Answered) replays.reserve("k", delete);
        assertThat(known.request()).isEqualTo(delete);
        assertThat(known.answer().body()).isEmpty();
    }

    @Test
    void reservedKeyIsInProgressUntilItEnds() {
        Reserved first = reserved("k");
        assertThat(replays.reserve("k", CREATE)).isInstanceOf(InProgress.class);
        assertThat(replays.reserve("other", CREATE)).isInstanceOf(Reserved.class);
        replays.release(first);
        assertThat(replays.reserve("k", CREATE)).isInstanceOf(Reserved.class);
    }

    @Test
    void answersSurviveARestartAndReservationsDoNot() throws Exception {
        replays.complete(reserved("done"), answer("one"));
        reserved("open");
        close();
        open();
        assertThat(bodyOf(replays.reserve("done", CREATE))).isEqualTo("one");
        assertThat(replays.reserve("open", CREATE)).isInstanceOf(Reserved.class);
    }

    @Test
    void expiredAnswerIsAbsentAndItsKeyUsableAgain() {
        replays.complete(reserved("k"), answer("one"));
        clock.advance(Duration.ofSeconds(590));
        assertThat(bodyOf(replays.reserve("k", CREATE))).isEqualTo("one");
        clock.advance(Duration.ofSeconds(10));
        assertThat(replays.size()).isZero();
        replays.complete(reserved("k"), answer("two"));
        assertThat(bodyOf(replays.reserve("k", CREATE))).isEqualTo("two");
    }

    @Test
    void sweepRemovesWhatHasExpiredAndNothingElse() {
        replays.complete(reserved("old"), answer("one"));
        clock.advance(Duration.ofSeconds(300));
        replays.complete(reserved("new"), answer("two"));
        clock.advance(Duration.ofSeconds(301));
        replays.sweep();
        assertThat(keys()).containsExactly("new");
        long generation = catalog.generation();
        replays.sweep();
        assertThat(catalog.generation()).as("nothing to do, nothing written").isEqualTo(generation);
    }

    @Test
    void reservationWhoseFrontHasGoneIsDroppedAfterAnHour() {
        Reserved abandoned = reserved("k");
        clock.advance(Duration.ofMinutes(59));
        replays.sweep();
        assertThat(replays.reserve("k", CREATE)).isInstanceOf(InProgress.class);
        clock.advance(Duration.ofMinutes(2));
        replays.sweep();
        Reserved next = reserved("k");
        replays.release(abandoned);
        assertThat(replays.reserve("k", CREATE)).as("held by the later one").isInstanceOf(InProgress.class);
        replays.release(next);
    }

    @Test
    void oldestAnswersMakeRoomForNewOnes() {
        for (int i = 0; i < 21; i++) {
            replays.complete(reserved("k" + i), answer("x"));
        }
        assertThat(keys()).hasSize(18).contains("k20", "k3").doesNotContain("k0", "k1", "k2");
    }

    @Test
    void bytesOfAllAnswersAreBounded() {
        for (int i = 0; i < 5; i++) {
            replays.complete(reserved("k" + i), answer("x".repeat(300)));
        }
        assertThat(keys()).containsExactlyInAnyOrder("k2", "k3", "k4");
        replays.complete(reserved("big"), answer("x".repeat(1001)));
        assertThat(replays.reserve("big", CREATE)).as("larger than all may be").isInstanceOf(Reserved.class);
    }

    @Test
    void answerOfAReservationMadeBeforeAnUpdateOfTheStorageIsKept() {
        Reserved before = reserved("k");
        Replays next = new CatalogReplays(catalog, LIMITS, clock);
        next.complete(before, answer("one"));
        assertThat(bodyOf(next.reserve("k", CREATE))).isEqualTo("one");
    }

    @Test
    void answerThatCannotBeKeptEndsItsReservation() {
        Reserved first = reserved("k");
        catalog.change(session -> session.update("ALTER TABLE replays RENAME TO away"));
        assertThatThrownBy(() -> replays.complete(first, answer("one"))).isInstanceOf(RuntimeException.class);
        catalog.change(session -> session.update("ALTER TABLE away RENAME TO replays"));
        assertThat(replays.reserve("k", CREATE)).isInstanceOf(Reserved.class);
    }

    @Test
    void oneOfManyAtOnceIsExecutedAndTheOthersSeeItsAnswer() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "race" + round;
            AtomicInteger executed = new AtomicInteger();
            CyclicBarrier start = new CyclicBarrier(16);
            Callable<Void> request = () -> {
                start.await();
                Reservation reservation = replays.reserve(key, CREATE);
                while (reservation instanceof InProgress) {
                    reservation = replays.reserve(key, CREATE);
                }
                if (reservation instanceof Reserved mine) {
                    replays.complete(mine, answer("run " + executed.incrementAndGet()));
                } else {
                    assertThat(bodyOf(reservation)).isEqualTo("run 1");
                }
                return null;
            };
            ExecutorService threads = Executors.newFixedThreadPool(16);
            try {
                for (Future<Void> done : threads.invokeAll(
                        IntStream.range(0, 16).mapToObj(i -> request).toList())) {
                    done.get();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(executed).hasValue(1);
        }
    }

    private Reserved reserved(String key) {
        return (Reserved) replays.reserve(key, CREATE);
    }

    private static Answer answer(String body) {
        return new Answer(200, body.getBytes(UTF_8));
    }

    private static String bodyOf(Reservation known) {
        return new String(((Answered) known).answer().body(), UTF_8);
    }

    private List<String> keys() {
        return catalog.read(session -> session.query("SELECT key FROM replays", row -> row.getString(1)));
    }
}
