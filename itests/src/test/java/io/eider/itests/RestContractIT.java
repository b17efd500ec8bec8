package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sections 0.1 to 0.7 of the storage contract on the built server: headers, error forms, order of checks. */
class RestContractIT {
    private static final String BUCKETS = "/projects/p1/branches/default/buckets";
    private static final String TABLE = BUCKETS + "/b/tables/t";

    private static EiderProcess eider;
    private static EiderClient admin;
    private static EiderClient owner;
    private static EiderClient nobody;

    @BeforeAll
    static void start() {
        eider = EiderProcess.configure().start();
        admin = eider.admin();
        nobody = admin.withKey("");
        owner = admin.createProject("p1");
        owner.createBucket("p1", "b");
        owner.createTable(new TableRef("p1", "b", "t"), List.of("id INTEGER", "v VARCHAR"), List.of("id"));
    }

    @AfterAll
    static void stop() {
        eider.close();
    }

    @Test
    void serviceAndHealthNeedNoKey() {
        is(
                nobody.get("/").expect(200),
                "{'service':'DuckDB Storage API','version':'0.1.0','health':'/health','docs':'/docs'}");
        is(
                nobody.get("/health").expect(200),
                "{'status':'healthy','version':'0.1.0','storage_available':true,'details':{'data_dir':true,"
                        + "'duckdb_dir':true,'files_dir':true,'snapshots_dir':true}}");
        nobody.get("/health/live").expect(200);
        nobody.get("/health/ready").expect(200);
    }

    @Test
    void everyAnswerCarriesIdAndVary() {
        for (String path : List.of("/", "/projects", "/nowhere", "/projects/p1", "/docs", "/metrics")) {
            Reply reply = nobody.send(nobody.request(path).header("X-Request-ID", "my-id"));
            assertThat(reply.headers().firstValue("x-request-id")).as(path).hasValue("my-id");
            assertThat(reply.headers().firstValue("vary")).as(path).hasValue("Origin");
        }
        assertThat(nobody.get("/nowhere").headers().firstValue("x-request-id").orElseThrow())
                .hasSize(36);
    }

    @Test
    void anyOriginIsAllowed() {
        Reply simple = nobody.send(nobody.request("/projects").header("Origin", "https://x.example"));
        assertThat(simple.headers().firstValue("access-control-allow-origin")).hasValue("https://x.example");
        assertThat(simple.headers().firstValue("access-control-allow-credentials"))
                .hasValue("true");
        Reply preflight = nobody.send(nobody.request("/projects")
                .header("Origin", "https://x.example")
                .header("Access-Control-Request-Method", "DELETE")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.expect(200).text()).isEqualTo("OK");
        assertThat(preflight.headers().firstValue("access-control-max-age")).hasValue("600");
    }

    @Test
    void routingErrorsAreFormTwo() {
        is(nobody.get("/nowhere").expect(404), "{'detail':'Not Found'}");
        Reply wrongMethod = nobody.send(nobody.request("/projects/p1").method("PATCH", BodyPublishers.noBody()));
        is(wrongMethod.expect(405), "{'detail':'Method Not Allowed'}");
        assertThat(wrongMethod.headers().firstValue("allow")).hasValue("DELETE, GET, PUT");
        assertThat(admin.get("/projects/").expect(307).headers().firstValue("location"))
                .hasValue("/projects");
    }

    @Test
    void keysAreCheckedAsTheContractSays() {
        Reply none = nobody.get("/projects").expect(401);
        is(none, "{'detail':'Not authenticated'}");
        assertThat(none.headers().firstValue("www-authenticate")).hasValue("Bearer");
        Reply wrong = owner.get("/projects").expect(401);
        is(wrong, "{'detail':{'error':'unauthorized','message':'Invalid admin API key'}}");
        assertThat(wrong.headers().firstValue("www-authenticate")).hasValue("Bearer");
        for (String project : List.of("p2", "none")) {
            is(
                    owner.get("/projects/" + project).expect(403),
                    "{'detail':{'error':'forbidden','message':'Access denied to project " + project + "'}}");
        }
        admin.get("/projects/p1").expect(200);
    }

    @Test
    void checksComeInTheirOrder() {
        Reply notJson = nobody.send(nobody.request("/projects").POST(BodyPublishers.ofString("{")));
        assertThat(notJson.expect(422).json().at("/detail/0/type").textValue()).isEqualTo("json_invalid");
        nobody.post("/projects", Map.of("id", 5)).expect(401);
        assertThat(admin.post("/projects/none/branches/default/buckets", Map.of("name", 5))
                        .expect(422)
                        .json()
                        .at("/detail/0/type")
                        .textValue())
                .isEqualTo("string_type");
        assertThat(admin.get("/projects/none/branches/x/buckets/b").expect(404).error())
                .isEqualTo("project_not_found");
        assertThat(admin.get("/projects/p1/branches/x/buckets/b").expect(404).error())
                .isEqualTo("branch_not_found");
        assertThat(admin.get("/projects/p1/branches/0123abcd/buckets/none")
                        .expect(404)
                        .error())
                .isEqualTo("branch_not_found");
        assertThat(admin.get(BUCKETS + "/none/tables/t").expect(404).error()).isEqualTo("bucket_not_found");
        assertThat(admin.get(BUCKETS + "/..%2Fx/tables/t").expect(400).error()).isEqualTo("invalid_name");
    }

