package io.eider.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The main job of the server on a shipped file: a project, a table, an upload, an import, a preview, an export. Each call is
 * shown as a line that the reader can repeat.
 */
final class Demo {
    private static final int SHOWN = 1_200;
    private static final String COLUMNS = String.join(
            ",",
            column("id", "INTEGER"),
            column("customer", "VARCHAR"),
            column("country", "VARCHAR"),
            column("product", "VARCHAR"),
            column("quantity", "INTEGER"),
            column("unit_price", "DECIMAL(10,2)"),
            column("ordered_at", "TIMESTAMP"),
            column("note", "VARCHAR"));

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> variables = new HashMap<>();
    private final Path file;
    private final PrintStream out;

    /**
     * For a server that is ready.
     *
     * @param file the CSV file to load
     */
    Demo(URI base, String adminKey, Path file, PrintStream out) {
        this.file = file;
        this.out = out;
        variables.put("EIDER", base.toString());
        variables.put("ADMIN_KEY", adminKey);
    }

    /**
     * Runs all steps.
     *
     * @throws StartFailure if the server answers otherwise than it should
     */
    void run() throws InterruptedException {
        try {
            out.println();
            out.println(
                    "The demonstration: each call as a line to repeat, its status and the beginning of its answer.");
            export("EIDER");
            export("ADMIN_KEY");
            String project = freeProject();
            String root = "/projects/" + project;
            String bucket = root + "/branches/default/buckets";
            String table = bucket + "/in_c_shop/tables/orders";
            createTable(project, bucket);
            load(root, table);
            show("Look at the first rows", Curl.get(table + "/preview?limit=3", "PROJECT_KEY"), 200);
            export(root, table);
            out.println();
            out.println("The server goes on; " + variables.get("EIDER") + "/docs shows all calls. Ctrl-C ends it.");
        } catch (IOException e) {
            throw new StartFailure("the demonstration was cut off: " + e, e);
        }
    }

    private void createTable(String project, String bucket) throws IOException, InterruptedException {
        show(
                "Create a project; its own key comes with the answer, once",
                Curl.post("/projects", "ADMIN_KEY", "{\"id\":\"" + project + "\",\"name\":\"Demonstration\"}"),
                201);
        remember("PROJECT_KEY", "api_key");
        show("Create a bucket in it", Curl.post(bucket, "PROJECT_KEY", "{\"name\":\"in_c_shop\"}"), 201);
        String definition = "{\"name\":\"orders\",\"columns\":[" + COLUMNS + "],\"primary_key\":[\"id\"]}";
        show("Create a table in it", Curl.post(bucket + "/in_c_shop/tables", "PROJECT_KEY", definition), 201);
    }

    private void load(String root, String table) throws IOException, InterruptedException {
        show(
                "Announce an upload",
                Curl.post(root + "/files/prepare", "PROJECT_KEY", "{\"filename\":\"orders.csv\"}"),
                200);
        remember("UPLOAD_KEY", "upload_key");
        show("Upload the file", Curl.upload(root + "/files/upload/$UPLOAD_KEY", "PROJECT_KEY", file), 200);
        show("Register it", Curl.post(root + "/files", "PROJECT_KEY", "{\"upload_key\":\"$UPLOAD_KEY\"}"), 201);
        remember("FILE_ID", "id");
        show("Import it", Curl.post(table + "/import/file", "PROJECT_KEY", "{\"file_id\":\"$FILE_ID\"}"), 200);
    }

    private void export(String root, String table) throws IOException, InterruptedException {
        show(
                "Export the table to Parquet",
                Curl.post(table + "/export", "PROJECT_KEY", "{\"format\":\"parquet\",\"compression\":\"zstd\"}"),
                200);
        remember("EXPORT_ID", "file_id");
        Curl download = Curl.get(root + "/files/$EXPORT_ID/download", "PROJECT_KEY");
        title("Take it out", download.line() + " -o orders.parquet");
        HttpResponse<byte[]> response = http.send(download.request(variables), BodyHandlers.ofByteArray());
        expect(200, response.statusCode(), "");
        String magic = new String(response.body(), 0, Math.min(4, response.body().length), StandardCharsets.US_ASCII);
        out.println(response.statusCode() + " " + response.body().length + " bytes, beginning with " + magic);
    }

    /** A project id that is not taken: demo, demo2, demo3 … */
    private String freeProject() throws IOException, InterruptedException {
        for (int i = 1; ; i++) {
            String project = i == 1 ? "demo" : "demo" + i;
            Curl call = Curl.get("/projects/" + project, "ADMIN_KEY");
            int status = http.send(call.request(variables), BodyHandlers.discarding())
                    .statusCode();
            if (status == 404) {
                return project;
            }
            expect(200, status, "the admin key is not this server's?");
        }
    }

    private void show(String title, Curl call, int expected) throws IOException, InterruptedException {
        title(title, call.line());
        HttpResponse<String> response = http.send(call.request(variables), BodyHandlers.ofString());
        String body = response.body().strip();
        expect(expected, response.statusCode(), body);
        variables.put("ANSWER", body);
        out.println(response.statusCode() + " " + (body.length() > SHOWN ? body.substring(0, SHOWN) + " …" : body));
    }

    private void title(String title, String line) {
        out.println();
        out.println("# " + title);
        out.println(line);
    }

    private void remember(String variable, String field) {
        Matcher found =
                Pattern.compile("\"%s\"\\s*:\\s*\"([^\"]+)\"".formatted(field)).matcher(variables.get("ANSWER"));
        if (!found.find()) {
            throw new StartFailure("the demonstration found no " + field + " in the last answer");
        }
        variables.put(variable, found.group(1));
        export(variable);
    }

    private void export(String variable) {
        out.println("export " + variable + "=" + variables.get(variable));
    }

    private static void expect(int expected, int status, String body) {
        if (status != expected) {
            throw new StartFailure("the demonstration expected status " + expected + ", got " + status + " " + body);
        }
    }

    private static String column(String name, String type) {
        return "{\"name\":\"%s\",\"type\":\"%s\"}".formatted(name, type);
    }
}
