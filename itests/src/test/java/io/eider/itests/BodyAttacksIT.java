package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.eider.itests.BodyTable.Body;
import io.eider.itests.BodyTable.Field;
import io.eider.itests.BodyTable.Kind;
import io.eider.itests.BodyTable.Need;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of every JSON body with what does not belong there: what is refused is refused in one of the contract's forms
 * (sections 0.2 and 0.3), tells nothing of the server and of other projects and changes nothing; what is a text stays one.
 */
@ExtendWith(SharedEider.class)
class BodyAttacksIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROJECT = "/projects/body1";
    private static final String BRANCH = PROJECT + "/branches/default";
    private static final TableRef TABLE = new TableRef("body1", "b", "t");
    private static final String SECRET = "foreign-secret-4711";
    private static final int NEARLY_TOO_LARGE = 9_900_000; // the limit for a whole body is 10 000 000 bytes
    private static final int TOO_LARGE = 10 * 1024 * 1024;

    /** By the groups of {@link Kind}: empty, long, control characters, SQL, paths, look-alike letters. */
    private static final List<List<String>> TEXTS = List.of(
            List.of(""),
            List.of("x".repeat(NEARLY_TOO_LARGE)),
            List.of("a\u0000b\u001b[2Jb\r\nX-Evil: yes"),
            List.of("x'; DROP TABLE data; --\"; ATTACH 'evil.db'; --"),
            List.of("../../project_body2/shared/secret", "/etc/passwd"),
            List.of("\u0456d\uFF0E\uFF0E\uFF0Fx"));

    private static final Map<Kind, List<String>> WRONG_TYPES = Map.of(
            Kind.BOOL, List.of("'x'", "5", "[true]", "{}", "''"),
            Kind.INT, List.of("'x'", "1.5", "true", "[1]", "{}", "99999999999999999999", "1e400", "''"),
            Kind.LIST, List.of("'x'", "5", "true", "{}", "[5]", "[null]", "[[]]"),
            Kind.SCALARS, List.of("'x'", "5", "true", "{}", "[[]]", "[{}]"),
            Kind.OBJECT, List.of("'x'", "5", "true", "['x']"),
            Kind.MAP, List.of("'x'", "5", "true", "['x']", "{'a':5}", "{'a':null}", "{'a':{}}"));
    private static final List<String> NO_TEXTS = List.of("5", "1.5", "true", "['x']", "{'x':'x'}");

    private static EiderProcess eider;
    private static EiderClient admin;
    private static EiderClient mine;
    private static final Map<String, String> IDS = new HashMap<>();
    private static final List<String> FOREIGN = new ArrayList<>();

    @BeforeAll
    static void prepare(EiderProcess shared) {
        eider = shared;
        admin = eider.admin();
        mine = admin.createProject("body1");
        mine.createBucket("body1", "b");
        mine.createBucket("body1", "in.c-ontology");
        Object nothingOnDrop = Map.of("auto_snapshot_triggers", Map.of("drop_table", false, "drop_column", false));
        mine.put(BRANCH + "/buckets/b/settings/snapshots", nothingOnDrop).expect(200);
        mine.put(BRANCH + "/buckets/in.c-ontology/settings/snapshots", nothingOnDrop)
                .expect(200);
        mine.post("/admin/tables", Map.of()).expect(200);
        makeTable();
        JsonNode branch = mine.post(PROJECT + "/branches", Map.of("name", "dev"))
                .expect(201)
                .json();
        IDS.put("$BRANCH", branch.path("id").asText());
        TableRef merged = new TableRef("body1", "b", "merged");
        mine.createTable(merged, List.of("id INTEGER"), List.of("id"));
        writeInBranch();
        follow();
        IDS.put("$FILE", mine.upload("body1", "t.csv", "id,v\n1,a\n2,b\n"));
        Object ofTable = Map.of("bucket", "b", "table", "t");
        JsonNode snapshot =
                mine.post(BRANCH + "/snapshots", ofTable).expect(201).json();
        IDS.put("$SNAPSHOT", snapshot.path("id").asText());
        String workspaces = PROJECT + "/workspaces";
        IDS.put(
                "$WORKSPACE",
                mine.post(workspaces, Map.of("name", "w"))
                        .expect(201)
                        .json()
                        .path("id")
                        .asText());
        IDS.put(
                "$SESSION",
                mine.post(workspaces + "/" + IDS.get("$WORKSPACE") + "/sessions", Map.of())
                        .expect(201)
                        .json()
                        .path("session_id")
                        .asText());
        newUpload();
        prepareForeign();
    }

    /** A table that can be bound, and one that is and has a plan. */
    private static void follow() {
        String columns =
                "{\"columns\":[{\"name\":\"id\",\"type\":\"INTEGER\"},{\"name\":\"v\",\"type\":\"VARCHAR\",\"required\":false}]}";
        admin.post("/ontology/schemas", Map.of("schema_id", "body", "document", columns))
                .expect(201);
        mine.createTable(new TableRef("body1", "b", "bound"), List.of("id INTEGER", "v VARCHAR"), List.of());
        String followed = BRANCH + "/buckets/b/tables/followed/ontology";
        mine.post(followed, Map.of("schema_id", "body")).expect(201);
        IDS.put(
                "$MIGRATION",
                mine.post(followed + "/plan", Map.of())
                        .expect(201)
                        .json()
                        .path("id")
                        .asText());
    }

    private static void prepareForeign() {
        EiderClient other = admin.createProject("body2");
        other.createBucket("body2", "shared");
        TableRef secret = new TableRef("body2", "shared", "secret");
        other.createTable(secret, List.of("id INTEGER", "v VARCHAR"), List.of());
        FOREIGN.add(other.upload("body2", "secret.csv", "id,v\n1," + SECRET + "\n"));
        other.importFile(secret, FOREIGN.get(0), Map.of()).expect(200);
        other.post("/projects/body2/branches/default/buckets/shared/share", Map.of("target_project_id", "body1"))
                .expect(200);
        other.get("/projects/body2/api-keys")
                .json()
                .path("api_keys")
                .forEach(key -> FOREIGN.add(key.path("id").asText()));
        FOREIGN.add(SECRET);
    }

    @AfterAll
    static void drop() {
        admin.delete("/projects/body1").expect(204);
        admin.delete("/projects/body2").expect(204);
    }

    static Stream<Body> bodies() {
        return BodyTable.bodies();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void validBodyIsTaken(Body body) {
        accepted(body, valid(body), "as it is");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void fieldThatIsNotThereIsMissedOrNot(Body body) {
        List<String> before = state();
        for (Need need : List.of(Need.REQUIRED, Need.OPTIONAL, Need.DEPENDS)) {
            for (Field field : body.fields()) {
                if (field.need() != need) {
                    continue;
                }
                without(body, field, NullNode.getInstance());
                if (!field.pointer().endsWith("0")) { // an item of a list is not missing, the list is shorter
                    without(body, field, null);
                }
            }
            if (need == Need.REQUIRED) {
                assertThat(state()).isEqualTo(before);
            }
        }
    }

    private static void without(Body body, Field field, JsonNode value) {
        ObjectNode changed = with(body, field, value);
        switch (field.need()) {
            case REQUIRED -> refused(body, changed, field + " = " + value, Set.of(422));
            case OPTIONAL -> accepted(body, changed, field + " = " + value);
            case DEPENDS -> answered(body, changed, field + " = " + value);
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void fieldOfAnotherTypeIsRefused(Body body) {
        List<String> before = state();
        for (Field field : body.fields()) {
            if (field.kind() == Kind.VALUE) {
                continue; // of whatever type the column is
            }
            for (String value : WRONG_TYPES.getOrDefault(field.kind(), NO_TEXTS)) {
                refused(body, with(body, field, parse(value)), field + " = " + value, Set.of(422));
            }
        }
        assertThat(state()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void hostileTextIsRefusedOrStaysAText(Body body) {
        List<String> before = state();
        for (char outcome : new char[] {'r', 'a', 'e'}) {
            for (Field field : body.fields()) {
                for (int group = 0; field.kind().isText() && group < TEXTS.size(); group++) {
                    if (field.kind().outcome(group) == outcome) {
                        TEXTS.get(group).forEach(text -> hostile(body, field, text, outcome));
                    }
                }
            }
            if (outcome == 'r') {
                assertThat(state()).isEqualTo(before);
            }
        }
    }

    private static void hostile(Body body, Field field, String text, char outcome) {
        String attack = field + " = " + (text.length() > 100 ? "long" : text);
        ObjectNode changed = with(body, field, TextNode.valueOf(text));
        switch (outcome) {
            case 'r' -> refused(body, changed, attack, Set.of(400, 403, 404, 413, 422));
            case 'a' -> accepted(body, changed, attack);
            default -> answered(body, changed, attack);
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void bodyThatIsNoObjectOrTooLargeIsRefused(Body body) {
        List<String> before = state();
        for (String text : List.of("", "null", "5", "'x'", "[]", "[{}]", "{", "{'a':}", "{} {}", "\u0000", "NaN")) {
            Reply reply = send(body, text.replace('\'', '"'));
            assertThat(reply.status()).as(text + " " + reply.text()).isEqualTo(422);
            hasAForm(reply, text);
        }
        Reply deep = send(body, "{\"a\":".repeat(100_000));
        assertThat(deep.status()).isEqualTo(422);
        hasAForm(deep, "deep");
        ObjectNode large = valid(body).put("unknown_field", "x".repeat(TOO_LARGE));
        refused(body, large, "too large", Set.of(413));
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void tableHasEveryFieldOfTheOpenApiDocument() {
        JsonNode document = admin.get("/openapi.json").expect(200).json();
        Set<String> known = new HashSet<>();
        BodyTable.bodies().forEach(body -> body.fields()
                .forEach(
                        field -> known.add(body.schema() + " " + field.pointer().replace("/0", ""))));
        Set<String> needed = new HashSet<>();
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    String reference = operation
                            .at("/requestBody/content/application~1json/schema/$ref")
                            .asText();
                    if (!reference.isEmpty()) {
                        String schema = reference.substring(reference.lastIndexOf('/') + 1);
                        addFields(document, document.at(reference.substring(1)), schema + " ", needed);
                    }
                }));
        assertThat(needed).hasSizeGreaterThan(50);
        assertThat(known).containsAll(needed);
    }

    private static void addFields(JsonNode document, JsonNode schema, String prefix, Set<String> found) {
        schema.path("properties").properties().forEach(property -> {
            found.add(prefix + property.getKey());
            JsonNode inner = property.getValue();
            JsonNode item = inner.has("items") ? inner.path("items") : inner;
            String reference =
                    item.at(item.has("allOf") ? "/allOf/0/$ref" : "/$ref").asText();
            if (!reference.isEmpty()) {
                addFields(document, document.at(reference.substring(1)), prefix + property.getKey() + "/", found);
            }
        });
    }

    private static void refused(Body body, ObjectNode json, String attack, Set<Integer> statuses) {
        Reply reply = send(body, json.toString());
        String shown = body + " " + attack + ": " + reply.status() + " " + shown(reply);
        assertThat(statuses).as(shown).contains(reply.status());
        hasAForm(reply, shown);
    }

    private static void accepted(Body body, ObjectNode json, String attack) {
        Reply reply = answered(body, json, attack);
        assertThat(reply.status()).as(body + " " + attack + ": " + shown(reply)).isBetween(200, 299);
    }

    private static Reply answered(Body body, ObjectNode json, String attack) {
        Reply reply = send(body, json.toString());
        if (reply.status() < 300) {
            undo(body, reply);
        } else {
            assertThat(reply.status()).as(body + " " + attack + shown(reply)).isBetween(400, 499);
            hasAForm(reply, body + " " + attack);
        }
        return reply;
    }

    /** Forms F1 and F4, of a modest size, without anything that the client does not know already. */
    private static void hasAForm(Reply reply, String attack) {
        JsonNode detail = reply.json().path("detail");
        if (reply.status() == 422) {
            assertThat(detail.isArray()).as(attack).isTrue();
            assertThat(detail.size()).as(attack).isPositive();
            detail.forEach(violation -> assertThat(violation.properties())
                    .as(attack)
                    .extracting(Map.Entry::getKey)
                    .contains("type", "loc", "msg", "input"));
        } else if (detail.isTextual()) {
            assertThat(attack).as(reply.text()).matches("(?s).* /(ops|admin)/.*"); // the form of the reference service
        } else {
            assertThat(detail.path("error").asText()).as(attack).matches("[a-z_]+");
            assertThat(detail.path("message").asText()).as(attack).isNotEmpty();
        }
        assertThat(reply.bytes()).as(attack).hasSizeLessThan(20_000);
        assertThat(reply.headers().firstValue("X-Evil")).as(attack).isEmpty();
        assertThat(reply.text())
                .as(attack)
                .doesNotContain(FOREIGN)
                .doesNotContain(eider.dataDir().toString(), "root:", "java.", "io.eider", "Exception", "\tat ")
                .doesNotContain("_staging", "duckdb/project_");
    }

    private static String shown(Reply reply) {
        return reply.text().substring(0, Math.min(500, reply.text().length()));
    }

    private static Reply send(Body body, String json) {
        boolean isOfServer = body.path().equals("/projects")
                || body.path().startsWith("/ontology")
                || body.schema().equals("LogLevelUpdate");
        EiderClient client = isOfServer ? admin : mine;
        return client.send(client.request(filled(body.path()))
                .header("Content-Type", "application/json")
                .method(body.method(), BodyPublishers.ofString(json)));
    }

    private static ObjectNode valid(Body body) {
        return (ObjectNode) parse(filled(body.json()));
    }

    /** The valid body with another value of a field; null takes it out. */
    private static ObjectNode with(Body body, Field field, JsonNode value) {
        ObjectNode changed = valid(body);
        int slash = field.pointer().lastIndexOf('/');
        JsonNode parent = slash < 0 ? changed : changed.at("/" + field.pointer().substring(0, slash));
        String name = field.pointer().substring(slash + 1);
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), value);
        } else if (value == null) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
        return changed;
    }

    private static String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> id : IDS.entrySet()) {
            filled = filled.replace(id.getKey(), id.getValue());
        }
        return filled;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"').replace('~', '\'').replace("`", "\\\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeTable() {
        mine.createTable(TABLE, List.of("id INTEGER", "v VARCHAR"), List.of());
        Object rows = List.of(Map.of("id", 1, "v", "a"), Map.of("id", 2, "v", "b"));
        mine.post(TABLE.path() + "/rows", Map.of("rows", rows)).expect(201);
    }

    /** So that the branch has a table of its own, which a merge takes away from it. */
    private static void writeInBranch() {
        String table = PROJECT + "/branches/" + IDS.get("$BRANCH") + "/buckets/b/tables/merged";
        Object row = Map.of("rows", List.of(Map.of("id", 1)), "dedup_mode", "update_duplicates");
        mine.post(table + "/rows", row).expect(201);
    }

    private static void newUpload() {
        JsonNode prepared = mine.prepare("body1", "a.csv");
        mine.uploadTo(prepared.path("upload_url").asText(), "a.csv", "id\n1\n").expect(200);
        IDS.put("$UPLOAD", prepared.path("upload_key").asText());
    }

    /** Puts back what a request has changed. */
    private static void undo(Body body, Reply reply) {
        JsonNode made = reply.json();
        switch (body.schema()) {
            case "ProjectCreate" ->
                admin.delete("/projects/" + made.path("id").asText()).expect(204);
            case "ApiKeyCreate" ->
                mine.delete(PROJECT + "/api-keys/" + made.path("id").asText()).expect(204);
            case "BucketCreate" ->
                mine.delete(BRANCH + "/buckets/" + made.path("name").asText()).expect(204);
            case "BucketShare" ->
                mine.delete(filled(body.path()) + "?target_project_id=body2").expect(204);
            case "BucketLink" -> mine.delete(body.path()).expect(204);
            case "TableCreate" ->
                mine.delete(body.path() + "/" + made.path("name").asText()).expect(204);
            case "BranchMerge" -> writeInBranch();
            case "FileRegister" -> {
                mine.delete(PROJECT + "/files/" + made.path("id").asText()).expect(204);
                newUpload();
            }
            case "Export" ->
                mine.delete(PROJECT + "/files/" + made.path("file_id").asText()).expect(204);
            case "SnapshotConfig" -> mine.delete(body.path()).expect(204);
            case "SnapshotCreate" ->
                mine.delete(BRANCH + "/snapshots/" + made.path("id").asText()).expect(204);
            case "SnapshotRestore" -> mine.delete(BRANCH + "/buckets/b/tables/restored");
            case "BranchCreate" ->
                mine.delete(PROJECT + "/branches/" + made.path("id").asText()).expect(204);
            case "ColumnTypes", "ProjectRow" -> {
                mine.delete("/admin/tables/projects").expect(200);
                mine.post("/admin/tables", Map.of()).expect(200);
            }
            case "AddColumn", "AlterColumn", "SetPrimaryKey", "DeleteRows", "InsertRows", "UpdateRows" -> {
                mine.delete(TABLE.path()).expect(204);
                makeTable();
            }
            case "SchemaBind" -> mine.delete(body.path()).expect(204);
            case "TableBind" ->
                mine.delete(BRANCH + "/buckets/b/tables/bound/ontology").expect(204);
            default -> {
                // sets what it will set again
            }
        }
    }

    /** What the project is, but for the times at which its keys were used. */
    private static List<String> state() {
        List<String> answers = new ArrayList<>();
        for (String path : List.of("", "/branches", "/files", "/settings/snapshots", "/branches/default/buckets")) {
            answers.add(admin.get(PROJECT + path).expect(200).text());
        }
        for (String path : List.of("/snapshots", "/buckets/b", "/buckets/b/settings/snapshots", "/buckets/b/tables")) {
            answers.add(admin.get(BRANCH + path).expect(200).text());
        }
        answers.add(admin.get(TABLE.path() + "/preview").text());
        answers.add(admin.get("/projects").text());
        JsonNode keys = admin.get(PROJECT + "/api-keys").json().path("api_keys");
        return Stream.concat(
                        answers.stream(), keys.findValuesAsText("id").stream().sorted())
                .collect(Collectors.toList());
    }
}