    @Test
    void missingThingsAreSaidToTheLetter() {
        is(
                owner.get("/projects/p1/branches/0123abcd/buckets").expect(404),
                "{'detail':{'error':'branch_not_found','message':'Branch 0123abcd not found in project p1',"
                        + "'details':{'project_id':'p1','branch_id':'0123abcd'}}}");
        is(
                owner.get(BUCKETS + "/none").expect(404),
                "{'detail':{'error':'bucket_not_found','message':'Bucket none not found in project p1',"
                        + "'details':{'project_id':'p1','bucket_name':'none'}}}");
        is(
                owner.get(BUCKETS + "/b/tables/none").expect(404),
                "{'detail':{'error':'table_not_found','message':'Table none not found in bucket b',"
                        + "'details':{'project_id':'p1','bucket_name':'b','table_name':'none'}}}");
        assertThat(owner.get(BUCKETS + "/b/tables/none/preview").expect(404).error())
                .isEqualTo("table_not_found");
        is(
                owner.get("/projects/p1/api-keys/none").expect(404),
                "{'detail':{'error':'api_key_not_found','message':'API key none not found in project p1',"
                        + "'details':{'project_id':'p1','key_id':'none'}}}");
        assertThat(owner.get("/projects/p1/files/none").expect(404).error()).isEqualTo("file_not_found");
        assertThat(owner.get("/projects/p1/files/none/download").expect(404).error())
                .isEqualTo("file_not_found");
    }

    @Test
    void takenNamesAreConflicts() {
        is(
                admin.post("/projects", Map.of("id", "p1")).expect(409),
                "{'detail':{'error':'project_exists','message':'Project p1 already exists',"
                        + "'details':{'project_id':'p1','status':'active'}}}");
        assertThat(owner.post(BUCKETS, Map.of("name", "b")).expect(409).error()).isEqualTo("bucket_exists");
        Map<String, Object> table = Map.of("name", "t", "columns", List.of(Map.of("name", "a", "type", "INTEGER")));
        assertThat(owner.post(BUCKETS + "/b/tables", table).expect(409).error()).isEqualTo("table_exists");
    }

    @Test
    void importsAndExportsRefuseWhatTheyCannotDo() {
        String file = owner.upload("p1", "a.csv", "id,v\n1,a\n");
        assertThat(owner.post(TABLE + "/import/file", Map.of("file_id", "none"))
                        .expect(404)
                        .error())
                .isEqualTo("file_not_found");
        is(
                owner.post(TABLE + "/import/file", Map.of("file_id", file, "format", "xml"))
                        .expect(400),
                "{'detail':{'error':'invalid_format',"
                        + "'message':'Unsupported format: xml. Use ~csv~ or ~parquet~.','details':{'format':'xml'}}}");
        assertThat(owner.post(TABLE + "/export", Map.of("compression", "zstd"))
                        .expect(400)
                        .error())
                .isEqualTo("invalid_compression");
        assertThat(owner.post(TABLE + "/export", Map.of("where_filter", "id = 1; select 1"))
                        .expect(400)
                        .error())
                .isEqualTo("invalid_where_clause");
    }

    @Test
    void lastAdminKeyCannotBeRevoked() {
        EiderClient other = admin.createProject("p3");
        JsonNode keys = other.get("/projects/p3/api-keys").expect(200).json();
        assertThat(keys.get("count").intValue()).isEqualTo(1);
        String id = keys.at("/api_keys/0/id").textValue();
        is(
                other.delete("/projects/p3/api-keys/" + id).expect(400),
                "{'detail':{'error':'cannot_revoke_last_admin_key','message':'Cannot revoke the last active"
                        + " project_admin key. Create a new one first.','details':{'project_id':'p3','key_id':'" + id
                        + "','active_project_admin_keys':1}}}");
        Reply rotated =
                other.post("/projects/p3/api-keys/" + id + "/rotate", Map.of()).expect(201);
        other.get("/projects/p3").expect(403);
        other.withKey(rotated.json().get("api_key").textValue())
                .get("/projects/p3")
                .expect(200);
    }

    @Test
    void requestsAreCountedByTemplate() {
        owner.get(TABLE).expect(200);
        Reply metrics = nobody.get("/metrics").expect(200);
        assertThat(metrics.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain; version=");
        Deadline.await("the request is counted", java.time.Duration.ofSeconds(10), () -> nobody.get("/metrics")
                .text()
                .contains("duckdb_api_requests_total{method=\"GET\",endpoint=\"/projects/{project_id}/branches"
                        + "/{branch_id}/buckets/{bucket_name}/tables/{table_name}\",status_code=\"200\"}"));
        assertThat(metrics.text()).contains("\nduckdb_api_up 1").contains("\nduckdb_projects_total ");
    }

    @Test
    void docsPageLoadsOnlyWhatThisServerHas() {
        Matcher links = Pattern.compile("(?:src|href)=\"([^\"]*)\"")
                .matcher(nobody.get("/docs").expect(200).text());
        List<String> found = new ArrayList<>();
        while (links.find()) {
            found.add(links.group(1));
            nobody.get(links.group(1)).expect(200);
        }
        assertThat(found).hasSize(4).allMatch(link -> link.startsWith("/docs/"));
        assertThat(nobody.get("/openapi.json")
                        .expect(200)
                        .json()
                        .at("/info/title")
                        .textValue())
                .isEqualTo("DuckDB Storage API");
    }

    /** Apostrophes stand for quotes, tildes for apostrophes. */
    private static void is(Reply reply, String json) {
        assertThat(reply.text()).isEqualTo(json.replace('\'', '"').replace('~', '\''));
        assertThat(reply.headers().firstValue("content-type")).hasValue("application/json");
    }
}
