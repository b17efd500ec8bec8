package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server is killed while sessions of a workspace write, and started again: every transaction whose COMMIT was answered is there, each
 * whole or not at all.
 */
class WorkspaceCrashIT {
    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceCrashIT.class);
    private static final int KILLS = 3;
    private static final int WRITERS = 4;
    private static final int PAIR = 2;

    private final Set<Integer> committed = new ConcurrentSkipListSet<>();
    private final AtomicInteger numbers = new AtomicInteger();

    @Test
    void killedWhileItWritesAWorkspaceKeepsEveryCommit() throws Exception {
        long seed = Long.getLong("eider.seed", System.nanoTime());
        LOG.info("-Deider.seed={}", seed);
        Random random = new Random(seed);
        EiderProcess eider = EiderProcess.configure().start();
        try {
            EiderClient client = eider.admin().createProject("crash");
            String workspace = "/projects/crash/workspaces/"
                    + client.post("/projects/crash/workspaces", Map.of("name", "w"))
                            .expect(201)
                            .json()
                            .path("id")
                            .asText();
            query(client, workspace, "", "CREATE TABLE notes (number INTEGER, part INTEGER, text VARCHAR)");
            for (int kill = 1; kill <= KILLS; kill++) {
                AtomicBoolean over = new AtomicBoolean();
                List<Thread> writers = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    EiderClient each = eider.admin(client.key());
                    writers.add(new Thread(() -> write(each, workspace, over)));
                }
                writers.forEach(Thread::start);
                Thread.sleep(500 + random.nextInt(1_500));
                eider.kill();
                over.set(true);
                for (Thread writer : writers) {
                    writer.join();
                }
                eider = eider.again();
                client = eider.admin(client.key());
                check(client, workspace, "seed " + seed + ", kill " + kill);
            }
            assertThat(committed).hasSizeGreaterThan(KILLS);
        } finally {
            eider.close();
        }
    }

    private void write(EiderClient client, String workspace, AtomicBoolean over) {
        try {
            String session = client.post(workspace + "/sessions", Map.of())
                    .expect(201)
                    .json()
                    .path("session_id")
                    .asText();
            while (!over.get()) {
                int number = numbers.incrementAndGet();
                query(client, workspace, session, "BEGIN");
                for (int part = 0; part < PAIR; part++) {
                    query(
                            client,
                            workspace,
                            session,
                            "INSERT INTO notes SELECT " + number + ", " + part + ", repeat('x', 1000) FROM range(20)");
                }
                if (query(client, workspace, session, "COMMIT")
                        .path("command")
                        .asText()
                        .equals("COMMIT")) {
                    committed.add(number);
                }
            }
        } catch (RuntimeException | AssertionError e) {
            LOG.debug("The server was killed: {}", e.toString());
        }
    }

    private void check(EiderClient client, String workspace, String when) {
        JsonNode rows = query(
                        client,
                        workspace,
                        "",
                        "SELECT number, count(*), count(DISTINCT part) FROM notes GROUP BY number ORDER BY number")
                .path("rows");
        Set<Integer> found = new TreeSet<>();
        for (JsonNode row : rows) {
            assertThat(row.get(1).asInt())
                    .as(when + ", transaction " + row.get(0))
                    .isEqualTo(PAIR * 20);
            assertThat(row.get(2).asInt())
                    .as(when + ", transaction " + row.get(0))
                    .isEqualTo(PAIR);
            found.add(row.get(0).asInt());
        }
        assertThat(found).as(when).containsAll(committed);
    }

    private static JsonNode query(EiderClient client, String workspace, String session, String sql) {
        Map<String, Object> body = session.isEmpty() ? Map.of("sql", sql) : Map.of("sql", sql, "session_id", session);
        Reply reply = client.post(workspace + "/query", body);
        return reply.expect(200).json();
    }
}
