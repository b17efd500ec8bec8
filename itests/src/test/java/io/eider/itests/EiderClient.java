package io.eider.itests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Talks to the REST listener with one key. Thread-safe. */
public final class EiderClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI base;
    private final String key;

    /**
     * With a key.
     *
     * @param key of the administrator or of a project; empty for none
     */
    public EiderClient(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** The key that it sends. */
    public String key() {
        return key;
    }

    /** The same with another key. */
    public EiderClient withKey(String other) {
        return new EiderClient(base, other);
    }

    /** Sends a GET. */
    public Reply get(String path) {
        return send(request(path).GET());
    }

    /** Sends a DELETE. */
    public Reply delete(String path) {
        return send(request(path).DELETE());
    }

    /** Sends a POST with a JSON body made of maps, lists and values. */
    public Reply post(String path, Object body) {
        return send(json(path).POST(BodyPublishers.ofString(text(body))));
    }

    /** Sends a PUT with a JSON body. */
    public Reply put(String path, Object body) {
        return send(json(path).PUT(BodyPublishers.ofString(text(body))));
    }

    /** A request to this path with the key, to be completed and given to {@link #send}. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofMinutes(5));
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    /** Sends a request. */
    public Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Creates a project and returns a client with its key. */
    public EiderClient createProject(String project) {
        JsonNode made = post("/projects", Map.of("id", project)).expect(201).json();
        return withKey(made.path("api_key").asText());
    }

    /** Creates a bucket. */
    public void createBucket(String project, String bucket) {
        post(buckets(project), Map.of("name", bucket)).expect(201);
    }

    /** Creates a table; a column is written {@code name type}. */
    public void createTable(TableRef table, List<String> columns, List<String> primaryKey) {
        List<Map<String, String>> described = columns.stream()
                .map(column -> column.split(" ", 2))
                .map(column -> Map.of("name", column[0], "type", column[1]))
                .toList();
        Object body = Map.of("name", table.table(), "columns", described, "primary_key", primaryKey);
        post(buckets(table.project()) + "/" + table.bucket() + "/tables", body).expect(201);
    }

    /** Uploads text as a file and returns the file's id. */
    public String upload(String project, String name, String content) {
        return upload(project, name, BodyPublishers.ofString(content, StandardCharsets.UTF_8));
    }

    /** Uploads a file in the three stages and returns its id. */
    public String upload(String project, String name, Path content) {
        try {
            return upload(project, name, BodyPublishers.ofFile(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends text as the part {@code file} to the address that a preparation gave. */
    public Reply uploadTo(String uploadUrl, String name, String content) {
        return send(multipart(uploadUrl, name, BodyPublishers.ofString(content, StandardCharsets.UTF_8)));
    }

    /** Imports an uploaded file. */
    public Reply importFile(TableRef table, String fileId, Map<String, Object> more) {
        Map<String, Object> body = new java.util.HashMap<>(more);
        body.put("file_id", fileId);
        return post(table.path() + "/import/file", body);
    }

    /** Uploads CSV text and imports it in place of the rows of a table. */
    public Reply importCsv(TableRef table, String csv) {
        return importFile(table, upload(table.project(), table.table() + ".csv", csv), Map.of());
    }

    /** The first rows. */
    public JsonNode preview(TableRef table, int limit) {
        return get(table.path() + "/preview?limit=" + limit).expect(200).json();
    }

    /** The number of rows. */
    public long rowCount(TableRef table) {
        return get(table.path()).expect(200).json().path("row_count").asLong();
    }

    /** Prepares an upload and returns what the server says. */
    public JsonNode prepare(String project, String name) {
        return post("/projects/" + project + "/files/prepare", Map.of("filename", name))
                .expect(200)
                .json();
    }

    /** Uploads a file in the three stages and returns its id. */
    public String upload(String project, String name, BodyPublisher content) {
        JsonNode prepared = prepare(project, name);
        send(multipart(prepared.path("upload_url").asText(), name, content)).expect(200);
        Object body = Map.of("upload_key", prepared.path("upload_key").asText());
        return post("/projects/" + project + "/files", body)
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    /** A POST of one part called {@code file} with this file name. */
    public HttpRequest.Builder multipart(String path, String name, BodyPublisher content) {
        String boundary = "eider-" + UUID.randomUUID();
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString(head), content, BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        return request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body);
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private static String buckets(String project) {
        return "/projects/" + project + "/branches/default/buckets";
    }

    /** JSON made of maps, lists and values. */
    static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A table of the default branch.
     *
     * @param project id
     * @param bucket name
     * @param table name
     */
    public record TableRef(String project, String bucket, String table) {
        /** Its path in the REST interface. */
        public String path() {
            return buckets(project) + "/" + bucket + "/tables/" + table;
        }
    }

    /**
     * An answer.
     *
     * @param status HTTP status
     * @param headers of the answer
     * @param bytes the body
     */
    public record Reply(int status, HttpHeaders headers, byte[] bytes) {
        /** This answer, if it has this status. */
        public Reply expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + ", got " + status + ": " + text());
            }
            return this;
        }

        /** The body as text. */
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The body as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The error code of the usual error body. */
        public String error() {
            return json().path("detail").path("error").asText();
        }
    }
}
