package io.eider.itests;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.TableRef;
import io.eider.itests.KeyKind.Power;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A project with one of everything, and those who call it. Made by its constructor; immutable. */
final class KeyedProject {
    private final EiderClient owner;
    private final String project;
    private final String branch;
    private final TableRef table;
    private final Map<String, String> there = new HashMap<>();
    private final List<KeyKind> kinds = new ArrayList<>();

    /**
     * Makes it.
     *
     * @param foreign client with the key of another project
     */
    KeyedProject(EiderClient admin, String project, EiderClient foreign) {
        this.project = project;
        this.owner = admin.createProject(project);
        this.branch = newBranch("dev");
        this.table = new TableRef(project, "b", "t");
        owner.createBucket(project, table.bucket());
        owner.createTable(table, List.of("id INTEGER", "v VARCHAR"), List.of("id"));
        owner.importCsv(table, "id,v\n1,a\n").expect(200);
        listKinds(admin, foreign);
        follow(admin);
        there.putAll(Map.of(
                "bucket_name", table.bucket(),
                "table_name", table.table(),
                "file_id", owner.upload(project, "f.csv", "id\n1\n"),
                "key_id", newKey("project_admin", "", Map.of()).path("id").asText(),
                "snapshot_id", newSnapshot(),
                "workspace_id", newWorkspace()));
    }

    /** Its table follows a schema, and there is a plan. */
    private void follow(EiderClient admin) {
        String document = "{\"columns\":[{\"name\":\"id\",\"type\":\"INTEGER\"}]}";
        JsonNode schema = admin.post("/ontology/schemas", Map.of("schema_id", "of_" + project, "document", document))
                .expect(201)
                .json();
        made(table.path() + "/ontology", Map.of("schema_id", "of_" + project));
        there.put("schema_id", schema.path("schema_id").asText());
        there.put("version", schema.path("version").asText());
        there.put(
                "migration_id",
                made(table.path() + "/ontology/plan", Map.of()).path("id").asText());
    }

    private String newBranch(String name) {
        Object body = Map.of("name", name);
        return made("/projects/" + project + "/branches", body).path("id").asText();
    }

    private String newSnapshot() {
        Object body = Map.of("bucket", table.bucket(), "table", table.table());
        return made("/projects/" + project + "/branches/default/snapshots", body)
                .path("id")
                .asText();
    }

    private String newWorkspace() {
        return made("/projects/" + project + "/branches/" + branch + "/workspaces", Map.of("name", "w"))
                .path("id")
                .asText();
    }

    private JsonNode newKey(String scope, String ofBranch, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.putAll(Map.of("description", "d", "scope", scope));
        if (!ofBranch.isEmpty()) {
            body.put("branch_id", ofBranch);
        }
        return made("/projects/" + project + "/api-keys", body);
    }

    private JsonNode made(String path, Object body) {
        return owner.post(path, body).expect(201).json();
    }

    /** Those that may do most come last, so that a key that ends something is the last to be needed. */
    private void listKinds(EiderClient admin, EiderClient foreign) {
        JsonNode revoked = newKey("project_admin", "", Map.of());
        owner.delete("/projects/" + project + "/api-keys/" + revoked.path("id").asText())
                .expect(204);
        JsonNode expired = newKey("project_admin", "", Map.of("expires_in_days", 1));
        kinds.add(new KeyKind("none", "", Power.ABSENT, ""));
        kinds.add(new KeyKind("wrong", "wrong", Power.VOID, ""));
        kinds.add(new KeyKind("wrong, of the right form", forged(owner.key()), Power.VOID, ""));
        kinds.add(new KeyKind(KeyKind.FOREIGN, foreign.key(), Power.VOID, ""));
        kinds.add(new KeyKind("revoked", key(revoked), Power.VOID, ""));
        kinds.add(new KeyKind("expired", key(expired), Power.VOID, ""));
        for (String ofBranch : List.of("default", branch, newBranch("other"))) {
            for (Power power : List.of(Power.BRANCH_READ, Power.BRANCH_ADMIN)) {
                String scope = power.name().toLowerCase(Locale.ROOT);
                String key = key(newKey(scope, ofBranch, Map.of()));
                kinds.add(new KeyKind(scope + " of " + ofBranch, key, power, ofBranch));
            }
        }
        kinds.add(new KeyKind("project_admin", owner.key(), Power.PROJECT_ADMIN, ""));
        kinds.add(new KeyKind("server's", admin.key(), Power.SERVER_ADMIN, ""));
    }

    private static String key(JsonNode made) {
        return made.path("api_key").asText();
    }

    private static String forged(String key) {
        return key.substring(0, key.length() - 32) + "0123456789abcdef".repeat(2);
    }

    /** Every kind of key. */
    List<KeyKind> kinds() {
        return List.copyOf(kinds);
    }

    /** Its dev branch. */
    String branch() {
        return branch;
    }

    /** Its table of one row. */
    TableRef table() {
        return table;
    }

    /** What the path of a call names: things that are there if it only looks, otherwise only project and branch. */
    Map<String, String> values(ApiOperation operation, String calledBranch) {
        Map<String, String> values = operation.isLook() ? new HashMap<>(there) : new HashMap<>();
        values.put("project_id", project);
        values.put("branch_id", calledBranch);
        return values;
    }
}
