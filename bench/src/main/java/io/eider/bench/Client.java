package io.eider.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls of the storage contract that are measured, over one connection with one key. Belongs to one thread. */
final class Client implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NOTHING = {};

    private final Connection connection;
    private final int port;
    private final String key;

    Client(int port, String key) throws IOException {
        this.connection = new Connection(port);
        this.port = port;
        this.key = key;
    }

    /** Another connection with the same key. */
    Client another() throws IOException {
        return new Client(port, key);
    }

    /** Makes a project and gives a client with the project's own key, as its owner uses. */
    Client createProject(String id) throws IOException {
        Reply made = post("/projects", Map.of("id", id)).expect(201);
        return new Client(port, made.json().path("api_key").asText());
    }

    /** Makes a bucket. */
    void createBucket(String project, String bucket) throws IOException {
        post(buckets(project), Map.of("name", bucket)).expect(201);
    }

    /** Makes a table with the columns of {@link CsvFile} and gives its path. */
    String createTable(String project, String bucket, String table) throws IOException {
        List<Map<String, String>> columns = new ArrayList<>();
        CsvFile.COLUMNS.forEach((name, type) -> columns.add(Map.of("name", name, "type", type)));
        String tables = buckets(project) + "/" + bucket + "/tables";
        post(tables, Map.of("name", table, "columns", columns, "primary_key", List.of(CsvFile.KEY)))
                .expect(201);
        return tables + "/" + table;
    }

    /** Makes project, bucket and table of these names; gives the table's path. */
    String createAll(String project, String bucket, String table) throws IOException {
        createBucket(project, bucket);
        return createTable(project, bucket, table);
    }

    /** Announces an upload and gives its key. */
    String prepare(String project) throws IOException {
        return post("/projects/" + project + "/files/prepare", Map.of("filename", "rows.csv"))
                .expect(200)
                .json()
                .path("upload_key")
                .asText();
    }

    /** Sends the bytes of an announced upload. */
    void send(String project, String uploadKey, Path file) throws IOException {
        connection
                .sendFile("/projects/" + project + "/files/upload/" + uploadKey, key, file)
                .expect(200);
    }

    /** Uploads a file in its three stages and gives its id. */
    String upload(String project, Path file) throws IOException {
        String uploadKey = prepare(project);
        send(project, uploadKey, file);
        return post("/projects/" + project + "/files", Map.of("upload_key", uploadKey))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    /** Loads an uploaded file in place of the rows of a table; gives the number of rows after it. */
    long importFile(String table, String fileId) throws IOException {
        return post(table + "/import/file", Map.of("file_id", fileId))
                .expect(200)
                .json()
                .path("table_rows_after")
                .asLong();
    }

    /** Loads an uploaded file over the rows of a table that have its keys; gives the number of rows after it. */
    long importMore(String table, String fileId) throws IOException {
        return post(table + "/import/file", Map.of("file_id", fileId, "import_options", Map.of("incremental", true)))
                .expect(200)
                .json()
                .path("table_rows_after")
                .asLong();
    }

    /** Makes a table with these columns and gives its path. */
    String createTable(String project, String bucket, String table, Map<String, String> types) throws IOException {
        List<Map<String, String>> columns = new ArrayList<>();
        types.forEach((name, type) -> columns.add(Map.of("name", name, "type", type)));
        String tables = buckets(project) + "/" + bucket + "/tables";
        post(tables, Map.of("name", table, "columns", columns)).expect(201);
        return tables + "/" + table;
    }

    /** Loads an uploaded Parquet file in place of the rows of a table; gives the number of rows after it. */
    long importParquet(String table, String fileId) throws IOException {
        return post(table + "/import/file", Map.of("file_id", fileId, "format", "parquet"))
                .expect(200)
                .json()
                .path("table_rows_after")
                .asLong();
    }

    /** Makes a workspace and gives its path. */
    String createWorkspace(String project) throws IOException {
        String workspaces = "/projects/" + project + "/workspaces";
        Reply made = post(workspaces, Map.of("name", "bench")).expect(201);
        return workspaces + "/" + made.json().path("id").asText();
    }

    /** Makes a workspace and gives what its answer has under {@code connection}: how PostgreSQL's clients get in. */
    JsonNode createWorkspaceAccess(String project) throws IOException {
        return post("/projects/" + project + "/workspaces", Map.of("name", "bench-access"))
                .expect(201)
                .json()
                .path("connection");
    }

    /** Opens a session of a workspace and gives its id. */
    String openSession(String workspace) throws IOException {
        return post(workspace + "/sessions", Map.of())
                .expect(201)
                .json()
                .path("session_id")
                .asText();
    }

    /** A query as it is on the wire. */
    byte[] query(String workspace, String session, String sql, String accept) throws IOException {
        Map<String, Object> body = session.isEmpty() ? Map.of("sql", sql) : Map.of("sql", sql, "session_id", session);
        return Connection.request("POST", workspace + "/query", key, JSON.writeValueAsBytes(body), accept);
    }

    /** Sends what {@link #query} made and throws the answer away; gives its length. */
    long drain(byte[] request) throws IOException {
        return connection.drain(request);
    }

    /** Takes a snapshot and gives its path. */
    String snapshot(String project, String bucket, String table) throws IOException {
        String snapshots = "/projects/" + project + "/branches/default/snapshots";
        Reply taken = post(snapshots, Map.of("bucket", bucket, "table", table)).expect(201);
        return snapshots + "/" + taken.json().path("id").asText();
    }

    /** Restores a snapshot in place. */
    void restore(String snapshot) throws IOException {
        post(snapshot + "/restore", Map.of()).expect(200);
    }

    /** Makes a dev branch and gives its id. */
    String createBranch(String project, String name) throws IOException {
        return post("/projects/" + project + "/branches", Map.of("name", name))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    /** Deletes the rows that a filter finds. */
    void deleteRows(String table, String where) throws IOException {
        byte[] body = JSON.writeValueAsBytes(Map.of("where_clause", where));
        connection
                .send(Connection.request("DELETE", table + "/rows", key, body))
                .expect(200);
    }

    /** The basic profile of a table. */
    void profile(String table) throws IOException {
        post(table + "/profile", Map.of()).expect(200);
    }

    /** A GET of this path as it is on the wire. */
    byte[] getRequest(String path) {
        return Connection.request("GET", path, key, NOTHING);
    }

    /** Sends what {@link #getRequest} made. */
    Reply send(byte[] request) throws IOException {
        return connection.send(request);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    Reply post(String path, Object body) throws IOException {
        return connection.send(Connection.request("POST", path, key, JSON.writeValueAsBytes(body)));
    }

    /** As {@link #post}, and waits until the work is done. */
    Reply postAndWait(String path, Object body) throws IOException {
        return connection.send(Connection.waiting("POST", path, key, JSON.writeValueAsBytes(body)));
    }

    /** A value as JSON. */
    static String text(Object value) throws IOException {
        return JSON.writeValueAsString(value);
    }

    private static String buckets(String project) {
        return "/projects/" + project + "/branches/default/buckets";
    }
}
