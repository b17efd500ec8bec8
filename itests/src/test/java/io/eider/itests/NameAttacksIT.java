package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ids that are paths, in bodies and in request lines (storage contract, section 2.2): each is refused, tells nothing of the
 * server's paths and of other projects, and leaves everything as it was. Names of uploaded files are FilesIT's.
 */
@ExtendWith(SharedEider.class)
class NameAttacksIT {
    private static final TableRef MINE = new TableRef("names1", "in.c-a", "t");
    private static final TableRef FOREIGN = new TableRef("names2", "in.c-a", "t");
    private static final String SECRET = "foreign-secret-4711";

    private static EiderProcess eider;
    private static EiderClient admin;
    private static EiderClient mine;
    private static Footprint before;

    @BeforeAll
    static void prepare(EiderProcess shared) {
        eider = shared;
        admin = eider.admin();
        mine = tableWith(MINE, "mine");
        tableWith(FOREIGN, SECRET);
        before = Footprint.of(eider);
    }

    @AfterEach
    void nothingChanged() {
        assertThat(Footprint.of(eider)).isEqualTo(before);
    }

    @AfterAll
    static void drop() {
        admin.delete("/projects/" + MINE.project()).expect(204);
        admin.delete("/projects/" + FOREIGN.project()).expect(204);
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void projectOfAHostileNameIsRefused(String name) {
        refused(admin.post("/projects", Map.of("id", name)), "project_id", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_p", "a.b", "names1_branch_0123abcd", "x_branch_0123ABCD"})
    void projectThatCouldBeAnotherDirectoryIsRefused(String name) {
        refused(admin.post("/projects", Map.of("id", name)), "project_id", name);
    }

    @Test
    void longNamesAreRefusedAndCutInTheAnswer() {
        String name = "x".repeat(1_000_000);
        Reply reply = admin.post("/projects", Map.of("id", name));
        refused(reply, "project_id", "x".repeat(200) + "...");
        assertThat(reply.bytes()).hasSizeLessThan(1_000);
        refused(admin.post("/projects", Map.of("id", "x".repeat(65))), "project_id", "x".repeat(65));
        refused(mine.post(buckets(), Map.of("name", "x".repeat(129))), "bucket_name", "x".repeat(129));
        refused(table("x".repeat(129)), "table_name", "x".repeat(129));
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void bucketOfAHostileNameIsRefused(String name) {
        refused(mine.post(buckets(), Map.of("name", name)), "bucket_name", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_staging", "_workspaces", ".hidden"})
    void bucketThatCouldBeEidersOwnDirectoryIsRefused(String name) {
        refused(mine.post(buckets(), Map.of("name", name)), "bucket_name", name);
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void tableOfAHostileNameIsRefused(String name) {
        refused(table(name), "table_name", name);
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void branchOfAHostileNameIsNotFound(String name) {
        Reply reply = mine.post(
                "/projects/names1/api-keys", Map.of("description", "x", "scope", "branch_read", "branch_id", name));
        assertThat(reply.status()).isIn(400, 404);
        tellsNothing(reply);
    }

    private static final String PROJECT = "/projects/names1";
    private static final String BUCKETS = PROJECT + "/branches/default/buckets";
    private static final String TABLES = BUCKETS + "/in.c-a/tables";

    /** Request lines that reach for the foreign table, for files and for directories, with the key of my project. */
    private static final List<String> HOSTILE_TARGETS = List.of(
            BUCKETS + "/..%2F..%2Fproject_names2%2Fin.c-a/tables/t",
            BUCKETS + "/..%2f..%2fproject_names2%2fin.c-a/tables/t/preview",
            BUCKETS + "/../../../../names2/branches/default/buckets/in.c-a/tables/t",
            BUCKETS + "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/names2/branches/default/buckets/in.c-a/tables/t",
            BUCKETS + "/%2E%2E%2F%2E%2E%2Fproject_names2%2Fin.c-a/tables/t",
            BUCKETS + "/..%252F..%252Fproject_names2%252Fin.c-a/tables/t",
            BUCKETS + "/..\\..\\project_names2\\in.c-a/tables/t",
            BUCKETS + "/..%5C..%5Cproject_names2%5Cin.c-a/tables/t",
            BUCKETS + "/%c0%ae%c0%ae%c0%afproject_names2/tables/t",
            BUCKETS + "/%EF%BC%8E%EF%BC%8E%EF%BC%8Fproject_names2/tables/t",
            BUCKETS + "/%2Fetc/tables/passwd",
            BUCKETS + "//tables/t",
            BUCKETS + "/%20/tables/t",
            BUCKETS + "/in.c-a%00/tables/t",
            BUCKETS + "/_staging/tables/t",
            BUCKETS + "/in.c-a/tables/..%2F..%2F..%2Fproject_names2%2Fin.c-a%2Ft",
            TABLES + "/..%2F..%2F..%2F..%2Fmetadata",
            TABLES + "/..%2F..%2F..%2F..%2Fmetadata/preview",
            TABLES + "/t%2F..%2Ft",
            TABLES + "/t%00.duckdb",
            TABLES + "/t.duckdb",
            TABLES + "/t%0d%0aX-Evil:%20yes",
            TABLES + "/*",
            TABLES + "/%25",
            TABLES + "/%",
            TABLES + "/%zz",
            TABLES + "/t%3Fx/preview",
            TABLES + "/t%23/preview",
            TABLES + "/t'%20OR%20'1'='1",
            TABLES + "/..;/t",
            TABLES + "/;/t",
            PROJECT + "/branches/..%2Fdefault/buckets/in.c-a/tables/t",
            PROJECT + "/branches/%2e%2e%2f/buckets",
            PROJECT + "/branches/default%2F/buckets",
            PROJECT + "/..;/names2",
            PROJECT + "/../names2",
            PROJECT + "/%2e%2e/names2",
            PROJECT + "%2F..%2Fnames2",
            PROJECT + "%2f..%2fnames2/branches/default/buckets/in.c-a/tables/t",
            "/projects/names2;names1/branches/default/buckets/in.c-a/tables/t",
            "/projects/names2/branches/default/buckets/in.c-a/tables/t",
            "/projects/names2%00names1/branches/default/buckets/in.c-a/tables/t",
            "/projects/..%2F..%2F..%2Fetc/branches/default/buckets/x/tables/passwd",
            "/projects/.%2e/stats",
            "/projects/%2e%2e%2fkaraf/stats",
            "//projects/names2",
            "/../../../../etc/passwd",
            "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "/..%2f..%2f..%2f..%2fetc%2fpasswd",
            "/docs/../../../../etc/passwd",
            "/docs/..%2f..%2f..%2f..%2fetc%2fpasswd",
            "/docs/%2e%2e/%2e%2e/META-INF/MANIFEST.MF",
            "/docs//etc/passwd",
            "/openapi.json/..%2f..%2fetc%2fpasswd",
            "/projects/names1/files/..%2F..%2F..%2Fmetadata.duckdb/download",
            "/projects/names1/api-keys/..%2F..%2Fnames2%2Fapi-keys",
            "projects/names2",
            "/projects/names1|x",
            "/" + "a/".repeat(1_500),
            "/projects/" + "x".repeat(5_000));

    static List<String> hostileTargets() {
        return HOSTILE_TARGETS;
    }

    @ParameterizedTest
    @MethodSource("hostileTargets")
    void hostileRequestLineIsRefusedWhateverTheMethod(String target) {
        for (String method : List.of("GET", "HEAD", "DELETE", "POST", "PUT")) {
            String body = method.startsWith("P") ? "{\"name\":\"evil\",\"limit\":1,\"file_id\":\"x\"}" : "";
            Reply reply = RawHttp.send(eider, mine.key(), method, target, body);
            assertThat(reply.status()).as(method + " " + target).isBetween(400, 499);
            assertThat(reply.headers().firstValue("X-Evil")).isEmpty();
            tellsNothing(reply);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", "{}", "\\", "%", "%zz", "'", "1;2", "1&limit=2&limit=..", "%00"})
    void strangeQueryIsAValueLikeAnyOther(String value) {
        String target = MINE.path() + "/preview?limit=" + value;
        Reply reply = RawHttp.send(eider, mine.key(), "GET", target, "");
        assertThat(reply.status()).isIn(200, 400, 422);
        tellsNothing(reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/projects/names2",
                "http://evil.example/projects/names2",
                "file:///etc/passwd",
                "*"
            })
    void wholeAddressInTheRequestLineOpensNothing(String target) {
        Reply reply = RawHttp.send(eider, mine.key(), "GET", target, "");
        assertThat(reply.status()).isBetween(400, 499);
        tellsNothing(reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../project_names2/staging/x",
                "/etc/passwd",
                "file:///etc/passwd",
                "https://evil.example/x.csv",
                "' OR '1'='1",
                "*",
                "\u0000"
            })
    void importOfAFileByAPathFindsNone(String id) {
        Reply reply = mine.importFile(MINE, id, Map.of());
        assertThat(reply.expect(404).error()).isEqualTo("file_not_found");
        tellsNothing(reply);
    }

    @Test
    void fileOfAnotherProjectIsNotFound() {
        JsonNode files = admin.get("/projects/names2/files").expect(200).json().path("files");
        Reply reply = mine.importFile(MINE, files.path(0).path("id").asText(), Map.of());
        assertThat(reply.expect(404).error()).isEqualTo("file_not_found");
        tellsNothing(reply);
    }

    static Stream<String> hostileNames() {
        return Stream.of(
                "",
                " ",
                ".",
                "..",
                "../x",
                "../../pp",
                "../project_hacked",
                "/etc",
                "/",
                "a/b",
                "a/../b",
                "a\\b",
                "..\\x",
                "a b",
                "a b/c",
                " a",
                "a ",
                "a\n",
                "a\u0000b",
                "a\u202Eb",
                "\uFEFFa",
                "\u00e9",
                "\uFF0E\uFF0E\uFF0F",
                "-x",
                "~",
                "a;b",
                "a'b",
                "a\"b",
                "a`b",
                "a$b",
                "${jndi:ldap://127.0.0.1/x}",
                "$(id)",
                "a%2Fb",
                "%2e%2e",
                "a*",
                "a?",
                "[a]",
                "{a}",
                "a:b",
                "a|b",
                "a&b",
                "a<b",
                "a,b",
                "a=b",
                "a@b",
                "a#b",
                "x'; DROP TABLE projects; --",
                "x\"; ATTACH '/tmp/evil.db'; --");
    }

    private static Reply table(String name) {
        Object columns = List.of(Map.of("name", "id", "type", "INTEGER"));
        return mine.post(buckets() + "/in.c-a/tables", Map.of("name", name, "columns", columns));
    }

    private static void refused(Reply reply, String field, String value) {
        assertThat(reply.expect(400).error()).isEqualTo("invalid_name");
        JsonNode details = reply.json().path("detail").path("details");
        assertThat(details.path("field").asText()).isEqualTo(field);
        assertThat(details.path("value").asText()).isEqualTo(value);
        assertThat(details.path("pattern").asText()).isNotEmpty();
        tellsNothing(reply);
    }

    private static void tellsNothing(Reply reply) {
        assertThat(reply.text())
                .doesNotContain(eider.dataDir().toString(), SECRET, "root:", "java.", "Exception", "\tat ");
    }

    private static String buckets() {
        return "/projects/" + MINE.project() + "/branches/default/buckets";
    }

    private static EiderClient tableWith(TableRef table, String value) {
        EiderClient client = admin.createProject(table.project());
        client.createBucket(table.project(), table.bucket());
        client.createTable(table, List.of("id INTEGER", "v VARCHAR"), List.of("id"));
        client.importCsv(table, "id,v\n1," + value + "\n").expect(200);
        return client;
    }
}
