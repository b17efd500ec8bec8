package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.itests.EiderClient.TableRef;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Section 4 of the storage contract on the built server: what is done there is counted, and no tenant is named. */
class MetricsIT {
    /** Those that belong to workspaces, the PostgreSQL front, the driver and the S3-compatible API are not here. */
    private static final Set<String> NAMES = Set.of(
            "duckdb_api_up",
            "duckdb_api_start_time_seconds",
            "duckdb_api_service_info",
            "duckdb_api_requests_total",
            "duckdb_api_request_duration_seconds",
            "duckdb_api_requests_in_flight",
            "duckdb_operations_total",
            "duckdb_operation_duration_seconds",
            "duckdb_projects_total",
            "duckdb_buckets_total",
            "duckdb_tables_total",
            "duckdb_storage_size_bytes",
            "duckdb_idempotency_cache_misses_total",
            "duckdb_idempotency_cache_hits_total",
            "duckdb_idempotency_cache_size",
            "duckdb_write_queue_depth",
            "duckdb_write_queue_wait_seconds",
            "duckdb_table_lock_acquisitions_total",
            "duckdb_table_lock_wait_seconds",
            "duckdb_table_locks_active",
            "duckdb_branches_total",
            "duckdb_branch_cow_operations_total",
            "duckdb_branch_cow_duration_seconds",
            "duckdb_branch_cow_bytes_total",
            "duckdb_branch_tables_total",
            "duckdb_metadata_queries_total",
            "duckdb_metadata_query_duration_seconds",
            "duckdb_metadata_connections_active",
            "duckdb_import_operations_total",
            "duckdb_import_duration_seconds",
            "duckdb_import_rows_total",
            "duckdb_import_bytes_total",
            "duckdb_export_operations_total",
            "duckdb_export_duration_seconds",
            "duckdb_export_rows_total",
            "duckdb_snapshots_total",
            "duckdb_snapshots_created_total",
            "duckdb_snapshots_restored_total",
            "duckdb_snapshot_create_duration_seconds",
            "duckdb_snapshot_restore_duration_seconds",
            "duckdb_snapshots_size_bytes",
            "duckdb_files_uploads_total",
            "duckdb_files_downloads_total",
            "duckdb_files_upload_bytes_total",
            "duckdb_files_download_bytes_total",
            "duckdb_files_upload_duration_seconds",
            "duckdb_files_staging_count",
            "duckdb_files_total",
            "duckdb_schema_operations_total",
            "duckdb_schema_operation_duration_seconds",
            "duckdb_bucket_shares_total",
            "duckdb_bucket_links_total",
            "duckdb_bucket_sharing_operations_total");

    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) ");

    @Test
    void whatIsDoneIsCountedAndNoTenantNamed() throws Exception {
        try (EiderProcess eider = EiderProcess.configure().start()) {
            work(eider);
            Deadline.await("the gauges are of now", Duration.ofSeconds(20), () -> metrics(eider)
                    .contains("\nduckdb_bucket_links_total 1.0\n"));
            String text = metrics(eider);
            assertThat(names(text)).containsAll(NAMES);
            assertThat(text)
                    .contains("\nduckdb_projects_total 2.0\n")
                    .contains("\nduckdb_branches_total 1.0\n")
                    .contains("\nduckdb_branch_tables_total 1.0\n")
                    .contains("\nduckdb_bucket_shares_total 1.0\n")
                    .contains("\nduckdb_bucket_links_total 1.0\n")
                    .contains("\nduckdb_files_total 2.0\n")
                    .contains("\nduckdb_files_staging_count 1.0\n")
                    .contains("\nduckdb_snapshots_total{type=\"manual\"} 1.0\n")
                    .contains("\nduckdb_snapshots_total{type=\"auto_predrop\"} 1.0\n")
                    .contains("\nduckdb_snapshots_created_total{type=\"manual\",trigger=\"manual\"} 1.0\n")
                    .contains("\nduckdb_snapshots_created_total{type=\"auto_predrop\",trigger=\"predrop\"} 1.0\n")
                    .contains("\nduckdb_snapshots_restored_total 1.0\n")
                    .contains("\nduckdb_branch_cow_operations_total 1.0\n")
                    .contains("\nduckdb_table_locks_active 0.0\n")
                    .contains("\nduckdb_write_queue_depth 0.0\n")
                    .contains("\nduckdb_operations_total{operation=\"import_from_file\",status=\"success\"} 2.0\n")
                    .contains("\nduckdb_operations_total{operation=\"create_table\",status=\"error\"} 1.0\n")
                    .doesNotContain("tenant", "secretly");
        }
    }

    private static void work(EiderProcess eider) {
        EiderClient admin = eider.admin();
        EiderClient client = admin.createProject("tenant1");
        EiderClient other = admin.createProject("tenant2");
        for (int i = 0; i < 2; i++) {
            client.send(client.request("/projects/tenant1/branches/default/buckets")
                            .header("X-Idempotency-Key", "secretly1")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"name\": \"secretly\"}")))
                    .expect(201);
        }
        TableRef table = new TableRef("tenant1", "secretly", "secretlytoo");
        client.createTable(table, List.of("id INTEGER", "v VARCHAR"), List.of("id"));
        Map<String, Object> again =
                Map.of("name", "secretlytoo", "columns", List.of(Map.of("name", "id", "type", "INTEGER")));
        client.post("/projects/tenant1/branches/default/buckets/secretly/tables", again)
                .expect(409);
        String file = client.upload("tenant1", "tenant.csv", "id,v\n1,a\n2,b\n");
        client.importFile(table, file, Map.of()).expect(200);
        client.prepare("tenant1", "never.csv");
        String made = client.post(table.path() + "/export", Map.of("format", "csv"))
                .expect(200)
                .json()
                .path("file_id")
                .asText();
        client.get("/projects/tenant1/files/" + made + "/download").expect(200);
        snapshots(client, table);
        String branch = client.post("/projects/tenant1/branches", Map.of("name", "dev"))
                .expect(201)
                .json()
                .path("id")
                .asText();
        String ofBranch = table.path().replace("/default/", "/" + branch + "/");
        client.post(ofBranch + "/import/file", Map.of("file_id", file, "format", "csv"))
                .expect(200);
        client.post(ofBranch + "/columns", Map.of("name", "w", "type", "INTEGER"))
                .expect(201);
        share(client, other);
    }

    private static void snapshots(EiderClient client, TableRef table) {
        String snapshots = "/projects/tenant1/branches/default/snapshots";
        String snapshot = client.post(snapshots, Map.of("bucket", table.bucket(), "table", table.table()))
                .expect(201)
                .json()
                .path("id")
                .asText();
        client.delete(table.path()).expect(204);
        client.post(snapshots + "/" + snapshot + "/restore", Map.of()).expect(200);
    }

    private static void share(EiderClient client, EiderClient other) {
        client.post("/projects/tenant1/branches/default/buckets/secretly/share", Map.of("target_project_id", "tenant2"))
                .expect(200);
        Map<String, String> link = Map.of("source_project_id", "tenant1", "source_bucket_name", "secretly");
        other.post("/projects/tenant2/branches/default/buckets/linked/link", link)
                .expect(201);
    }

    private static String metrics(EiderProcess eider) {
        return eider.admin().get("/metrics").expect(200).text();
    }

    private static Set<String> names(String text) {
        return TYPE.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }
}
