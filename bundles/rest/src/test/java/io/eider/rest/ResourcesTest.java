package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.id.FileId;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.CsvOptions;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.ExportRequest;
import io.eider.api.storage.ImportMode;
import io.eider.api.storage.ImportRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesTest {
    private static final String TABLE = "/projects/p1/branches/default/buckets/in_c_a/tables/t";

    @TempDir
    static Path root;

    private static RestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RestServer(root);
        server.createTable();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void rootTellsWhereToGo() throws Exception {
        assertThat(server.send(server.request("/")).body())
                .isEqualTo("{\"service\":\"DuckDB Storage API\",\"version\":\"0.1.0\",\"health\":\"/health\","
                        + "\"docs\":\"/docs\"}");
    }

    @Test
    void healthHasTheFourDirectories() throws Exception {
        assertThat(server.send(server.request("/health")).body())
                .isEqualTo("{\"status\":\"healthy\",\"version\":\"0.1.0\",\"storage_available\":true,"
                        + "\"details\":{\"data_dir\":true,\"duckdb_dir\":true,\"files_dir\":true,"
                        + "\"snapshots_dir\":true}}");
    }

    @Test
    void backendIsInitialisedAndNeverRemoved() throws Exception {
        HttpResponse<String> init = post("/backend/init", "");
        assertThat(init.statusCode()).isEqualTo(200);
        assertThat(init.body())
                .startsWith("{\"success\":true,\"message\":\"Backend initialized successfully (created: files_dir)\","
                        + "\"storage_paths\":{\"data_dir\":\"" + root + "\"");
        assertThat(post("/backend/remove", "").body())
                .isEqualTo("{\"success\":true,\"message\":\"Backend removal acknowledged (no-op)\","
                        + "\"storage_paths\":null}");
    }

    @Test
    void projectIsMadeWithItsKeyAndDeletedWithIt() throws Exception {
        HttpResponse<String> created =
                post("/projects", "{\"id\":\"p9\",\"name\":\"n\",\"settings\":{\"a\":[1,null]}}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body())
                .startsWith(
                        "{\"id\":\"p9\",\"name\":\"n\",\"db_path\":\"project_p9\","
                                + "\"created_at\":\"2026-11-21T03:53:52.869720+00:00\","
                                + "\"updated_at\":\"2026-11-21T03:53:52.869720+00:00\",\"size_bytes\":0,\"table_count\":0,"
                                + "\"bucket_count\":0,\"status\":\"active\",\"settings\":{\"a\":[1,null]},\"api_key\":\"proj_p9_");
        String key = created.body().replaceAll(".*\"api_key\":\"([^\"]*)\".*", "$1");
        assertThat(server.get("/projects/p9", key).statusCode()).isEqualTo(200);
        HttpResponse<String> again = post("/projects", "{\"id\":\"p9\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body())
                .contains("\"error\":\"project_exists\",\"message\":\"Project p9 already exists\"")
                .contains("\"status\":\"active\"");

        HttpResponse<String> deleted = server.send(server.request("/projects/p9")
                .header("Authorization", "Bearer " + key)
                .DELETE());
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(deleted.headers().firstValue("content-type")).isEmpty();
        assertThat(server.get("/projects/p9", key).statusCode()).isEqualTo(403);
        assertThat(server.get("/projects/p9", MemoryAuth.ADMIN).statusCode()).isEqualTo(404);
    }

    @Test
    void projectIsChangedByWhatTheBodyNames() throws Exception {
        HttpResponse<String> changed = server.send(server.request("/projects/p1")
                .header("Authorization", "Bearer admin")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"settings\":{\"x\":1}}")));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("\"name\":null").contains("\"settings\":{\"x\":1}");
    }

    @Test
    void keysAreMadeShownRotatedAndRevoked() throws Exception {
        HttpResponse<String> made = post("/projects/p1/api-keys", "{\"description\":\"d\",\"expires_in_days\":\"3\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body())
                .contains("\"branch_id\":null")
                .contains("\"scope\":\"project_admin\"")
                .contains("\"expires_at\":\"2026-11-24T03:53:52.869720+00:00\"")
                .contains("\"api_key\":")
                .doesNotContain("is_revoked");
        String id = made.body().replaceAll(".*\"id\":\"([^\"]*)\".*", "$1");
        String path = "/projects/p1/api-keys/" + id;
        assertThat(server.get(path, MemoryAuth.ADMIN).body())
                .contains("\"last_used_at\":null")
                .contains("\"is_revoked\":false")
                .doesNotContain("\"api_key\"");
        assertThat(server.get("/projects/p1/api-keys", MemoryAuth.ADMIN).body())
                .startsWith("{\"api_keys\":[{")
                .contains("\"count\":");
        assertThat(post(path + "/rotate", "").statusCode()).isEqualTo(201);
        assertThat(server.send(server.request(path)
                                .header("Authorization", "Bearer admin")
                                .DELETE())
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void keyOfABranchNeedsTheBranch() throws Exception {
        assertThat(post("/projects/p1/api-keys", "{\"description\":\"d\",\"scope\":\"branch_read\"}")
                        .body())
                .contains("\"error\":\"invalid_request\"");
        assertThat(post(
                                "/projects/p1/api-keys",
                                "{\"description\":\"d\",\"scope\":\"branch_read\",\"branch_id\":\"0123abcd\"}")
                        .body())
                .contains("\"error\":\"branch_not_found\"");
        assertThat(post("/projects/p1/api-keys", "{\"description\":\"d\",\"branch_id\":\"nope\"}")
                        .body())
                .contains("\"error\":\"invalid_request\"");
        assertThat(post(
                                "/projects/p1/api-keys",
                                "{\"description\":\"d\",\"scope\":\"branch_read\",\"branch_id\":\"default\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void importOptionsHaveTheirDefaults() throws Exception {
        String file = file();
        HttpResponse<String> answer = post(TABLE + "/import/file", "{\"file_id\":\"" + file + "\"}");
        assertThat(answer.body())
                .isEqualTo("{\"imported_rows\":3,\"table_rows_after\":3,\"table_size_bytes\":12288,\"warnings\":[]}");
        assertThat(server.storage.imported)
                .isEqualTo(new ImportRequest(
                        new FileId(file),
                        "csv",
                        Optional.empty(),
                        ImportMode.FULL,
                        DedupMode.UPDATE_DUPLICATES,
                        Optional.empty()));
    }

    @Test
    void importOptionsArePassedOn() throws Exception {
        String file = file();
        post(
                TABLE + "/import/file",
                "{\"file_id\":\"" + file + "\",\"csv_options\":{\"delimiter\":\";\",\"header\":false},"
                        + "\"import_options\":{\"incremental\":true,\"dedup_mode\":\"fail_on_duplicates\","
                        + "\"columns\":[\"id\"]}}");
        assertThat(server.storage.imported)
                .isEqualTo(new ImportRequest(
                        new FileId(file),
                        "csv",
                        Optional.of(new CsvOptions(";", "\"", "\\", CsvOptions.Header.ABSENT, "")),
                        ImportMode.INCREMENTAL,
                        DedupMode.FAIL_ON_DUPLICATES,
                        Optional.of(List.of("id"))));
        assertThat(server.meters.values)
                .containsKey("duckdb_import_operations_total[csv, incremental, success]")
                .containsKey("duckdb_import_bytes_total[csv]");
    }

    @Test
    void exportOfLimitZeroHasNoLimit() throws Exception {
        HttpResponse<String> answer = post(TABLE + "/export", "{\"limit\":0,\"where_filter\":\"id > 1\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"rows_exported\":2").contains("\"file_size_bytes\":2");
        assertThat(server.storage.exported)
                .isEqualTo(new ExportRequest(
                        "csv", Optional.empty(), Optional.empty(), Optional.of("id > 1"), OptionalLong.empty()));
        assertThat(post(TABLE + "/export", "{\"limit\":-1}").statusCode()).isEqualTo(422);
        assertThat(post(TABLE + "/export", "").statusCode()).isEqualTo(422);
    }

    private static String file() {
        return ((MemoryFiles) server.storage.files())
                .add(new ProjectId("p1"), "a.csv", new byte[] {1})
                .id()
                .value();
    }

    private static HttpResponse<String> post(String path, String json) throws Exception {
        return server.post(path, MemoryAuth.ADMIN, json);
    }
}
