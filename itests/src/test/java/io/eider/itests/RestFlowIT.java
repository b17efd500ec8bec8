package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.itests.EiderClient.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The flow of appendix C of the storage contract, each answer to the letter but for what a server makes up. */
class RestFlowIT {
    private static final String BUCKETS = "/projects/p1/branches/default/buckets";
    private static final String TABLE = BUCKETS + "/in_c_a/tables/t";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00";
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
    private static final String CSV = "id,v\n1,a\n2,b\n3,\n";

    private EiderClient client;

    @Test
    void wholeFlowAnswersToTheLetter() throws Exception {
        try (EiderProcess eider = EiderProcess.configure().start()) {
            client = eider.admin();
            initialise(eider);
            client = createProject();
            createBucketAndTable();
            importFile(uploadFile());
            preview();
            exportAndDownload();
            deleteProject(eider.admin());
        }
    }

    private void initialise(EiderProcess eider) {
        String data = eider.dataDir().toString();
        is(
                client.post("/backend/init", Map.of()).expect(200),
                "{'success':true,'message':'Backend initialized successfully','storage_paths':{'data_dir':'" + data
                        + "','duckdb_dir':'" + data + "/duckdb','files_dir':'" + data + "/files','snapshots_dir':'"
                        + data + "/snapshots'}}");
    }

    private EiderClient createProject() {
        Reply created =
                client.post("/projects", Map.of("id", "p1", "name", "n")).expect(201);
        matches(
                created,
                "{'id':'p1','name':'n','db_path':'project_p1','created_at':'<time>','updated_at':'<time>',"
                        + "'size_bytes':0,'table_count':0,'bucket_count':0,'status':'active','settings':null,"
                        + "'api_key':'<key>'}");
        return client.withKey(created.json().get("api_key").textValue());
    }

    private void createBucketAndTable() {
        is(
                client.post(BUCKETS, Map.of("name", "in_c_a")).expect(201),
                "{'name':'in_c_a','table_count':0,'description':null,'is_linked':false,"
                        + "'source_project_id':null,'source_bucket_name':null}");
        Map<String, Object> table = Map.of(
                "name",
                "t",
                "columns",
                List.of(Map.of("name", "id", "type", "INTEGER"), Map.of("name", "v", "type", "VARCHAR")),
                "primary_key",
                List.of("id"));
        matches(
                client.post(BUCKETS + "/in_c_a/tables", table).expect(201),
                "{'name':'t','bucket':'in_c_a','columns':["
                        + "{'name':'id','type':'INTEGER','nullable':false,'ordinal_position':1},"
                        + "{'name':'v','type':'VARCHAR','nullable':true,'ordinal_position':2}],"
                        + "'row_count':0,'size_bytes':<size>,'primary_key':['id'],'created_at':'<time>','source':'main'}");
    }

