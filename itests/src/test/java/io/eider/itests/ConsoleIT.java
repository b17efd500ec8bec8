package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eider.itests.EiderClient.TableRef;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the console, over ssh as operators and their scripts use them. */
class ConsoleIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> COLUMNS = List.of("id BIGINT", "name VARCHAR");
    private static EiderProcess eider;
    private static Console console;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        eider = EiderProcess.configure().start();
        console = new Console(eider);
    }

    @AfterAll
    static void stop() {
        console.close();
        eider.close();
    }

    @Test
    void scriptMakesLoadsReadsAndDeletesAProject() throws Exception {
        JsonNode made = json("eider:project-create --json --name Scripted scripted");
        EiderClient owner = eider.admin().withKey(made.path("api_key").asText());
        TableRef orders = ordersOf("scripted");
        Path csv = Files.writeString(directory.resolve("orders.csv"), "name;id\n\u001b[31mred;1\nblue;2\n");
        JsonNode imported = json("eider:import --json --delimiter ';' " + options(orders) + csv);
        assertThat(imported.path("table_rows_after").asLong()).isEqualTo(2);
        assertThat(owner.rowCount(orders)).isEqualTo(2);
        assertThat(json("eider:table-preview --json scripted in.c-sales orders").toString())
                .isEqualTo("[{\"id\":1,\"name\":\"\\u001B[31mred\"},{\"id\":2,\"name\":\"blue\"}]");
        assertThat(run("eider:table-preview scripted in.c-sales orders")).contains("1 | ?[31mred");
        assertThat(run("eider:table-list scripted in.c-sales | grep orders")).hasLineCount(1);
        run("eider:project-delete --force scripted");
        assertThat(owner.get("/projects/scripted").status()).isEqualTo(403);
        assertThat(eider.admin().get("/projects/scripted").status()).isEqualTo(404);
    }

    @Test
    void clientProgramFindsItsServerByTheDataDirectory() throws Exception {
        ProcessBuilder client = new ProcessBuilder(System.getProperty("eider.home") + "/bin/client", "-b");
        client.environment().put("DATA_DIR", eider.dataDir().toString());
        Process process = client.start();
        process.getOutputStream().write("eider:project-list --json\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        assertThat(JSON.readTree(process.getInputStream()).isArray()).isTrue();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void keysMadeAndRevokedHereCountInTheRestInterface() throws Exception {
        eider.admin().createProject("keys");
        JsonNode made = json("eider:key-create --json --days 3 keys");
        EiderClient owner = eider.admin().withKey(made.path("api_key").asText());
        assertThat(owner.get("/projects/keys").status()).isEqualTo(200);
        assertThat(json("eider:key-list --json keys")).hasSize(2);
        assertThat(json("eider:operation-list --json --operation create_project keys"))
                .hasSize(1);
        run("eider:key-revoke --force keys " + made.path("id").asText());
        assertThat(owner.get("/projects/keys").status()).isEqualTo(403);
    }

    @Test
    void errorIsOneLineWithItsName() {
        assertThat(console.run("eider:table-show nobody in.c-sales orders").failed())
                .isEqualTo("Error: project_not_found: Project nobody not found");
        assertThat(console.run("eider:project-create ../x").failed())
                .startsWith("Error: invalid_name: ")
                .hasLineCount(1);
        assertThat(console.run("eider:import --project p --bucket b --table t /no/file.csv")
                        .failed())
                .isEqualTo("Error: /no/file.csv is no file that can be read");
    }

    @Test
    void nothingIsDestroyedWithoutAYes() throws Exception {
        eider.admin().createProject("kept");
        assertThat(console.run("eider:project-delete kept").failed()).contains("say --force");
        try (ConsoleShell shell = console.shell()) {
            shell.type("eider:project-delete kept\r");
            shell.await("(y/N)");
            shell.type("n\r");
            shell.await("Error: cancelled; nothing was changed");
            assertThat(eider.admin().get("/projects/kept").status()).isEqualTo(200);
            shell.type("eider:project-delete kept\r");
            shell.await("(y/N)");
            shell.type("y\r");
            shell.await("Deleted project kept.");
        }
        assertThat(eider.admin().get("/projects/kept").status()).isEqualTo(404);
    }

    @Test
    void idsAreCompleted() throws Exception {
        eider.admin().createProject("complete-me");
        ordersOf("complete-me");
        try (ConsoleShell shell = console.shell()) {
            shell.type("eider:table-show complete-\t");
            shell.await("complete-me");
            shell.type("in.c\t");
            shell.await("in.c-sales");
            shell.type("ord\t");
            shell.await("orders");
            shell.type("\r");
            shell.await("in.c-sales.orders: 0 rows");
        }
    }

    @Test
    void interruptedImportLeavesNothing() throws Exception {
        eider.admin().createProject("interrupted");
        TableRef orders = ordersOf("interrupted");
        Path csv = bigCsv();
        try (ConsoleShell shell = console.shell()) {
            shell.type("eider:import " + options(orders) + csv + "\r");
            shell.await("Uploading");
            shell.type("\u0003");
            shell.await("Cancelled; nothing was changed");
        }
        assertThat(eider.admin().rowCount(orders)).isZero();
        assertThat(eider.admin()
                        .get("/projects/interrupted/files")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(filesBelow(eider.dataDir().resolve("files/project_interrupted")))
                .isEmpty();
        assertThat(filesBelow(eider.dataDir().resolve("duckdb/_staging"))).isEmpty();
    }

    @Test
    void doctorFindsAHealthyServer() throws Exception {
        JsonNode findings = json("eider:doctor --json");
        assertThat(findings.findValuesAsText("state")).doesNotContain("FAILED");
        assertThat(findings.findValuesAsText("text"))
                .contains(eider.base().getAuthority() + " is listening")
                .anyMatch(text -> text.startsWith("Java 1") || text.startsWith("Java 2"));
    }

    @Test
    void commandsOutliveTheStorage() throws Exception {
        eider.admin().createProject("outlived");
        try (ConsoleShell shell = console.shell()) {
            for (int i = 0; i < 3; i++) {
                shell.type("bundle:update io.eider.storage; eider:bucket-list outlived\r");
                shell.await("No buckets in project outlived");
            }
            shell.type("bundle:stop io.eider.storage; eider:bucket-list outlived\r");
            shell.await("Error: service_unavailable: ");
            shell.type("bundle:start io.eider.storage; eider:bucket-list outlived\r");
            shell.await("No buckets in project outlived");
        }
    }

    private static TableRef ordersOf(String project) {
        TableRef orders = new TableRef(project, "in.c-sales", "orders");
        eider.admin().createBucket(project, orders.bucket());
        eider.admin().createTable(orders, COLUMNS, List.of("id"));
        return orders;
    }

    private static String options(TableRef table) {
        Map<String, String> options =
                Map.of("--project", table.project(), "--bucket", table.bucket(), "--table", table.table());
        StringBuilder text = new StringBuilder();
        options.forEach(
                (name, value) -> text.append(name).append(' ').append(value).append(' '));
        return text.toString();
    }

    /** Large enough that its import takes longer than a key press. */
    private Path bigCsv() throws IOException {
        Path csv = directory.resolve("big.csv");
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write("id,name\n");
            for (int i = 0; i < 3_000_000; i++) {
                out.write(Integer.toString(i));
                out.write(",a name that is long enough to make a file of some size\n");
            }
        }
        return csv;
    }

    private static List<Path> filesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String run(String command) {
        return console.run(command).succeeded();
    }

    private static JsonNode json(String command) throws IOException {
        return JSON.readTree(run(command));
    }
}
