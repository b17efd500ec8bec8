package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server is killed while a workspace writes a table of the project, and started again: the table has the rows before a write or after
 * it, never between, what was answered is there, and nothing holds the table any more.
 */
class GrantedCrashIT {
    private static final Logger LOG = LoggerFactory.getLogger(GrantedCrashIT.class);
    private static final TableRef PAIRS = new TableRef("granted-crash", "in_c_a", "pairs");
    private static final int KILLS = 3;
    private static final int ROWS = 500;

    @Test
    void killedWhileATableIsWrittenItIsOldOrNew() throws Exception {
        long seed = Long.getLong("eider.seed", System.nanoTime());
        LOG.info("-Deider.seed={}", seed);
        Random random = new Random(seed);
        AtomicInteger answered = new AtomicInteger();
        EiderProcess eider = EiderProcess.configure().start();
        try {
            EiderClient client = eider.admin().createProject(PAIRS.project());
            client.createBucket(PAIRS.project(), PAIRS.bucket());
            client.createTable(
                    PAIRS, List.of("round INTEGER", "part INTEGER", "text VARCHAR"), List.of("round", "part"));
            JsonNode made = client.post(
                            "/projects/granted-crash/workspaces",
                            Map.of(
                                    "name",
                                    "w",
                                    "grants",
                                    List.of(Map.of("table", "in_c_a.pairs", "permission", "readwrite"))))
                    .expect(201)
                    .json();
            String query =
                    "/projects/granted-crash/workspaces/" + made.path("id").asText() + "/query";
            for (int kill = 1; kill <= KILLS; kill++) {
                EiderClient each = client;
                List<Thread> writers = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    writers.add(new Thread(() -> write(each, query, answered)));
                }
                int before = answered.get();
                writers.forEach(Thread::start);
                Deadline.await("writes", java.time.Duration.ofSeconds(60), () -> answered.get() > before + 2);
                Thread.sleep(random.nextInt(400)); // the kill shall hit any place of a write
                eider.kill();
                for (Thread writer : writers) {
                    writer.join();
                }
                eider = eider.again();
                client = eider.admin(client.key());
                check(client, query, answered.get(), "seed " + seed + ", kill " + kill);
            }
        } finally {
            eider.close();
        }
    }

    private static void write(EiderClient client, String query, AtomicInteger answered) {
        String sql =
                "INSERT INTO in_c_a.pairs SELECT (SELECT coalesce(max(round), 0) + 1 FROM in_c_a.pairs), part, repeat('x', 100)"
                        + " FROM range(" + ROWS + ") r(part)";
        try {
            while (true) {
                client.post(query, Map.of("sql", sql)).expect(200);
                answered.incrementAndGet();
            }
        } catch (RuntimeException | AssertionError e) {
            LOG.debug("The server was killed: {}", e.toString());
        }
    }

    private static void check(EiderClient client, String query, int answered, String when) {
        Reply reply = client.post(
                query,
                Map.of(
                        "sql",
                        "SELECT max(round), count(DISTINCT round), count(*), count(*) FILTER (part < 0) FROM in_c_a.pairs"));
        JsonNode row = reply.expect(200).json().path("rows").get(0);
        int rounds = row.get(0).asInt();
        assertThat(row.get(1).asInt()).as(when).isEqualTo(rounds);
        assertThat(row.get(2).asInt()).as(when).isEqualTo(rounds * ROWS);
        assertThat(rounds).as(when).isGreaterThanOrEqualTo(answered);
        client.post(query, Map.of("sql", "DELETE FROM in_c_a.pairs WHERE part < 0"))
                .expect(200);
        assertThat(client.get(PAIRS.path()).expect(200).json().path("row_count").asInt())
                .as(when)
                .isEqualTo(rounds * ROWS);
    }
}
