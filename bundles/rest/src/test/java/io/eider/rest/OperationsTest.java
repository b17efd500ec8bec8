package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.eider.api.auth.NewApiKey;
import io.eider.api.auth.Operation;
import io.eider.api.auth.Scope;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.OperationRecord;
import io.eider.api.storage.OperationRecord.Status;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.ws.rs.core.MultivaluedHashMap;
import javax.ws.rs.core.MultivaluedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsTest {
    private static final String TABLES = "/projects/p1/branches/default/buckets/in_c_a/tables";
    private static final String LOG = "/projects/p1/operations";

    @TempDir
    Path root;

    private RestServer server;
    private List<OperationRecord> records;

    @BeforeEach
    void start() throws Exception {
        server = new RestServer(root);
        server.createTable();
        records = server.storage.operations.records;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void creationsSayWhatWasMade() throws Exception {
        server.post("/projects/p1/api-keys", MemoryAuth.ADMIN, "{\"description\":\"d\"}");
        assertThat(records)
                .extracting(r -> r.operation() + " " + r.resourceType() + " "
                        + r.resourceId().orElse("-"))
                .containsExactly(
                        "create_project project p1",
                        "create_bucket bucket in_c_a",
                        "create_table table in_c_a.t",
                        "create_api_key api_key key_1");
        assertThat(records).allSatisfy(record -> {
            assertThat(record.status()).isEqualTo(Status.SUCCESS);
            assertThat(record.project()).isEqualTo(new ProjectId("p1"));
            assertThat(record.errorMessage()).isEmpty();
            assertThat(record.details()).isEmpty();
        });
    }

    @Test
    void requestWithAnIdempotencyKeyIsLoggedOnceAndLikeAnyOther() throws Exception {
        records.clear();
        for (int i = 0; i < 2; i++) {
            withKey("made", "/projects/p1/api-keys", "{\"description\":\"d\"}");
            withKey("failed", "/projects", "{\"id\":\"p1\"}");
        }
        assertThat(records)
                .extracting(r -> r.operation() + " " + r.resourceId().orElse("-") + " " + r.status())
                .containsExactly("create_api_key key_1 SUCCESS", "create_project p1 FAILED");
        assertThat(records.get(1).errorMessage())
                .hasValueSatisfying(text -> assertThat(text).contains("p1"));
    }

    private void withKey(String key, String path, String body) throws Exception {
        server.send(server.request(path)
                .header("Authorization", "Bearer " + MemoryAuth.ADMIN)
                .header("X-Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void everyLoggedEndpointLeavesOneRow() throws Exception {
        for (Endpoint endpoint : new Endpoints(EiderApplication.RESOURCES).all()) {
            if (endpoint.place() != Secured.Place.PATH) {
                continue; // there is no setting of a bucket here, and no migration: OntologyServerIT, OntologyIT
            }
            records.clear();
            HttpRequest.Builder request = server.request(path(endpoint.template()))
                    .header("Authorization", "Bearer " + MemoryAuth.ADMIN)
                    .header("Content-Type", "application/json")
                    .method(
                            endpoint.httpMethod(),
                            HttpRequest.BodyPublishers.ofString("{\"id\":\"p1\",\"name\":\"t\"}"));
            HttpResponse<String> answer = server.send(request);
            List<String> expected = endpoint.operation().resourceType().isPresent()
                    ? List.of(endpoint.operation().logName())
                    : List.of();
            assertThat(records)
                    .as("%s %s", endpoint.httpMethod(), endpoint.template())
                    .extracting(OperationRecord::operation)
                    .isEqualTo(expected);
            assertThat(records).allSatisfy(record -> assertThat(record.status() == Status.SUCCESS)
                    .isEqualTo(answer.statusCode() < 400));
        }
    }

    private static String path(String template) {
        return template.replace("{project_id}", "p1")
                .replace("{branch_id}", "default")
                .replaceAll("\\{[^}]*}", "x");
    }

    @Test
    void everyLoggedOperationHasARuleForItsThing() {
        MultivaluedMap<String, String> path = new MultivaluedHashMap<>();
        for (String name : List.of("project", "branch", "key", "file", "snapshot", "workspace")) {
            path.add(name + "_id", name);
        }
        path.add("bucket_name", "b");
        path.add("table_name", "t");
        path.add("column", "c");
        path.add("object_name", "o");
        Stream<Operation> logged =
                Arrays.stream(Operation.values()).filter(o -> o.resourceType().isPresent());
        assertThat(logged.map(operation ->
                        new LogEntry(operation, path, JsonNodeFactory.instance.missingNode(), null).resourceId()))
                .allSatisfy(id -> assertThat(id).isPresent());
    }

    @Test
    void branchOtherThanTheDefaultIsInTheDetails() throws Exception {
        server.post("/projects/p1/branches/0123abcd/buckets", MemoryAuth.ADMIN, "{\"name\":\"b\"}");
        OperationRecord last = records.get(records.size() - 1);
        assertThat(last.details()).isEqualTo(java.util.Map.of("branch_id", "0123abcd"));
        assertThat(last.status()).isEqualTo(Status.FAILED);
        assertThat(last.errorMessage()).contains("Branch 0123abcd not found in project p1");
    }

    @Test
    void failureTellsWhatTheClientWasTold() throws Exception {
        server.storage.fault = new IllegalStateException("secret");
        server.post(TABLES, MemoryAuth.ADMIN, "{\"name\":\"u\",\"columns\":[{\"name\":\"a\",\"type\":\"INTEGER\"}]}");
        server.post(TABLES, MemoryAuth.ADMIN, "{\"name\":\"u\"}");
        server.post(TABLES, MemoryAuth.ADMIN, "{");
        List<OperationRecord> failed = records.subList(records.size() - 3, records.size());
        assertThat(failed).extracting(OperationRecord::status).containsOnly(Status.FAILED);
        assertThat(failed)
                .extracting(r -> r.errorMessage().orElseThrow())
                .satisfiesExactly(
                        unforeseen -> assertThat(unforeseen).isEqualTo("An internal error occurred"),
                        missing -> assertThat(missing).isEqualTo("body.columns: Field required"),
                        broken -> assertThat(broken).contains("JSON decode error"));
        assertThat(failed)
                .extracting(r -> r.resourceId().orElseThrow())
                .containsExactly("in_c_a.u", "in_c_a.u", "in_c_a");
    }

    @Test
    void whoIsRefusedLeavesNothing() throws Exception {
        records.clear();
        String reader = key(Scope.BRANCH_READ, Optional.of(BranchId.DEFAULT));
        assertThat(server.post(TABLES, reader, "{\"name\":\"u\"}").statusCode()).isEqualTo(403);
        assertThat(server.post(TABLES, "nobody", "{\"name\":\"u\"}").statusCode())
                .isEqualTo(403);
        assertThat(server.get(TABLES, reader).statusCode()).isEqualTo(200);
        assertThat(server.get(LOG, reader).statusCode()).isEqualTo(403);
        assertThat(records).isEmpty();
    }

    @Test
    void requestIdAndDurationAreThoseOfTheRequest() throws Exception {
        server.send(server.request("/projects/p1")
                .header("Authorization", "Bearer " + MemoryAuth.ADMIN)
                .header("X-Request-ID", "mine-1")
                .DELETE());
        OperationRecord last = records.get(records.size() - 1);
        assertThat(last.requestId()).isEqualTo("mine-1");
        assertThat(last.duration()).isPositive();
        assertThat(last.at()).isBefore(Instant.now());
    }

    @Test
    void listHasTheFormOfTheWire() throws Exception {
        JsonNode body = new ObjectMapper()
                .readTree(
                        server.get(LOG + "?limit=3&offset=1", MemoryAuth.ADMIN).body());
        assertThat(body.path("total").asInt()).isEqualTo(3);
        JsonNode row = body.path("operations").path(0);
        assertThat(row.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "timestamp",
                        "request_id",
                        "project_id",
                        "operation",
                        "resource_type",
                        "resource_id",
                        "details",
                        "duration_ms",
                        "status",
                        "error_message");
        assertThat(row.path("operation").asText()).isEqualTo("create_table");
        assertThat(row.path("details").isObject()).isTrue();
        assertThat(server.storage.operations.page.limit()).isEqualTo(3);
        assertThat(server.storage.operations.page.offset()).isEqualTo(1);
    }

    @Test
    void filtersReachTheLog() throws Exception {
        String query = "?operation=create_table&status=failed&resource_type=table&resource_id=b.t&request_id=r"
                + "&since=2026-11-21T03:53:52Z&until=2026-11-21T05:53:52.5+01:00";
        assertThat(server.get(LOG + query, MemoryAuth.ADMIN).statusCode()).isEqualTo(200);
        var filter = server.storage.operations.filter;
        assertThat(filter.operation()).contains("create_table");
        assertThat(filter.status()).contains(Status.FAILED);
        assertThat(filter.resourceType()).contains("table");
        assertThat(filter.resourceId()).contains("b.t");
        assertThat(filter.requestId()).contains("r");
        assertThat(filter.since()).contains(Instant.parse("2026-11-21T03:53:52Z"));
        assertThat(filter.until()).contains(Instant.parse("2026-11-21T04:53:52.500Z"));
    }

    @Test
    void badFiltersAreAllNamed() throws Exception {
        HttpResponse<String> answer = server.get(
                LOG + "?status=odd&since=yesterday&until=%2B99999-01-01T00:00:00Z&limit=0&offset=-1", MemoryAuth.ADMIN);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"status\"", "\"since\"", "\"until\"", "\"limit\"", "\"offset\"");
        HttpResponse<String> missing = server.get("/projects/p2/operations", MemoryAuth.ADMIN);
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("project_not_found");
    }

    private String key(Scope scope, Optional<BranchId> branch) {
        return server.auth
                .issue(new NewApiKey(new ProjectId("p1"), scope, branch, "test", Optional.empty()))
                .secret();
    }
}