    private String uploadFile() throws Exception {
        Reply prepared = client.post(
                        "/projects/p1/files/prepare", Map.of("filename", "a.csv", "content_type", "text/csv"))
                .expect(200);
        String key = prepared.json().get("upload_key").textValue();
        matches(
                prepared,
                "{'upload_key':'<uuid>','upload_url':'/projects/p1/files/upload/" + key + "','expires_at':'<time>'}");
        String sum = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(CSV.getBytes(StandardCharsets.UTF_8)));
        is(
                client.uploadTo(prepared.json().get("upload_url").textValue(), "other.csv", CSV)
                        .expect(200),
                "{'upload_key':'" + key + "','staging_path':'staging/" + key
                        + "_a.csv','size_bytes':16,'checksum_sha256':'" + sum + "'}");
        Reply registered =
                client.post("/projects/p1/files", Map.of("upload_key", key)).expect(201);
        matches(
                registered,
                "{'id':'<uuid>','project_id':'p1','name':'a.csv','path':'project_p1/<day>/<uuid>_a.csv',"
                        + "'size_bytes':16,'content_type':'text/csv','checksum_sha256':'" + sum
                        + "','is_staged':false,'created_at':'<time>','expires_at':null,'tags':<any>}");
        assertThat(client.post("/projects/p1/files", Map.of("upload_key", key)).error())
                .isEqualTo("upload_session_not_found");
        return registered.json().get("id").textValue();
    }

    private void importFile(String file) {
        matches(
                client.post(TABLE + "/import/file", Map.of("file_id", file)).expect(200),
                "{'imported_rows':3,'table_rows_after':3,'table_size_bytes':<size>,'warnings':[]}");
    }

    private void preview() {
        is(
                client.get(TABLE + "/preview?limit=2").expect(200),
                "{'columns':[{'name':'id','type':'INTEGER','nullable':false,'ordinal_position':1},"
                        + "{'name':'v','type':'VARCHAR','nullable':true,'ordinal_position':2}],"
                        + "'rows':[{'id':1,'v':'a'},{'id':2,'v':'b'}],'total_row_count':3,'preview_row_count':2}");
    }

    private void exportAndDownload() {
        Reply parquet = client.post(TABLE + "/export", Map.of("format", "parquet", "compression", "zstd"))
                .expect(200);
        matches(
                parquet,
                "{'file_id':'<uuid>','file_path':'project_p1/<day>/<uuid>_export_t_<stamp>.parquet',"
                        + "'rows_exported':3,'file_size_bytes':<size>}");
        assertThat(download(parquet).text()).startsWith("PAR1").endsWith("PAR1");

        Reply csv = client.post(TABLE + "/export", Map.of()).expect(200);
        Reply bytes = download(csv);
        assertThat(bytes.text()).isEqualTo(CSV);
        assertThat(bytes.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
        assertThat(bytes.headers().firstValue("content-disposition").orElseThrow())
                .matches("attachment; filename=\"export_t_\\d{8}_\\d{6}\\.csv\"");
        Reply file =
                client.get("/projects/p1/files/" + csv.json().get("file_id").textValue());
        assertThat(file.json().get("checksum_sha256").isNull()).isTrue();
        assertThat(file.json().get("tags")).hasSize(2);
        assertThat(file.json().at("/tags/type").textValue()).isEqualTo("export");
        assertThat(file.json().at("/tags/table").textValue()).isEqualTo("in_c_a.t");
    }

    private Reply download(Reply export) {
        String id = export.json().get("file_id").textValue();
        return client.get("/projects/p1/files/" + id + "/download").expect(200);
    }

    private void deleteProject(EiderClient admin) {
        Reply deleted = client.delete("/projects/p1").expect(204);
        assertThat(deleted.bytes()).isEmpty();
        assertThat(deleted.headers().firstValue("content-type")).isEmpty();
        is(
                admin.get("/projects/p1").expect(404),
                "{'detail':{'error':'not_found','message':'Project p1 not found','details':{'project_id':'p1'}}}");
        assertThat(client.get("/projects/p1").status()).isEqualTo(403);
    }

    private static void is(Reply reply, String json) {
        assertThat(reply.text()).isEqualTo(json.replace('\'', '"'));
        assertThat(reply.headers().firstValue("content-type")).hasValue("application/json");
    }

    /** The letter, with a word in angle brackets for what a server makes up. */
    private static void matches(Reply reply, String json) {
        String pattern = Pattern.quote(json.replace('\'', '"'));
        Map<String, String> words = Map.of(
                "<time>", TIME,
                "<uuid>", UUID,
                "<key>", "proj_p1_admin_[0-9a-f]{32}",
                "<size>", "[1-9]\\d*",
                "<day>", "\\d{4}/\\d\\d/\\d\\d",
                "<stamp>", "\\d{8}_\\d{6}",
                "<any>", ".*");
        for (Map.Entry<String, String> word : words.entrySet()) {
            pattern = pattern.replace(word.getKey(), "\\E" + word.getValue() + "\\Q");
        }
        assertThat(reply.text()).matches(pattern);
        assertThat(reply.headers().firstValue("content-type")).hasValue("application/json");
    }
}
