package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {
    private static final String BUCKETS = "/projects/{project_id}/branches/{branch_id}/buckets";
    private static final String TABLE = BUCKETS + "/{bucket_name}/tables/{table_name}";

    private static final String WORKSPACE = "/projects/{project_id}/workspaces/{workspace_id}";

    @TempDir
    static Path root;

    private static RestServer server;

    @BeforeAll
    static void start() {
        server = new RestServer(root);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void documentIsValidAndHasTheContractsPaths() throws Exception {
        SwaggerParseResult parsed = parsed();
        assertThat(parsed.getMessages()).isNullOrEmpty();
        assertThat(parsed.getOpenAPI().getInfo().getTitle()).isEqualTo("DuckDB Storage API");
        assertThat(parsed.getOpenAPI().getInfo().getVersion()).isEqualTo("0.1.0");
        assertThat(parsed.getOpenAPI().getPaths().keySet())
                .filteredOn(path -> !path.contains("/workspaces") && !path.contains("/ontology"))
                .filteredOn(path -> !path.matches("/(ops|admin|monitoring)/.*"))
                .containsExactlyInAnyOrder(
                        "/",
                        "/health",
                        "/health/live",
                        "/health/ready",
                        "/backend/init",
                        "/backend/remove",
                        "/metrics",
                        "/projects",
                        "/projects/{project_id}",
                        "/projects/{project_id}/stats",
                        "/projects/{project_id}/api-keys",
                        "/projects/{project_id}/api-keys/{key_id}",
                        "/projects/{project_id}/api-keys/{key_id}/rotate",
                        BUCKETS,
                        BUCKETS + "/{bucket_name}",
                        BUCKETS + "/{bucket_name}/tables",
                        TABLE,
                        TABLE + "/preview",
                        TABLE + "/import/file",
                        TABLE + "/export",
                        "/projects/{project_id}/files",
                        "/projects/{project_id}/files/prepare",
                        "/projects/{project_id}/files/upload/{upload_key}",
                        "/projects/{project_id}/files/{file_id}",
                        "/projects/{project_id}/files/{file_id}/download",
                        "/projects/{project_id}/branches",
                        "/projects/{project_id}/branches/{branch_id}",
                        "/projects/{project_id}/branches/{branch_id}/merge",
                        "/projects/{project_id}/branches/{branch_id}/tables/{bucket_name}/{table_name}/pull",
                        BUCKETS + "/{bucket_name}/share",
                        BUCKETS + "/{bucket_name}/link",
                        BUCKETS + "/{bucket_name}/grant-readonly",
                        "/projects/{project_id}/shared-buckets",
                        "/projects/{project_id}/branches/{branch_id}/snapshots",
                        "/projects/{project_id}/branches/{branch_id}/snapshots/{snapshot_id}",
                        "/projects/{project_id}/branches/{branch_id}/snapshots/{snapshot_id}/restore",
                        "/projects/{project_id}/branches/{branch_id}/snapshots/{snapshot_id}/export",
                        "/projects/{project_id}/settings/snapshots",
                        BUCKETS + "/{bucket_name}/settings/snapshots",
                        TABLE + "/settings/snapshots",
                        TABLE + "/columns",
                        TABLE + "/columns/{column}",
                        TABLE + "/primary-key",
                        TABLE + "/rows",
                        TABLE + "/truncate",
                        TABLE + "/profile",
                        "/projects/{project_id}/operations");
    }

    @Test
    void documentHasThePathsOfWorkspaces() throws Exception {
        assertThat(parsed().getOpenAPI().getPaths().keySet())
                .filteredOn(path -> path.contains("/workspaces"))
                .containsExactlyInAnyOrder(
                        WORKSPACE.replace("/{workspace_id}", ""),
                        WORKSPACE,
                        WORKSPACE + "/clear",
                        WORKSPACE + "/objects/{object_name}",
                        WORKSPACE + "/load",
                        WORKSPACE + "/unload",
                        WORKSPACE + "/query",
                        WORKSPACE + "/credentials/reset",
                        WORKSPACE + "/sessions",
                        WORKSPACE + "/sessions/{session_id}",
                        WORKSPACE + "/sessions/{session_id}/cancel",
                        "/projects/{project_id}/branches/{branch_id}/workspaces",
                        "/projects/{project_id}/branches/{branch_id}/workspaces/{workspace_id}");
    }

    @Test
    void everyOperationHasItsNameSuccessAndErrors() throws Exception {
        OpenAPI api = parsed().getOpenAPI();
        List<Operation> operations = api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .toList();
        assertThat(operations).hasSizeGreaterThan(60);
        assertThat(operations.stream().map(Operation::getOperationId)).doesNotHaveDuplicates();
        assertThat(operations).allSatisfy(operation -> {
            assertThat(operation.getSummary()).isNotBlank();
            assertThat(operation.getResponses().keySet())
                    .contains("500", "503")
                    .anyMatch(status -> status.startsWith("2"))
                    .doesNotContain("default");
        });
        assertThat(api.getComponents().getSecuritySchemes().get("BearerAuth").getType())
                .isEqualTo(SecurityScheme.Type.HTTP);
    }

    @Test
    void everyOperationNamesTheRuleThatIsEnforced() throws Exception {
        OpenAPI api = parsed().getOpenAPI();
        int found = 0;
        for (Endpoint endpoint : new Endpoints(EiderApplication.RESOURCES).all()) {
            PathItem path = api.getPaths().get(endpoint.template());
            Operation described = path == null
                    ? null
                    : path.readOperationsMap().get(PathItem.HttpMethod.valueOf(endpoint.httpMethod()));
            if (described == null) {
                assertThat(endpoint.operation().isPublic()
                                || endpoint.httpMethod().equals("HEAD"))
                        .as("only open operations and HEAD may be hidden: " + endpoint)
                        .isTrue();
                continue;
            }
            assertThat(described.getExtensions())
                    .as(endpoint.toString())
                    .containsEntry("x-eider-operation", endpoint.operation().name());
            found++;
        }
        assertThat(api.getPaths().values().stream()
                        .mapToInt(path -> path.readOperations().size())
                        .sum())
                .isEqualTo(found);
    }

    @Test
    void scopeOfAnOperationIsTheLeastThatOpensIt() throws Exception {
        OpenAPI api = parsed().getOpenAPI();
        assertThat(scope(api.getPaths().get("/health").getGet())).isEqualTo("none");
        assertThat(scope(api.getPaths().get("/projects").getPost())).isEqualTo("server_admin");
        assertThat(scope(api.getPaths().get(TABLE).getGet())).isEqualTo("branch_read");
        assertThat(scope(api.getPaths().get(TABLE).getDelete())).isEqualTo("branch_admin");
        assertThat(scope(api.getPaths().get("/projects/{project_id}").getPut())).isEqualTo("project_admin");
    }

    private static Object scope(Operation operation) {
        return operation.getExtensions().get("x-eider-scope");
    }

    @Test
    void schemasAreThoseOfTheWire() throws Exception {
        OpenAPI api = parsed().getOpenAPI();
        assertThat(schema(api, "TableCreate").getRequired()).containsExactlyInAnyOrder("name", "columns");
        assertThat(schema(api, "ColumnDefinition").getProperties())
                .containsOnlyKeys("name", "type", "nullable", "default");
        assertThat(schema(api, "ProjectCreateResponse").getProperties()).containsKeys("id", "db_path", "api_key");
        Operation create = api.getPaths().get("/projects").getPost();
        assertThat(create.getResponses()).containsKey("201");
        assertThat(create.getRequestBody().getContent()).containsOnlyKeys("application/json");
        assertThat(create.getSecurity()).isNotEmpty();
        assertThat(api.getPaths().get("/health").getGet().getSecurity()).isNull();
        assertThat(api.getPaths().get("/projects/{project_id}").getDelete().getResponses())
                .containsKey("204");
        Operation upload = api.getPaths()
                .get("/projects/{project_id}/files/upload/{upload_key}")
                .getPost();
        assertThat(upload.getRequestBody().getContent()).containsOnlyKeys("multipart/form-data");
    }

    private static Schema<?> schema(OpenAPI api, String name) {
        return api.getComponents().getSchemas().get(name);
    }

    private static SwaggerParseResult parsed() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/openapi.json"));
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        return new OpenAPIV3Parser().readContents(answer.body());
    }

    @Test
    void docsPageLoadsOnlyWhatThisServerHas() throws Exception {
        HttpResponse<String> page = server.send(server.request("/docs"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'");
        Matcher links = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(page.body());
        int found = 0;
        while (links.find()) {
            HttpResponse<String> asset = server.send(server.request(links.group(1)));
            assertThat(asset.statusCode()).as(links.group(1)).isEqualTo(200);
            String tag = asset.headers().firstValue("etag").orElseThrow();
            assertThat(server.send(server.request(links.group(1)).header("If-None-Match", tag))
                            .statusCode())
                    .isEqualTo(304);
            found++;
        }
        assertThat(found).isEqualTo(4);
        assertThat(server.send(server.request("/docs/none.js")).statusCode()).isEqualTo(404);
    }

    @Test
    void docsCanBeSwitchedOff(@TempDir Path other) throws Exception {
        try (RestServer closed = new RestServer(other, RestServer.settings(false, 10_000, false))) {
            assertThat(closed.send(closed.request("/docs")).statusCode()).isEqualTo(404);
            assertThat(closed.send(closed.request("/")).body()).endsWith("\"docs\":null}");
        }
    }

    @Test
    void debugShowsTheTextOfAFault(@TempDir Path other) throws Exception {
        try (RestServer open = new RestServer(other, RestServer.settings(true, 10_000, false))) {
            open.storage.fault = new IllegalStateException("the text");
            assertThat(open.get("/projects/p1", MemoryAuth.ADMIN).body()).contains("the text");
        }
    }
}
