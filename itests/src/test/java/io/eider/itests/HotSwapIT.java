package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Bundles are replaced while requests run, and no request fails (ADR-0005). */
class HotSwapIT {
    private static final int UPDATES = 20;
    private static final int ROWS = 500;

    @Test
    void storageIsUpdatedTwentyTimesUnderLoadWithoutAFailedRequest() throws Exception {
        try (EiderProcess eider = EiderProcess.configure().start();
                Console console = new Console(eider)) {
            Load load = new Load(eider.admin().createProject("swap"));
            load.start();
            try {
                for (int update = 1; update <= UPDATES; update++) {
                    console.run("bundle:update io.eider.storage " + jar("storage"))
                            .succeeded();
                    if (update % 5 == 0) {
                        console.run("bundle:update io.eider.auth " + jar("auth"))
                                .succeeded();
                        console.run("bundle:update io.eider.bridge " + jar("bridge"))
                                .succeeded();
                        console.run("bundle:update io.eider.metrics " + jar("metrics"))
                                .succeeded();
                    }
                    load.awaitMore(20);
                }
            } finally {
                load.stop();
            }
            assertThat(load.failures).isEmpty();
            assertThat(eider.log().split("Storage started", -1)).hasSize(UPDATES + 2);
            assertThat(eider.admin().get("/health").json().path("details").has("broken_tables"))
                    .isFalse();
        }
    }

    /** A transaction of a workspace holds the copy of a table, and its lock, which outlive the storage that lent them. */
    @Test
    void aTransactionThatWritesATableOutlivesUpdatesOfStorageAndBridge() throws Exception {
        try (EiderProcess eider = EiderProcess.configure().start();
                Console console = new Console(eider)) {
            EiderClient client = eider.admin().createProject("swap");
            TableRef table = new TableRef("swap", "in_c_load", "rows");
            client.createBucket("swap", "in_c_load");
            client.createTable(table, List.of("id INTEGER"), List.of("id"));
            client.importCsv(table, "id\n1\n").expect(200);
            Writer first = new Writer(client);
            Writer second = new Writer(client);
            first.run("BEGIN", 200);
            first.run("INSERT INTO in_c_load.rows VALUES (2), (3)", 200);
            console.run("bundle:update io.eider.storage " + jar("storage")).succeeded();
            console.run("bundle:update io.eider.bridge " + jar("bridge")).succeeded();
            second.run("BEGIN", 200);
            assertThat(second.run("INSERT INTO in_c_load.rows VALUES (4)", 400)).contains("40001");
            second.run("ROLLBACK", 200);
            first.run("DELETE FROM in_c_load.rows WHERE id = 1", 200);
            first.run("COMMIT", 200);
            assertThat(ids(client, table)).containsExactly(2, 3);
            second.run("INSERT INTO in_c_load.rows VALUES (4)", 200);
            first.run("BEGIN", 200);
            first.run("TRUNCATE in_c_load.rows", 200);
            console.run("bundle:update io.eider.storage " + jar("storage")).succeeded();
            first.run("ROLLBACK", 200);
            second.run("INSERT INTO in_c_load.rows VALUES (5)", 200);
            assertThat(ids(client, table)).containsExactly(2, 3, 4, 5);
        }
    }

    /** An import never passes unchecked because nobody is there to ask for the rules, and a migration that runs is finished. */
    @Test
    void rulesOfRowsAndMigrationsOutliveUpdatesOfTheOntology() throws Exception {
        try (EiderProcess eider = EiderProcess.configure().start();
                Console console = new Console(eider)) {
            EiderClient admin = eider.admin();
            EiderClient client = admin.createProject("swap");
            TableRef table = new TableRef("swap", "in_c_load", "rows");
            client.createBucket("swap", "in_c_load");
            register(admin, "{'name':'id','type':'INTEGER'},{'name':'v','type':'VARCHAR','enum':['a']}");
            client.post(table.path() + "/ontology", Map.of("schema_id", "rows", "validation", "reject"))
                    .expect(201);
            client.importCsv(table, "id,v\n1,a\n").expect(200);
            String bad = client.upload("swap", "bad.csv", "id,v\n2,b\n");
            AtomicBoolean ended = new AtomicBoolean();
            List<String> answers = new ArrayList<>();
            Thread importing = new Thread(() -> {
                while (!ended.get()) {
                    Reply reply = client.importFile(table, bad, Map.of("import_options", Map.of("incremental", true)));
                    answers.add(reply.status() + " " + reply.error());
                }
            });
            importing.start();
            for (int update = 0; update < 5; update++) {
                console.run("bundle:update io.eider.ontology " + jar("ontology"))
                        .succeeded();
            }
            ended.set(true);
            importing.join();
            assertThat(answers).hasSizeGreaterThan(5).allMatch("400 invalid_rows"::equals);
            assertThat(ids(client, table)).containsExactly(1);

            register(admin, "{'name':'id','type':'INTEGER'}");
            long migration = client.post(table.path() + "/ontology/plan", Map.of())
                    .expect(201)
                    .json()
                    .path("id")
                    .asLong();
            String one = table.path() + "/ontology/migrations/" + migration;
            client.post(one + "/approve", Map.of()).expect(200);
            client.post(table.path() + "/ontology/migrations", Map.of("migration_id", migration))
                    .expect(202);
            console.run("bundle:update io.eider.ontology " + jar("ontology")).succeeded();
            Deadline.await(
                    "the migration is applied",
                    Duration.ofSeconds(30),
                    () -> client.get(one).expect(200).text().contains("\"status\":\"applied\""));
        }
    }

