package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables that follow schemas, over HTTP (ontology contract, section 5.4), with a real ontology server beside. */
class OntologyIT {
    private static final String SCHEMAS = "/ontology/schemas";
    private static HttpServer server;
    private static volatile String served = "";
    private static EiderProcess eider;
    private static EiderClient admin;
    private static EiderClient mine;
    private static EiderClient other;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/schemas/served", exchange -> {
            byte[] body = served.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        eider = EiderProcess.configure()
                .with(
                        "ONTO_SERVER_URL",
                        "http://127.0.0.1:" + server.getAddress().getPort())
                .with("ONTO_DRIFT_INTERVAL", "2")
                .start();
        admin = eider.admin();
        mine = admin.createProject("mine");
        other = admin.createProject("other");
        mine.createBucket("mine", "b");
        other.createBucket("other", "b");
    }

    @AfterAll
    static void stop() {
        eider.close();
        server.stop(0);
    }

    private static String document(String... columns) {
        StringBuilder text = new StringBuilder();
        for (String column : columns) {
            text.append(text.isEmpty() ? "" : ",")
                    .append("{'name':'")
                    .append(column)
                    .append("','type':'VARCHAR','required':false}");
        }
        return ("{'columns':[" + text + "]}").replace('\'', '"');
    }

    private static JsonNode register(String schema, String... columns) {
        Object body = Map.of("schema_id", schema, "media_type", "application/json", "document", document(columns));
        return admin.post(SCHEMAS, body).expect(201).json();
    }

    private static List<String> columns(TableRef table) {
        return mine.get(table.path()).expect(200).json().path("columns").findValuesAsText("name");
    }

    @Test
    void schemasAreKeptInVersionsThatNeverChange() {
        JsonNode first = register("kept", "id", "name");
        assertThat(register("kept", "id", "name").path("version").asInt()).isEqualTo(1);
        assertThat(register("kept", "id").path("version").asInt()).isEqualTo(2);
        assertThat(first.path("origin").asText()).isEqualTo("inline");
        assertThat(mine.get(SCHEMAS).expect(200).json().path("schemas").findValuesAsText("schema_id"))
                .contains("kept");
        assertThat(mine.get(SCHEMAS + "/kept/versions")
                        .expect(200)
                        .json()
                        .path("schemas")
                        .findValuesAsText("version"))
                .containsExactly("2", "1");
        JsonNode diff = mine.get(SCHEMAS + "/kept/diff?from=1&to=2").expect(200).json();
        assertThat(diff.path("changes").findValuesAsText("class")).containsExactly("destructive");
        assertThat(mine.get(SCHEMAS + "/kept").json().path("version").asInt()).isEqualTo(2);

        Reply whole = mine.get(SCHEMAS + "/kept/versions/1").expect(200);
        String tag = whole.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).isEqualTo('"' + first.path("sha256").asText() + '"');
        Reply unchanged = mine.send(mine.request(SCHEMAS + "/kept/versions/1").header("If-None-Match", tag));
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.headers().firstValue("ETag")).contains(tag);
        assertThat(mine.send(mine.request(SCHEMAS + "/kept").header("If-None-Match", tag))
                        .status())
                .isEqualTo(200);

        assertThat(mine.get(SCHEMAS + "/kept/versions/3").expect(404).error()).isEqualTo("schema_not_found");
        assertThat(mine.get(SCHEMAS + "/kept/versions/x").expect(404).error()).isEqualTo("schema_not_found");
        assertThat(mine.get(SCHEMAS + "/kept/diff?from=0").status()).isEqualTo(422);
    }

    @Test
    void documentsAreLookedAtWithoutBeingKept() {
        Map<String, Object> body = Map.of("document", document("id"));
        JsonNode read =
                admin.post(SCHEMAS + "/looked/validate", body).expect(200).json();
        assertThat(read.path("schema").path("fields").findValuesAsText("name")).containsExactly("id");
        register("exported", "id");
        Reply exported = mine.get(SCHEMAS + "/exported/export").expect(200);
        assertThat(exported.headers().firstValue("Content-Type")).contains("application/schema+json");
        assertThat(exported.json().path("properties").has("id")).isTrue();
        assertThat(mine.get(SCHEMAS + "/exported/export?format=ddl").expect(200).text())
                .startsWith("CREATE TABLE");
        assertThat(mine.get(SCHEMAS + "/exported/export?format=markdown")
                        .expect(200)
                        .text())
                .contains("| id |");
        assertThat(mine.get(SCHEMAS + "/exported/export?format=avro")
                        .expect(200)
                        .json()
                        .path("type")
                        .asText())
                .isEqualTo("record");
        assertThat(mine.get(SCHEMAS + "/exported/export?format=owl").status()).isEqualTo(422);
        assertThat(mine.get(SCHEMAS + "/none/export").status()).isEqualTo(404);
        Reply refused = admin.post(SCHEMAS + "/looked/validate", Map.of("document", "{\"columns\":[]}"));
        assertThat(refused.status() + refused.error()).isEqualTo("400invalid_schema");
        assertThat(mine.get(SCHEMAS + "/looked").status()).isEqualTo(404);
        assertThat(mine.post(SCHEMAS, Map.of("schema_id", "x", "document", document("id")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void importedRowsThatBreakTheRulesAreRejectedOrPutAside() {
        String document = "{\"name\":\"ruled\",\"columns\":[{\"name\":\"id\",\"type\":\"INTEGER\"},"
                + "{\"name\":\"size\",\"type\":\"VARCHAR\",\"required\":false,\"enum\":[\"s\",\"m\"]}]}";
        admin.post(SCHEMAS, Map.of("schema_id", "ruled", "document", document)).expect(201);
        String rows = "id,size\n1,s\n2,xxl\n3,\n";

        TableRef strict = new TableRef("mine", "b", "strict");
        JsonNode bound = mine.post(strict.path() + "/ontology", Map.of("schema_id", "ruled", "validation", "reject"))
                .expect(201)
                .json();
        assertThat(bound.path("validation").asText()).isEqualTo("reject");
        Reply refused = mine.importCsv(strict, rows);
        assertThat(refused.status() + refused.error()).isEqualTo("400invalid_rows");
        assertThat(refused.text()).contains("size", "xxl").doesNotContain("Exception", "java.");
        assertThat(mine.get(strict.path()).json().path("row_count").asInt()).isZero();

        TableRef lenient = new TableRef("mine", "b", "lenient");
        mine.post(lenient.path() + "/ontology", Map.of("schema_id", "ruled", "validation", "quarantine"))
                .expect(201);
        JsonNode done = mine.importCsv(lenient, rows).expect(200).json();
        assertThat(done.path("imported_rows").asInt()).isEqualTo(2);
        assertThat(done.path("validation").path("mode").asText()).isEqualTo("quarantine");
        assertThat(done.path("validation").path("bad_rows").asInt()).isEqualTo(1);
        TableRef rejects = new TableRef("mine", "b", "lenient__rejects");
        assertThat(mine.get(rejects.path() + "/preview").expect(200).text()).contains("xxl", "\"size\"");
    }

    @Test
    void rowsAreLookedAtWithoutBeingStored() {
        String columns = "{'columns':[{'name':'id','type':'INTEGER'},{'name':'size','type':'VARCHAR','required':false,"
                + "'enum':['s','m']},{'name':'n','type':'DECIMAL(4,1)','default':'1','maximum':50}]}";
        admin.post(SCHEMAS, Map.of("schema_id", "rules", "document", columns.replace('\'', '"')))
                .expect(201);
        Object rows = List.of(
                Map.of("id", 1, "size", "s", "n", "2.5"),
                Map.of("id", "one", "size", "xl"),
                Map.of("size", "m", "n", 99),
                Map.of("id", 4, "colour", "red"));
        JsonNode found = mine.post(SCHEMAS + "/rules/validate", Map.of("rows", rows))
                .expect(200)
                .json()
                .path("rows");
        assertThat(found.path("valid").asBoolean()).isFalse();
        assertThat(found.path("checked_rows").asInt()).isEqualTo(4);
        assertThat(found.path("bad_rows").asInt()).isEqualTo(3);
        List<String> faults = new ArrayList<>();
        found.path("faults")
                .forEach(fault -> faults.add(fault.path("row").asText() + " "
                        + fault.path("column").asText() + " "
                        + fault.path("rule").asText() + " "
                        + fault.path("value").asText()));
        assertThat(faults)
                .containsExactly(
                        "2 id type one",
                        "2 size allowed xl",
                        "3 id required ",
                        "3 n maximum 99.0",
                        "4 colour unknown_column red");
        JsonNode good = mine.post(SCHEMAS + "/rules/validate", Map.of("rows", List.of(Map.of("id", 1)), "version", 1))
                .expect(200)
                .json();
        assertThat(good.path("rows").path("valid").asBoolean()).isTrue();
        assertThat(mine.post(SCHEMAS + "/nowhere/validate", Map.of("rows", rows))
                        .expect(404)
                        .error())
                .isEqualTo("schema_not_found");
        assertThat(mine.post(SCHEMAS + "/rules/validate", Map.of()).status()).isEqualTo(422);
    }

    /** The paths without a project, which the server's key opens. */
    @Test
    void migrationIsFoundByItsNumberAlone() {
        register("alone", "id");
        TableRef table = new TableRef("mine", "b", "alone");
        Map<String, Object> bind =
                Map.of("project_id", "mine", "bucket_name", "b", "table_name", "alone", "schema_id", "alone");
        assertThat(mine.post("/ontology/bindings", bind).status()).isEqualTo(401);
        assertThat(mine.get("/ontology/bindings").status()).isEqualTo(401);
        JsonNode bound = admin.post("/ontology/bindings", bind).expect(201).json();
        assertThat(bound.path("project_id").asText()).isEqualTo("mine");
        assertThat(admin.get("/ontology/bindings")
                        .expect(200)
                        .json()
                        .path("bindings")
                        .findValuesAsText("table_name"))
                .contains("alone");
        assertThat(columns(table)).containsExactly("id");
        Map<String, Object> nowhere = new HashMap<>(bind);
        nowhere.put("project_id", "nowhere");
        assertThat(admin.post("/ontology/bindings", nowhere).expect(404).error())
                .isEqualTo("project_not_found");

        register("alone", "other");
        String id = mine.post(table.path() + "/ontology/plan", Map.of())
                .expect(201)
                .json()
                .path("id")
                .asText();
        String one = "/ontology/migrations/" + id;
        assertThat(admin.get(one).expect(200).json().path("status").asText()).isEqualTo("planned");
        Map<String, Object> apply = Map.of("migration_id", Long.parseLong(id));
        assertThat(admin.post("/ontology/migrations", apply).expect(409).error())
                .isEqualTo("migration_not_allowed");
        admin.post(one + "/approve", Map.of()).expect(200);
        for (String call : List.of("", "/approve", "/rollback")) {
            assertThat((call.isEmpty() ? mine.get(one) : mine.post(one + call, Map.of())).status())
                    .isEqualTo(401);
        }
        Reply begun = admin.post("/ontology/migrations", apply).expect(202);
        assertThat(begun.headers().firstValue("Location").orElseThrow()).endsWith(one);
        Deadline.await(
                "the migration is applied",
                Duration.ofSeconds(30),
                () -> admin.get(one).expect(200).json().path("status").asText().equals("applied"));
        assertThat(columns(table)).containsExactly("other");
        assertThat(admin.post("/ontology/migrations", apply).expect(409).error())
                .isEqualTo("migration_not_allowed");
        assertThat(admin.post(one + "/rollback", Map.of())
                        .expect(200)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("rolled_back");
        assertThat(admin.get("/ontology/migrations/0").expect(404).error()).isEqualTo("migration_not_found");
        assertThat(mine.get("/projects/mine/operations?resource_id=b.alone")
                        .expect(200)
                        .json()
                        .path("operations")
                        .findValuesAsText("operation"))
                .contains("bind_table", "approve_migration", "apply_migration", "roll_back_migration");
    }

    @Test
    void tableIsBroughtToItsSchemaAndBack() {
        register("goods", "id", "name", "old");
        TableRef table = new TableRef("mine", "b", "goods");
        String path = table.path() + "/ontology";
        JsonNode bound =
                mine.post(path, Map.of("schema_id", "goods")).expect(201).json();
        assertThat(bound.path("policy").asText()).isEqualTo("plan_only");
        assertThat(columns(table)).containsExactly("id", "name", "old");
        assertThat(mine.post(path, Map.of("schema_id", "goods")).expect(409).error())
                .isEqualTo("binding_exists");
        mine.post(table.path() + "/rows", Map.of("rows", List.of(Map.of("id", "1", "old", "kept"))))
                .expect(201);

        register("goods", "id", "name", "more");
        assertThat(mine.get(path + "/drift")
                        .expect(200)
                        .json()
                        .path("has_drift")
                        .asBoolean())
                .isTrue();
        JsonNode plan = mine.post(path + "/plan", Map.of()).expect(201).json();
        assertThat(plan.path("class").asText()).isEqualTo("destructive");
        assertThat(plan.path("changes").findValues("sql").toString()).contains("DROP COLUMN");
        Map<String, Object> apply = Map.of("migration_id", plan.path("id").asLong());
        assertThat(mine.post(path + "/migrations", apply).expect(409).error()).isEqualTo("migration_not_allowed");
        String one = path + "/migrations/" + plan.path("id").asText();
        assertThat(mine.post(one + "/approve", Map.of())
                        .expect(200)
                        .json()
                        .path("approved_by")
                        .asText())
                .isIn(mine.get("/projects/mine/api-keys")
                        .expect(200)
                        .json()
                        .path("api_keys")
                        .findValuesAsText("id"));
        foreignKeyGetsNothing(table, plan.path("id").asText());

        JsonNode applied = applyTwice(path, apply);
        assertThat(applied.path("status").asText()).isEqualTo("applied");
        assertThat(columns(table)).containsExactly("id", "name", "more");
        assertThat(mine.get(path + "/drift").json().path("has_drift").asBoolean())
                .isFalse();
        assertThat(mine.post(one + "/rollback", Map.of())
                        .expect(200)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("rolled_back");
        assertThat(mine.preview(table, 10).toString()).contains("kept");
        assertThat(mine.get(path + "/migrations").json().path("total").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(mine.get("/projects/mine/operations?resource_id=b.goods")
                        .expect(200)
                        .json()
                        .path("operations")
                        .findValuesAsText("operation"))
                .contains(
                        "bind_table", "plan_migration", "approve_migration", "apply_migration", "roll_back_migration");
        mine.delete(path).expect(204);
        assertThat(mine.get(path).expect(404).error()).isEqualTo("binding_not_found");
    }

    /** The second has the same idempotency key, and is answered with what the first did. */
    private static JsonNode applyTwice(String path, Map<String, Object> apply) {
        JsonNode answer = null;
        for (int i = 0; i < 2; i++) {
            Reply reply = mine.send(mine.request(path + "/migrations")
                    .header("X-Idempotency-Key", "apply-goods")
                    .header("Prefer", "wait=60")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(EiderClient.text(apply))));
            answer = reply.expect(200).json();
        }
        return answer;
    }

    /** Neither in the owner's project nor under a table of its own. */
    private static void foreignKeyGetsNothing(TableRef table, String migration) {
        String path = table.path() + "/ontology";
        for (String looked : List.of(path, path + "/drift", path + "/migrations", path + "/migrations/" + migration)) {
            assertThat(other.get(looked).expect(403).error()).isEqualTo("forbidden");
        }
        assertThat(other.get("/projects/mine/ontology/bindings").status()).isEqualTo(403);
        assertThat(other.delete(path).status()).isEqualTo(403);
        TableRef own = new TableRef("other", "b", "own");
        other.createTable(own, List.of("id INTEGER"), List.of());
        String there = own.path() + "/ontology/migrations";
        for (String call : List.of("", "/approve", "/rollback")) {
            String called = there + "/" + migration + call;
            Reply reply = call.isEmpty() ? other.get(called) : other.post(called, Map.of());
            assertThat(reply.expect(404).error()).isEqualTo("migration_not_found");
            assertThat(reply.text()).doesNotContain("goods", "mine");
        }
        assertThat(other.post(there, Map.of("migration_id", migration))
                        .expect(404)
                        .error())
                .isEqualTo("migration_not_found");
        assertThat(other.get("/projects/other/ontology/bindings")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(mine.get("/projects/mine/ontology/bindings")
                        .json()
                        .path("bindings")
                        .findValuesAsText("table_name"))
                .contains("goods");
    }

    @Test
    void tableFollowsTheServerWithoutBeingAsked() {
        served = document("id");
        Reply fetched = admin.post(SCHEMAS, Map.of("schema_id", "served")).expect(201);
        assertThat(fetched.headers().firstValue("X-Ontology-Source")).contains("live");
        assertThat(fetched.headers().firstValue("Age")).contains("0");
        assertThat(fetched.json().path("source").asText()).isEqualTo("live");
        assertThat(fetched.json().path("origin").asText()).isEqualTo("server");
        assertThat(admin.post(SCHEMAS, Map.of("schema_id", "nowhere"))
                        .expect(404)
                        .error())
                .isEqualTo("schema_not_found");
        JsonNode sources = admin.get("/ontology/sources").expect(200).json();
        assertThat(sources.path("breaker").asText()).isEqualTo("closed");
        assertThat(sources.path("readers").toString()).contains("reference-json");
        admin.delete("/ontology/cache/served").expect(204);
        assertThat(mine.get("/ontology/sources").status()).isEqualTo(401);

        TableRef table = new TableRef("mine", "b", "served");
        Map<String, Object> bind = new HashMap<>(Map.of("schema_id", "served", "policy", "safe"));
        mine.post(table.path() + "/ontology", bind).expect(201);
        served = document("id", "more");
        Deadline.await("the table follows", Duration.ofSeconds(60), () -> columns(table)
                .contains("more"));
        Deadline.await("it is counted", Duration.ofSeconds(20), () -> {
            String metrics = admin.get("/metrics").text();
            return metrics.contains("ontology_drift{project=\"mine\",table=\"b.served\"} 0.0")
                    && metrics.contains("ontology_migrations_total{class=\"safe\",result=\"applied\"}")
                    && metrics.contains("ontology_migration_duration_seconds_count");
        });
        assertThat(eider.log()).contains("mine", "version 2 of schema served is APPLIED (SAFE)");
    }
}
