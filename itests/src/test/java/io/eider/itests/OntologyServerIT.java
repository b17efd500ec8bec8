package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The built distribution before an ontology server in another process, which fails in many ways: every answer says where its schema came from,
 * no table is made of a hostile document, and nothing waits longer than the deadline.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OntologyServerIT {
    private static final String PROJECT = "onto";
    private static final String COLUMNS =
            "{'name':'asset_id','type':'INTEGER'},{'name':'label','type':'VARCHAR','required':false}";
    private static final String GOOD = schema("assets", COLUMNS);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final String SETTINGS = String.join(
            "\n",
            "deadline.seconds = 2",
            "cache.ttl.seconds = 0",
            "cache.ttl.min.seconds = 0",
            "cache.revalidate.seconds = 0",
            "cache.absent.seconds = 0",
            "retry.rest.seconds = 0",
            "breaker.window = 1000",
            "breaker.failures = 1000");

    /** What a server may answer besides a schema, by what it says of its behaviour. */
    private static final Map<String, String> HOSTILE = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "good/SQL in the name", schema("t1 (a int); CREATE TABLE pwned(x int); CREATE TABLE t2", COLUMNS)),
            Map.entry("good/quotes in a column", schema("assets", "{'name':'a\\\\\\\", b','type':'INTEGER\\\\\\\"'}")),
            Map.entry("good/SQL in a type", schema("assets", "{'name':'a','type':'INTEGER); DROP TABLE assets; --'}")),
            Map.entry("good/unknown type", schema("assets", "{'name':'a','type':'GEOMETRY'}")),
            Map.entry("good/name twice", schema("assets", "{'name':'a','type':'DATE'},{'name':'A','type':'DATE'}")),
            Map.entry("good/no columns", schema("assets", "")),
            Map.entry("good/columns are a text", "{\"name\":\"assets\",\"columns\":\"a\"}"),
            Map.entry("good/a list", "[]"),
            Map.entry("good/not JSON", "{\"name\":"),
            Map.entry("good/nothing", ""),
            Map.entry("html", GOOD),
            Map.entry("large", GOOD),
            Map.entry("deep", ""),
            Map.entry("loop", ""),
            Map.entry("elsewhere", ""),
            Map.entry("304", ""),
            Map.entry("401", ""),
            Map.entry("500", ""),
            Map.entry("slow", GOOD),
            Map.entry("dripping", "")));

    private static OntologyProcess ontology;
    private static EiderProcess eider;
    private static EiderClient mine;

    @BeforeAll
    static void start() {
        ontology = new OntologyProcess();
        ontology.bringUp("500", "");
        eider = EiderProcess.configure()
                .withLine("io.eider.ontology.cfg", SETTINGS + "\nurl = " + ontology.url())
                .with("ONTO_SERVER_TIMEOUT", "1")
                .with("ONTO_PROJECT", PROJECT)
                .start();
        mine = eider.admin().createProject(PROJECT);
    }

    @AfterAll
    static void stop() {
        if (eider != null) {
            eider.close();
        }
        ontology.close();
    }

    private static String schema(String name, String columns) {
        return ("{'name':'" + name + "','columns':[" + columns + "]}").replace('\'', '"');
    }

    @Test
    @Order(1)
    void nothingIsMadeOfWhatIsNoSchema() {
        for (Map.Entry<String, String> hostile : HOSTILE.entrySet()) {
            behave(hostile);
            Reply reply = timely(hostile.getKey(), () -> mine.post("/admin/tables", Map.of()));
            assertThat(reply.status() + " " + source(reply))
                    .as(hostile.getKey())
                    .isEqualTo("503 none");
            assertThat(reply.json().path("detail").asText())
                    .startsWith("There is no schema project_schema")
                    .doesNotContain("169.254", "Exception", "java.");
            assertThat(mine.post("/ops/projects", Map.of("asset_id", 1)).status())
                    .isEqualTo(503);
        }
        assertThat(tables()).isEmpty();
        ontology.behave("404", "");
        Reply absent = mine.post("/ops/initialize", Map.of());
        assertThat(absent.status() + " " + source(absent)).isEqualTo("404 live");
        assertThat(tables()).isEmpty();
    }

    @Test
    @Order(2)
    void lastGoodSchemaIsUsedWhateverComesAfterIt() {
        ontology.behave("good", GOOD);
        assertThat(source(mine.post("/admin/tables", Map.of()).expect(200))).isEqualTo("live");
        mine.post("/ops/projects", Map.of("asset_id", 1, "label", "a")).expect(200);
        Deadline.await("both are in the log of operations", Duration.ofSeconds(20), () -> {
            String log = mine.get("/projects/" + PROJECT + "/operations").text();
            return log.contains("create_table") && log.contains("insert_rows");
        });
        for (Map.Entry<String, String> hostile : HOSTILE.entrySet()) {
            behave(hostile);
            Reply rows = timely(hostile.getKey(), () -> mine.get("/ops/projects"));
            String expected = hostile.getKey().equals("304") ? "live" : "stale"; // it says so itself
            assertThat(rows.status() + " " + source(rows)).as(hostile.getKey()).isEqualTo("200 " + expected);
            assertThat(rows.headers().firstValueAsLong("Age")).isPresent();
            assertThat(rows.json().toString()).isEqualTo("[{\"asset_id\":1,\"label\":\"a\"}]");
            assertThat(source(mine.post("/admin/tables", Map.of()).expect(200)))
                    .as(hostile.getKey())
                    .isEqualTo(expected);
        }
        assertThat(tables()).containsExactly("assets");
        ontology.behave("404", "");
        assertThat(mine.get("/ops/projects").expect(404).json().path("detail").asText())
                .isEqualTo("The ontology server has no schema project_schema");
        ontology.behave("good", GOOD);
        assertThat(source(mine.get("/ops/projects").expect(200))).isEqualTo("live");
    }

    @Test
    @Order(3)
    void serverThatIsTakenDownAndComesBackIsNoticed() {
        ontology.behave("good", GOOD);
        assertThat(source(mine.get("/ops/projects").expect(200))).isEqualTo("live");
        ontology.takeDown();
        assertThat(source(mine.get("/ops/projects").expect(200))).isEqualTo("stale");
        mine.post("/ops/projects", Map.of("asset_id", 2)).expect(200);
        ontology.bringUp("good", GOOD);
        assertThat(source(mine.get("/ops/projects").expect(200))).isEqualTo("live");
        assertThat(mine.get("/ops/projects/2").status()).isEqualTo(404); // there is no column project_id
    }

    @Test
    @Order(4)
    void documentThatChangesUnderItsEtagIsFollowed() {
        ontology.behave("same-etag", GOOD);
        mine.post("/admin/tables", Map.of()).expect(200);
        ontology.behave("same-etag", schema("assets", COLUMNS + ",{'name':'more','type':'DOUBLE','required':false}"));
        mine.post("/admin/tables", Map.of()).expect(200);
        JsonNode row = mine.get("/ops/projects").expect(200).json().get(0);
        assertThat(row.has("more")).isTrue();
        ontology.behave("304", "");
        assertThat(source(mine.get("/ops/projects").expect(200))).isEqualTo("live"); // it says so itself
        ontology.behave("same-etag", schema("assets", "{'name':'asset_id','type':'TINYINT'}"));
        Reply refused = mine.post("/admin/tables", Map.of()).expect(409);
        assertThat(refused.json().path("detail").asText()).contains("migration");
        assertThat(mine.get("/ops/projects").expect(200).json().get(0).has("label"))
                .isTrue();
    }

    @Test
    @Order(5)
    void requestsGoOnWhileTheServerDoesWhatItLikes() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(clients.submit(() -> askUntil(isOver)));
            }
            List<String> behaviours = new ArrayList<>(HOSTILE.keySet());
            for (int i = 0; i < 15; i++) {
                String next = behaviours.get(random.nextInt(behaviours.size()));
                behave(Map.entry(next, HOSTILE.get(next)));
                TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
                ontology.behave("good", GOOD);
            }
            isOver.set(true);
            for (Future<Integer> client : all) {
                assertThat(client.get(30, TimeUnit.SECONDS)).as("seed " + seed).isPositive();
            }
        } finally {
            isOver.set(true);
            clients.shutdownNow();
        }
        assertThat(source(mine.get("/ops/projects").expect(200))).isEqualTo("live");
        assertThat(tables()).containsExactly("assets");
        String metrics = mine.get("/monitoring/metrics").expect(200).text();
        assertThat(metrics)
                .contains(
                        "ontology_fetch_total{",
                        "outcome=\"unavailable\"",
                        "outcome=\"invalid\"",
                        "ontology_breaker_state{");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aChangedConfigurationIsTakenUpWhileItServes() throws Exception {
        ontology.behave("good", GOOD);
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService client = Executors.newSingleThreadExecutor();
        try (OntologyProcess other = new OntologyProcess()) {
            other.bringUp("good", schema("moved", COLUMNS));
            Future<Integer> answers = client.submit(() -> {
                int count = 0;
                while (!isOver.get()) {
                    assertThat(mine.get("/ops/projects").status()).isIn(200, 503);
                    count++;
                }
                return count;
            });
            eider.addLine("io.eider.ontology.cfg", "url = " + other.url());
            Deadline.await("the other server is asked", Duration.ofSeconds(30), () -> {
                mine.post("/admin/tables", Map.of());
                return tables().contains("moved");
            });
            assertThat(tables()).contains("assets"); // what was there stays
            eider.addLine("io.eider.ontology.cfg", "url = ftp://nowhere");
            Deadline.await(
                    "the wrong setting is refused",
                    Duration.ofSeconds(30),
                    () -> mine.get("/ops/projects").status() == 503);
            assertThat(mine.get("/projects/" + PROJECT).status()).isEqualTo(200);
            eider.addLine("io.eider.ontology.cfg", "url = " + other.url());
            Deadline.await(
                    "the right one is taken up again",
                    Duration.ofSeconds(30),
                    () -> mine.get("/ops/projects").status() == 200);
            isOver.set(true);
            assertThat(answers.get(30, TimeUnit.SECONDS)).isPositive();
        } finally {
            isOver.set(true);
            client.shutdownNow();
        }
    }

    private static int askUntil(AtomicBoolean isOver) {
        int answers = 0;
        while (!isOver.get()) {
            Reply reply = timely("while it changes", () -> mine.get("/ops/projects"));
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(source(reply)).isIn("live", "cache", "stale");
            answers++;
        }
        return answers;
    }

    private static void behave(Map.Entry<String, String> hostile) {
        ontology.behave(hostile.getKey().replaceFirst("/.*", ""), hostile.getValue());
    }

    private static Reply timely(String what, Supplier<Reply> request) {
        long start = System.nanoTime();
        Reply reply = request.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(LONGEST);
        return reply;
    }

    private static String source(Reply reply) {
        return reply.headers().firstValue("X-Ontology-Source").orElse("");
    }

    private static List<String> tables() {
        List<String> names = new ArrayList<>();
        mine.get("/admin/tables").expect(200).json().path("tables").forEach(name -> names.add(name.asText()));
        return names;
    }
}
