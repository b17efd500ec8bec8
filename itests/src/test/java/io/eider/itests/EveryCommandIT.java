package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A walk over all commands of the console: each does its work at least once, and none is left out. */
class EveryCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern COMMAND = Pattern.compile("eider:([a-z-]+)");
    private static final String ORDERS = " shop in.c-sales orders";
    private static EiderProcess eider;
    private static Console console;
    private final Set<String> walked = new TreeSet<>();

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
    void everyCommandDoesItsWork() throws Exception {
        projectsAndKeys();
        bucketsAndTables();
        rows();
        columnsAndKeys();
        snapshots();
        branches();
        shares();
        workspaces();
        bridges();
        schemas();
        deletions();
        logLevel();
        assertThat(json("eider:doctor --json").findValuesAsText("state")).doesNotContain("FAILED");
        assertThat(walked).isNotEmpty().isEqualTo(commandsOfTheBundle());
    }

    private void logLevel() throws IOException {
        assertThat(run("eider:log-level ERROR")).isEqualTo("The level is ERROR.");
        assertThat(json("eider:log-level --json").path("level").asText()).isEqualTo("ERROR");
        assertThat(run("eider:log-level INFO")).isEqualTo("The level is INFO.");
    }

    private void projectsAndKeys() throws IOException {
        assertThat(run("eider:project-create --name 'The shop' shop")).startsWith("Made project shop.");
        assertThat(run("eider:project-list")).contains("shop", "The shop");
        String key =
                json("eider:key-create --json --description ci shop").path("id").asText();
        assertThat(run("eider:key-list shop")).contains(key, "ci");
        assertThat(run("eider:key-show shop " + key)).contains("project_admin");
        String rotated =
                json("eider:key-rotate --json --force shop " + key).path("id").asText();
        assertThat(rotated).startsWith("key_").isNotEqualTo(key);
        run("eider:key-revoke --force shop " + rotated);
        assertThat(json("eider:key-list --json shop")).hasSize(1);
        assertThat(run("eider:operation-list shop")).contains("No operations"); // those of REST only
    }

    private void bucketsAndTables() throws IOException {
        assertThat(run("eider:bucket-create --description Sales shop in.c-sales"))
                .isEqualTo("Made bucket in.c-sales.");
        assertThat(run("eider:table-create --key id" + ORDERS + " id:BIGINT:not-null name:VARCHAR"
                        + " 'price:DECIMAL(12,2)'"))
                .isEqualTo("Made table in.c-sales.orders.");
        Path csv = Files.writeString(directory.resolve("orders.csv"), "id,name,price\n1,pen,1.50\n2,ink,4\n3,,9\n");
        assertThat(run("eider:import --project shop --bucket in.c-sales --table orders " + csv))
                .startsWith("Imported 3 rows into in.c-sales.orders: now 3 rows, ");
        assertThat(run("eider:bucket-list shop")).contains("in.c-sales");
        assertThat(run("eider:table-list shop in.c-sales")).contains("orders");
        assertThat(run("eider:table-show" + ORDERS))
                .startsWith("in.c-sales.orders: 3 rows, ")
                .contains("key 1");
        assertThat(run("eider:table-preview --limit 2" + ORDERS))
                .contains("pen")
                .doesNotContain("9.00");
        assertThat(run("eider:table-profile --mode quality" + ORDERS))
                .contains("price: All values differ")
                .doesNotContain("id: All values differ");
        assertThat(json("eider:table-export --json --where 'price > 2'" + ORDERS)
                        .path("rows_exported")
                        .asInt())
                .isEqualTo(2);
    }

    private void rows() throws IOException {
        assertThat(run("eider:rows-insert" + ORDERS + " id=4 name=nib price=2.25"))
                .isEqualTo("Added the row.");
        assertThat(run("eider:rows-update --force --where 'id = 4'" + ORDERS + " 'price=price * 2'"))
                .isEqualTo("Changed 1 rows.");
        assertThat(json("eider:table-preview --json" + ORDERS)
                        .get(3)
                        .path("price")
                        .asDouble())
                .isEqualTo(4.5);
        assertThat(run("eider:rows-delete --force --where 'id = 4'" + ORDERS)).isEqualTo("Deleted 1 rows.");
    }

    private void columnsAndKeys() {
        assertThat(run("eider:column-add --default 1" + ORDERS + " pieces INTEGER"))
                .isEqualTo("Added column pieces.");
        assertThat(run("eider:column-alter --name count --type BIGINT" + ORDERS + " pieces"))
                .isEqualTo("Changed column pieces.");
        assertThat(run("eider:column-drop --force" + ORDERS + " count")).isEqualTo("Dropped column count.");
        assertThat(run("eider:primary-key-drop --force" + ORDERS)).isEqualTo("The table has no primary key.");
        assertThat(run("eider:primary-key-set" + ORDERS + " id price")).isEqualTo("The primary key is [id, price].");
    }

    private void snapshots() throws IOException {
        assertThat(run("eider:snapshot-settings-set --on truncate_table --manual-days 3 shop in.c-sales"))
                .contains("bucket");
        assertThat(run("eider:snapshot-settings-show shop in.c-sales orders")).contains("bucket");
        run("eider:snapshot-settings-reset shop in.c-sales");
        assertThat(run("eider:snapshot-settings-show shop in.c-sales")).doesNotContain("| bucket");
        String snapshot = json("eider:snapshot-create --json --description before" + ORDERS)
                .path("id")
                .asText();
        assertThat(run("eider:snapshot-list --table orders shop")).contains(snapshot);
        assertThat(run("eider:snapshot-show shop " + snapshot)).startsWith("in.c-sales.orders: 3 rows, ");
        Path file = directory.resolve("orders.parquet");
        run("eider:snapshot-export shop " + snapshot + " " + file);
        assertThat(file).isNotEmptyFile();
        assertThat(run("eider:table-truncate --force" + ORDERS)).isEqualTo("Deleted 3 rows.");
        assertThat(run("eider:snapshot-restore --force shop " + snapshot))
                .isEqualTo("Restored in.c-sales.orders with 3 rows.");
        assertThat(run("eider:snapshot-delete --force shop " + snapshot)).startsWith("Deleted snapshot ");
    }

    private void branches() throws IOException {
        String branch = json("eider:branch-create --json shop dev").path("id").asText();
        assertThat(run("eider:branch-list shop")).contains(branch, "dev");
        run("eider:rows-insert --branch " + branch + ORDERS + " id=5 price=5");
        assertThat(run("eider:branch-show shop " + branch)).contains("orders");
        assertThat(run("eider:branch-merge --force shop " + branch + " in.c-sales orders"))
                .contains("orders");
        assertThat(json("eider:table-show --json" + ORDERS).path("row_count").asInt())
                .isEqualTo(4);
        run("eider:rows-insert --branch " + branch + ORDERS + " id=6 price=6");
        assertThat(run("eider:branch-pull --force shop " + branch + " in.c-sales orders"))
                .isEqualTo("The branch reads the default branch again.");
        run("eider:branch-delete --force shop " + branch);
        assertThat(json("eider:branch-list --json shop")).isEmpty();
    }

    private void shares() {
        run("eider:project-create office");
        run("eider:bucket-share shop in.c-sales office");
        assertThat(run("eider:shared-bucket-list office")).contains("in.c-sales");
        assertThat(run("eider:bucket-link office in.c-shop shop in.c-sales")).contains("shows 1 tables");
        assertThat(run("eider:table-preview office in.c-shop orders")).contains("ink");
        run("eider:bucket-unlink office in.c-shop");
        run("eider:bucket-unshare shop in.c-sales office");
        assertThat(run("eider:shared-bucket-list office")).contains("Nothing is offered");
    }

    /** Programs open them, the server does not. */
    private void bridges() {
        assertThat(run("eider:bridge-list")).contains("No bridges");
        for (String command : List.of("bridge-show", "bridge-close")) {
            walked.add(command);
            assertThat(console.run("eider:" + command + " app").failed())
                    .isEqualTo("Error: No bridge shows a catalog app");
        }
    }

    /** The server has none to fetch from; what it knows comes over REST. */
    private void schemas() throws IOException {
        assertThat(run("eider:ontology-list")).contains("No schemas");
        assertThat(run("eider:ontology-bindings --project shop")).contains("No table follows");
        walked.add("ontology-fetch");
        assertThat(console.run("eider:ontology-fetch items").failed()).startsWith("Error: Schema items was not had");
        run("eider:ontology-cache-clear items");
        assertThat(run("eider:ontology-source-list")).contains("none", "reference-json");
        register("id", "name", "gone");
        register("id", "name", "more");
        assertThat(run("eider:ontology-list")).contains("items", "reference-json");
        assertThat(run("eider:ontology-show --version 1 items")).contains("gone", "VARCHAR");
        assertThat(run("eider:ontology-export --format ddl items")).contains("CREATE TABLE", "more");
        assertThat(run("eider:ontology-diff items 1 2")).contains("gone", "destructive");
        String items = " shop in.c-sales items";
        assertThat(run("eider:ontology-bind --version 1 --policy off" + items + " items"))
                .isEqualTo("in.c-sales.items follows schema items (off).");
        assertThat(run("eider:ontology-unbind --force" + items)).isEqualTo("in.c-sales.items follows no schema.");
        run("eider:ontology-bind" + items + " items");
        assertThat(run("eider:ontology-drift" + items)).contains("gone", "more");
        String id = json("eider:ontology-plan --json" + items).path("id").asText();
        assertThat(console.run("eider:ontology-apply " + id).failed()).contains("approved first");
        assertThat(run("eider:ontology-approve --force " + id)).contains("approved");
        assertThat(run("eider:ontology-apply " + id)).contains("applied, snapshot ");
        assertThat(run("eider:ontology-drift" + items)).contains("No difference");
        assertThat(run("eider:ontology-rollback --force " + id)).contains("rolled_back");
        assertThat(json("eider:ontology-history --json" + items).findValuesAsText("id"))
                .contains(id);
        assertThat(run("eider:table-show" + items)).contains("gone").doesNotContain("more");
    }

    private static void register(String... columns) {
        String document = Stream.of(columns)
                .map(name -> "{\"name\":\"" + name + "\",\"type\":\"VARCHAR\",\"required\":false}")
                .collect(Collectors.joining(",", "{\"columns\":[", "]}"));
        eider.admin()
                .post("/ontology/schemas", Map.of("schema_id", "items", "document", document))
                .expect(201);
    }

    private void workspaces() throws Exception {
        JsonNode made = json("eider:workspace-create --json --hours 1 shop lab");
        String workspace = made.path("id").asText();
        assertThat(made.path("password").asText()).hasSize(32);
        assertThat(run("eider:workspace-list --project shop")).contains(workspace, "lab");
        assertThat(run("eider:workspace-reset-password " + workspace))
                .doesNotContain(made.path("password").asText());
        run("eider:sql " + workspace + " 'CREATE TABLE mine AS SELECT 42 AS answer, NULL AS nothing'");
        assertThat(run("eider:sql " + workspace + " 'SELECT * FROM mine'")).contains("42", "<null>", "1 row, ");
        assertThat(run("eider:sql --csv " + workspace + " 'SELECT id, name FROM \"in.c-sales\".orders ORDER BY id'")
                        .lines())
                .containsExactly("id,name", "1,pen", "2,ink", "3,", "5,");
        assertThat(console.run("eider:sql " + workspace + " 'SELECT answr FROM mine'")
                        .failed())
                .startsWith("Error: 42703 ")
                .contains("LINE 1: SELECT answr FROM mine" + System.lineSeparator() + " ".repeat(15) + "^");
        assertThat(run("eider:workspace-show " + workspace)).contains("mine");
        sessions(workspace);
        run("eider:workspace-clear --force " + workspace);
        assertThat(run("eider:workspace-show " + workspace)).doesNotContain("mine");
        run("eider:workspace-delete --force " + workspace);
        assertThat(json("eider:workspace-list --json")).isEmpty();
    }

    /** A statement that takes minutes is ended by commands of somebody else, and by Ctrl-C. */
    private void sessions(String workspace) throws Exception {
        for (String end : List.of("cancel", "kill", "interrupt")) {
            try (ConsoleShell shell = console.shell()) {
                shell.type("eider:sql " + workspace
                        + " 'SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b'\r");
                Deadline.await(
                        "a session runs", Console.LONGEST, () -> run("eider:session-list --workspace " + workspace)
                                .contains("active"));
                if (end.equals("interrupt")) {
                    shell.type("\u0003");
                    shell.await("Cancelled");
                } else {
                    String session =
                            json("eider:session-list --json").get(0).path("id").asText();
                    run("eider:session-" + end + " " + session);
                    shell.await("Error: 57");
                }
                Deadline.await("no session", Console.LONGEST, () -> json("eider:session-list --json")
                        .isEmpty());
            }
        }
    }

    private void deletions() throws IOException {
        assertThat(run("eider:table-delete --force" + ORDERS)).isEqualTo("Deleted table in.c-sales.orders.");
        assertThat(run("eider:bucket-delete --cascade --force shop in.c-sales"))
                .isEqualTo("Deleted bucket in.c-sales.");
        run("eider:workspace-create shop left-behind");
        run("eider:project-delete --force shop");
        run("eider:project-delete --force office");
        assertThat(json("eider:project-list --json")).isEmpty();
        assertThat(json("eider:workspace-list --json")).isEmpty();
    }

    /** The names in the annotations of the console's classes. */
    private static Set<String> commandsOfTheBundle() throws Exception {
        Path classes = Built.all().stream()
                .filter(bundle -> bundle.name().equals("console"))
                .findFirst()
                .orElseThrow()
                .classes();
        Set<String> names = new TreeSet<>();
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()}, Command.class.getClassLoader());
                Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".class")).toList()) {
                String path = classes.relativize(file).toString().replace('/', '.');
                Class<?> type = loader.loadClass(path.substring(0, path.length() - ".class".length()));
                if (type.isAnnotationPresent(Command.class)) {
                    names.add(type.getAnnotation(Command.class).name());
                }
            }
        }
        return names;
    }

    private String run(String command) {
        Matcher name = COMMAND.matcher(command);
        assertThat(name.find()).as(command).isTrue();
        walked.add(name.group(1));
        return console.run(command).succeeded();
    }

    private JsonNode json(String command) throws IOException {
        return JSON.readTree(run(command));
    }
}
