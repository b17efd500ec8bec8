package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.BodyTable.Body;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every id in the path of every operation of the OpenAPI document: one that never was, one of another project, one that was
 * deleted. All get the code of the contract (sections 0.4, 0.6 and 0.7), and nothing changes.
 */
@ExtendWith(SharedEider.class)
class PathIdsIT {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("branch_id", "branch_not_found"),
            Map.entry("bucket_name", "bucket_not_found"),
            Map.entry("table_name", "table_not_found"),
            Map.entry("column", "column_not_found"),
            Map.entry("key_id", "api_key_not_found"),
            Map.entry("file_id", "file_not_found"),
            Map.entry("upload_key", "upload_session_not_found"),
            Map.entry("snapshot_id", "snapshot_not_found"),
            Map.entry("workspace_id", "workspace_not_found"),
            Map.entry("session_id", "session_not_found"),
            Map.entry("object_name", "object_not_found"),
            Map.entry("migration_id", "migration_not_found"));

    private static EiderProcess eider;
    private static EiderClient admin;
    private static EiderClient mine;
    private static Map<String, String> valid;
    private static Map<String, String> foreign;
    private static Map<String, String> deleted;
    private static final Map<String, String> UNKNOWN = Map.ofEntries(
            Map.entry("project_id", "never"),
            Map.entry("branch_id", "01234567"),
            Map.entry("bucket_name", "never"),
            Map.entry("table_name", "never"),
            Map.entry("column", "never"),
            Map.entry("key_id", "key_01234567"),
            Map.entry("file_id", "00000000-0000-4000-8000-000000000000"),
            Map.entry("upload_key", "00000000-0000-4000-8000-000000000000"),
            Map.entry("snapshot_id", "snap_t_20260101_000000_000"),
            Map.entry("workspace_id", "ws_01234567"),
            Map.entry("session_id", "http_0123456789abcdef"),
            Map.entry("object_name", "never"),
            Map.entry("migration_id", "999999999"));

    @BeforeAll
    static void prepare(EiderProcess shared) {
        eider = shared;
        admin = eider.admin();
        mine = admin.createProject("ids1");
        valid = objects(mine, "ids1", "b");
        foreign = objects(admin.createProject("ids2"), "ids2", "foreign");
        deleted = objects(mine, "ids1", "deleted");
        for (String path : List.of(
                "/workspaces/" + deleted.get("workspace_id") + "/sessions/" + deleted.get("session_id"),
                "/workspaces/" + deleted.get("workspace_id") + "/objects/" + deleted.get("object_name"),
                "/workspaces/" + deleted.get("workspace_id"),
                "/branches/default/snapshots/" + deleted.get("snapshot_id"),
                "/branches/default/buckets/deleted/tables/" + deleted.get("table_name"),
                "/branches/default/buckets/deleted",
                "/branches/" + deleted.get("branch_id"),
                "/files/" + deleted.get("file_id"),
                "/api-keys/" + deleted.get("key_id"))) {
            mine.delete("/projects/ids1" + path).expect(204);
        }
        mine.post("/projects/ids1/files", Map.of("upload_key", deleted.get("upload_key")))
                .expect(201); // takes the upload away
        admin.createProject("ids3");
        admin.delete("/projects/ids3").expect(204);
        deleted.put("project_id", "ids3");
    }

    /** One of each, in a bucket and with names of its own. */
    private static Map<String, String> objects(EiderClient client, String project, String bucket) {
        String path = "/projects/" + project;
        client.createBucket(project, bucket);
        TableRef table = new TableRef(project, bucket, "t_" + bucket);
        client.createTable(table, List.of("id INTEGER", "v_" + bucket + " VARCHAR"), List.of());
        Map<String, String> ids = new HashMap<>();
        ids.put("project_id", project);
        ids.put("bucket_name", bucket);
        ids.put("table_name", table.table());
        ids.put("column", "v_" + bucket);
        admin.post(
                        "/ontology/schemas",
                        Map.of(
                                "schema_id",
                                "ids",
                                "document",
                                "{\"columns\":[{\"name\":\"id\",\"type\":\"INTEGER\"}]}"))
                .expect(201);
        client.post(table.path() + "/ontology", Map.of("schema_id", "ids")).expect(201);
        ids.put("migration_id", id(client.post(table.path() + "/ontology/plan", Map.of())));
        ids.put("branch_id", id(client.post(path + "/branches", Map.of("name", bucket))));
        ids.put("key_id", id(client.post(path + "/api-keys", Map.of("description", bucket))));
        ids.put("file_id", client.upload(project, "a.csv", "id\n1\n"));
        ids.put(
                "snapshot_id",
                id(client.post(
                        path + "/branches/default/snapshots", Map.of("bucket", bucket, "table", table.table()))));
        JsonNode upload = client.prepare(project, "a.csv");
        client.uploadTo(upload.path("upload_url").asText(), "a.csv", "id\n1\n").expect(200);
        ids.put("upload_key", upload.path("upload_key").asText());
        String workspaces = path + "/branches/" + ids.get("branch_id") + "/workspaces";
        ids.put("workspace_id", id(client.post(workspaces, Map.of("name", bucket))));
        String workspace = path + "/workspaces/" + ids.get("workspace_id");
        ids.put("object_name", "o_" + bucket);
        client.post(workspace + "/query", Map.of("sql", "CREATE TABLE o_" + bucket + " (i INTEGER)"))
                .expect(200);
        ids.put(
                "session_id",
                client.post(workspace + "/sessions", Map.of())
                        .expect(201)
                        .json()
                        .path("session_id")
                        .asText());
        return ids;
    }

    private static String id(Reply reply) {
        return reply.expect(201).json().path("id").asText();
    }

    @AfterAll
    static void drop() {
        admin.delete("/projects/ids1").expect(204);
        admin.delete("/projects/ids2").expect(204);
    }

    /** An operation and one of its parameters. */
    record Aim(String method, String template, String parameter, String schema) {
        boolean needsADevBranch() {
            return template.endsWith("/{branch_id}")
                    || template.endsWith("/merge")
                    || template.endsWith("/pull")
                    || template.contains("/{branch_id}/workspaces");
        }

        /** By the contract these look at nothing but the project and the branch, or the name is the new one. */
        boolean isOfNoInterest() {
            boolean isIdempotent =
                    method.equals("DELETE") && (template.endsWith("/share") || template.endsWith("/grant-readonly"));
            boolean isNew = method.equals("POST") && template.endsWith("/link");
            boolean isMadeIfMissing =
                    method.equals("POST") && template.endsWith("/ontology") && parameter.equals("table_name");
            return isMadeIfMissing || (isIdempotent || isNew) && parameter.equals("bucket_name");
        }

        /** Its path names no project, so that keys of projects learn nothing there. */
        boolean isOfTheServer() {
            return template.startsWith("/ontology/migrations");
        }

        String code() {
            if (parameter.equals("bucket_name")) {
                return template.endsWith("/link")
                        ? "link_not_found"
                        : template.endsWith("/pull") ? "table_not_found" : "bucket_not_found";
            }
            return CODES.get(parameter);
        }

        private String path(Map<String, String> aimed) {
            Matcher parameters = PARAMETER.matcher(template);
            return parameters.replaceAll(found -> {
                String name = found.group(1);
                if (name.equals(parameter)) {
                    return aimed.get(name);
                }
                return name.equals("branch_id") && !needsADevBranch() ? "default" : valid.get(name);
            });
        }
    }

    private static List<Aim> aims() {
        List<Aim> aims = new ArrayList<>();
        JsonNode paths = admin.get("/openapi.json").expect(200).json().path("paths");
        paths.properties().forEach(path -> path.getValue().properties().forEach(operation -> {
            String reference = operation
                    .getValue()
                    .at("/requestBody/content/application~1json/schema/$ref")
                    .asText();
            PARAMETER
                    .matcher(path.getKey())
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> UNKNOWN.containsKey(name) && !path.getKey().startsWith("/admin/"))
                    .map(name -> new Aim(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            name,
                            reference.substring(reference.lastIndexOf('/') + 1)))
                    .filter(aim -> !aim.isOfNoInterest())
                    .forEach(aims::add);
        }));
        assertThat(aims).hasSizeGreaterThan(100);
        assertThat(aims.stream().map(Aim::parameter).distinct()).containsAll(CODES.keySet());
        return aims;
    }

    @Test
    void projectThatIsNotMineIsForbiddenWhetherItExistsOrNot() {
        Footprint before = Footprint.of(eider);
        for (Aim aim : aims()) {
            if (!aim.parameter().equals("project_id")) {
                continue;
            }
            for (Map<String, String> aimed : List.of(UNKNOWN, foreign, deleted)) {
                Reply reply = send(mine, aim, aimed);
                assertThat(reply.status() + " " + reply.error())
                        .as(aim.toString())
                        .isEqualTo("403 forbidden");
            }
        }
        assertThat(Footprint.of(eider)).isEqualTo(before);
    }

    @Test
    void projectThatIsNotThereIsNotFoundForTheAdministrator() {
        Footprint before = Footprint.of(eider);
        for (Aim aim : aims()) {
            if (!aim.parameter().equals("project_id")) {
                continue;
            }
            boolean isItsOwn = aim.template().matches("/projects/\\{project_id}(/stats)?");
            for (Map<String, String> aimed : List.of(UNKNOWN, deleted)) {
                Reply reply = send(admin, aim, aimed);
                assertThat(reply.status() + " " + reply.error())
                        .as(aim.toString())
                        .isEqualTo(isItsOwn ? "404 not_found" : "404 project_not_found");
            }
        }
        assertThat(Footprint.of(eider)).isEqualTo(before);
    }

    @Test
    void everyOtherIdIsNotFound() {
        Footprint before = Footprint.of(eider);
        for (Aim aim : aims()) {
            if (aim.parameter().equals("project_id") || aim.isOfTheServer()) {
                continue;
            }
            for (Map<String, String> aimed : List.of(UNKNOWN, foreign, deleted)) {
                if (aimed == deleted && aim.parameter().equals("key_id")) {
                    continue; // revoked keys stay and can be looked at (section 1.3)
                }
                Reply reply = send(mine, aim, aimed);
                boolean isUploadOfAnother = aimed == foreign && aim.parameter().equals("upload_key");
                assertThat(reply.status() + " " + reply.error())
                        .as(aim + " " + aimed.get(aim.parameter()))
                        .isEqualTo(isUploadOfAnother ? "403 upload_session_mismatch" : "404 " + aim.code());
                assertThat(reply.text()).doesNotContain("ids2", eider.dataDir().toString());
            }
        }
        assertThat(Footprint.of(eider)).isEqualTo(before);
    }

    @Test
    void numbersThatAreOfTheServerAreToldToNobodyElse() {
        Footprint before = Footprint.of(eider);
        for (Aim aim : aims()) {
            if (!aim.isOfTheServer()) {
                continue;
            }
            for (Map<String, String> aimed : List.of(UNKNOWN, foreign, deleted, valid)) {
                Reply reply = send(mine, aim, aimed);
                assertThat(reply.status() + " " + reply.error())
                        .as(aim.toString())
                        .isEqualTo("401 unauthorized");
            }
            for (Map<String, String> aimed : List.of(UNKNOWN, deleted)) {
                Reply reply = send(admin, aim, aimed);
                assertThat(reply.status() + " " + reply.error())
                        .as(aim.toString())
                        .isEqualTo("404 migration_not_found");
            }
        }
        assertThat(Footprint.of(eider)).isEqualTo(before);
    }

    private static Reply send(EiderClient client, Aim aim, Map<String, String> aimed) {
        String path = aim.path(aimed);
        if (aim.template().endsWith("{upload_key}")) {
            return client.uploadTo(path, "a.csv", "id\n2\n");
        }
        String query = aim.method().equals("DELETE") && path.endsWith("/share") ? "?target_project_id=ids2" : "";
        HttpRequest.Builder request = client.request(path + query);
        if (aim.schema().isEmpty()) {
            return client.send(request.method(aim.method(), BodyPublishers.noBody()));
        }
        String json = BodyTable.bodies()
                .filter(body -> body.schema().equals(aim.schema()))
                .map(Body::json)
                .collect(Collectors.joining());
        String text = json.replace('\'', '"')
                .replace('~', '\'')
                .replace("`", "\\\"")
                .replace("$FILE", valid.get("file_id"))
                .replace("$UPLOAD", valid.get("upload_key"))
                .replace("$BRANCH", valid.get("branch_id"))
                .replace("$MIGRATION", valid.get("migration_id"))
                .replace("body2", "ids1");
        return client.send(
                request.header("Content-Type", "application/json").method(aim.method(), BodyPublishers.ofString(text)));
    }
}