    private static void register(EiderClient admin, String columns) {
        String document = ("{'columns':[" + columns + "]}").replace('\'', '"');
        admin.post("/ontology/schemas", Map.of("schema_id", "rows", "document", document))
                .expect(201);
    }

    private static List<Integer> ids(EiderClient client, TableRef table) {
        List<Integer> ids = new ArrayList<>();
        client.get(table.path() + "/preview")
                .expect(200)
                .json()
                .path("rows")
                .findValues("id")
                .forEach(id -> ids.add(id.asInt()));
        ids.sort(null);
        return ids;
    }

    /** A session of a workspace that may write the table. */
    private static final class Writer {
        private final EiderClient client;
        private final String workspace;
        private final String session;

        Writer(EiderClient client) {
            this.client = client;
            Map<String, Object> grant = Map.of("table", "in_c_load.rows", "permission", "readwrite");
            workspace = "/projects/swap/workspaces/"
                    + client.post("/projects/swap/workspaces", Map.of("name", "w", "grants", List.of(grant)))
                            .expect(201)
                            .json()
                            .path("id")
                            .asText();
            session = client.post(workspace + "/sessions", Map.of())
                    .expect(201)
                    .json()
                    .path("session_id")
                    .asText();
        }

        String run(String sql, int status) {
            return client.post(workspace + "/query", Map.of("sql", sql, "session_id", session))
                    .expect(status)
                    .text();
        }
    }

    private static String jar(String bundle) {
        try (Stream<Path> files = java.nio.file.Files.list(Path.of("../bundles", bundle, "target"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath()
                    .normalize()
                    .toUri()
                    .toString();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Readers, and one that imports, creates and drops. */
    private static final class Load {
        private static final TableRef TABLE = new TableRef("swap", "in_c_load", "rows");

        private final EiderClient client;
        private final ExecutorService pool = Executors.newFixedThreadPool(5);
        private final List<Future<?>> running = new ArrayList<>();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicLong requests = new AtomicLong();
        private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

        Load(EiderClient client) {
            this.client = client;
            client.createBucket("swap", "in_c_load");
            client.createTable(TABLE, List.of("id INTEGER", "run INTEGER"), List.of("id"));
            client.importCsv(TABLE, csv(0)).expect(200);
        }

        /** One session of a workspace lives through all updates. */
        private void query() {
            String workspace = "/projects/swap/workspaces/"
                    + client.post("/projects/swap/workspaces", Map.of("name", "w"))
                            .expect(201)
                            .json()
                            .path("id")
                            .asText();
            String session = client.post(workspace + "/sessions", Map.of())
                    .expect(201)
                    .json()
                    .path("session_id")
                    .asText();
            String sql = "SELECT count(DISTINCT run) FROM in_c_load.rows";
            repeat(() -> {
                Reply reply = check(client.post(workspace + "/query", Map.of("sql", sql, "session_id", session)), 200);
                int versions = reply.json().at("/rows/0/0").asInt();
                if (reply.status() == 200 && versions > 1) {
                    failures.add("a query saw " + versions + " versions");
                }
            });
        }

        void start() {
            query();
            repeat(() -> check(client.get(TABLE.path()), 200));
            repeat(() -> {
                Reply preview = check(client.get(TABLE.path() + "/preview?limit=1000"), 200);
                long runs = preview.json().path("rows").findValues("run").stream()
                        .distinct()
                        .count();
                if (preview.status() == 200 && runs != 1) {
                    failures.add("preview saw " + runs + " versions");
                }
            });
            AtomicLong run = new AtomicLong();
            repeat(() -> {
                String file = client.upload("swap", "rows.csv", csv(run.incrementAndGet()));
                check(client.importFile(TABLE, file, Map.of()), 200);
            });
            repeat(() -> {
                TableRef other = new TableRef("swap", "in_c_load", "other");
                client.createTable(other, List.of("id INTEGER"), List.of());
                check(client.delete(other.path()), 204);
            });
        }

        /** Waits until so many requests more have been answered. */
        void awaitMore(int count) {
            long enough = requests.get() + count;
            Deadline.await("requests answered", Duration.ofSeconds(60), () -> requests.get() >= enough);
        }

        void stop() throws Exception {
            ended.set(true);
            for (Future<?> one : running) {
                one.get();
            }
            pool.shutdownNow();
        }

        private void repeat(Runnable request) {
            running.add(pool.submit(() -> {
                while (!ended.get()) {
                    try {
                        request.run();
                    } catch (AssertionError | RuntimeException e) {
                        failures.add(e.toString());
                    }
                    requests.incrementAndGet();
                }
            }));
        }

        private Reply check(Reply reply, int expected) {
            if (reply.status() != expected) {
                failures.add(reply.status() + " " + reply.text());
            }
            return reply;
        }

        private static String csv(long run) {
            return IntStream.range(0, ROWS)
                    .mapToObj(id -> id + "," + run + "\n")
                    .collect(Collectors.joining("", "id,run\n", ""));
        }
    }
}
