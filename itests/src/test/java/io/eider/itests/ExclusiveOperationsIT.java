package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two operations on one table of which only one can be first, sent together: both answers and what is left are those of one
 * of the two orders (ADR-0001), and the table works on.
 */
@ExtendWith(SharedEider.class)
class ExclusiveOperationsIT {
    private static final Logger LOG = LoggerFactory.getLogger(ExclusiveOperationsIT.class);
    private static final String PROJECT = "exclusive";
    private static final String BUCKET = "in_c_exclusive";
    private static final String DEFAULT = "/projects/exclusive/branches/default";
    private static final int ROUNDS = 6;
    private static final int ROWS = 60_000;
    private static final int FEW = 10;
    private static final int MAX_OFFSET_MILLIS = 80; // about as long as the longer of the operations takes
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    private static Path branches;
    private static EiderClient client;
    private static String many;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @BeforeAll
    static void create(EiderProcess eider) {
        branches = eider.dataDir().resolve("duckdb");
        client = eider.admin().createProject(PROJECT);
        client.createBucket(PROJECT, BUCKET);
        many = client.upload(PROJECT, "many.csv", csv("version", ROWS, 2));
    }

    @AfterAll
    static void stop() {
        POOL.shutdownNow();
    }

    @Test
    void deleteOfATableDuringAnImport() throws Exception {
        Orders orders = new Orders();
        for (int round = 0; round < ROUNDS; round++) {
            TableRef table = created("dropped");
            Pair pair = together(() -> client.importFile(table, many, Map.of()), () -> client.delete(table.path()));

            pair.second().expect(204);
            boolean isImportFirst = pair.first().status() == 200;
            if (isImportFirst) {
                assertThat(pair.first().json().path("table_rows_after").asInt()).isEqualTo(ROWS);
            } else {
                assertRefused(pair.first(), "404 table_not_found", "409 table_changed");
            }
            orders.add(isImportFirst);
            client.get(table.path()).expect(404);
            assertThat(tables()).doesNotContain("dropped");

            TableRef again = created("dropped"); // the name is free, the rows of the import are not in it
            assertThat(client.rowCount(again)).isEqualTo(FEW);
            assertWorksOn(again);
            client.delete(again.path()).expect(204);
        }
        orders.show("import and delete");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void renameOfAColumnDuringAnExport(boolean named) throws Exception {
        Orders orders = new Orders();
        TableRef table = created("renamed" + named);
        client.importFile(table, many, Map.of()).expect(200);
        for (int round = 0; round < ROUNDS; round++) {
            String before = columns(table).get(1);
            String after = "version" + round;
            Map<String, Object> export = named ? Map.of("columns", List.of("id", before)) : Map.of();
            Pair pair = together(
                    () -> client.post(table.path() + "/export", export),
                    () -> client.put(table.path() + "/columns/" + before, Map.of("new_name", after)));

            pair.second().expect(200);
            orders.add(isExportFirst(pair.first(), named, before, after));
            assertThat(columns(table)).containsExactly("id", after);
            JsonNode preview = client.preview(table, FEW);
            assertThat(preview.path("total_row_count").asInt()).isEqualTo(ROWS);
            assertThat(preview.path("rows").path(0).path(after).asInt()).isEqualTo(2);
        }
        assertWorksOn(table);
        orders.show("export and rename, columns named: " + named);
    }

    @Test
    void restoreOfASnapshotDuringAnotherRestore() throws Exception {
        Orders orders = new Orders();
        TableRef table = created("restored");
        String few = snapshot(table);
        client.importFile(table, many, Map.of()).expect(200);
        client.put(table.path() + "/columns/version", Map.of("new_name", "changed"))
                .expect(200);
        String changed = snapshot(table);
        for (int round = 0; round < ROUNDS; round++) {
            Pair pair = together(() -> restore(few), () -> restore(changed));

            assertThat(pair.first().expect(200).json().path("row_count").asInt())
                    .isEqualTo(FEW);
            assertThat(pair.second().expect(200).json().path("row_count").asInt())
                    .isEqualTo(ROWS);
            boolean isFewFirst = client.rowCount(table) == ROWS;
            orders.add(isFewFirst);
            assertThat(columns(table)).containsExactly("id", isFewFirst ? "changed" : "version");
            JsonNode preview = client.preview(table, FEW);
            assertThat(preview.path("total_row_count").asInt()).isEqualTo(isFewFirst ? ROWS : FEW);
            assertThat(preview.path("rows")
                            .path(0)
                            .path(isFewFirst ? "changed" : "version")
                            .asInt())
                    .isEqualTo(isFewFirst ? 2 : 1);
        }
        assertWorksOn(table);
        orders.show("restore and restore");
    }

    /** The first write in a branch makes its own copy of the table, a later one changes it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deleteOfABranchDuringAWriteInIt(boolean hasCopy) throws Exception {
        Orders orders = new Orders();
        TableRef table = created("branched" + hasCopy);
        client.importFile(table, many, Map.of()).expect(200);
        for (int round = 0; round < ROUNDS; round++) {
            String branch = newBranch();
            String copy = table.path().replace("/default/", "/" + branch + "/");
            if (hasCopy) {
                client.post(copy + "/rows", row("id", -2)).expect(201);
            }
            Pair pair = together(
                    () -> client.post(copy + "/rows", row("id", -1)),
                    () -> client.delete("/projects/exclusive/branches/" + branch));

            pair.second().expect(204);
            boolean isWriteFirst = pair.first().status() == 201;
            if (!isWriteFirst) {
                assertRefused(pair.first(), "404 branch_not_found", "404 table_not_found", "409 table_changed");
            }
            orders.add(isWriteFirst);
            assertThat(client.get(copy).expect(404).error()).isEqualTo("branch_not_found");
            assertThat(client.get("/projects/exclusive/branches").expect(200).text())
                    .doesNotContain(branch);
            assertThat(branches.resolve("project_exclusive_branch_" + branch)).doesNotExist();
            assertThat(client.rowCount(table)).isEqualTo(ROWS);
        }
        assertThat(tables()).containsOnlyOnce(table.table());
        assertWorksOn(table);
        orders.show("write and delete of its branch, with a copy: " + hasCopy);
    }

    /** Whether an export shows the table before the rename; it shows it as it was before or after. */
    private static boolean isExportFirst(Reply reply, boolean named, String before, String after) {
        if (named && reply.status() != 200) {
            assertRefused(reply, "400 column_not_found");
            return false;
        }
        JsonNode export = reply.expect(200).json();
        assertThat(export.path("rows_exported").asInt()).isEqualTo(ROWS);
        String file = "/projects/exclusive/files/" + export.path("file_id").asText();
        List<String> lines =
                client.get(file + "/download").expect(200).text().lines().toList();
        assertThat(lines).hasSize(ROWS + 1);
        assertThat(lines.get(0)).isIn("id," + before, "id," + after);
        assertThat(lines.subList(1, lines.size())).allMatch(line -> line.endsWith(",2"));
        boolean isFirst = lines.get(0).equals("id," + before);
        assertThat(isFirst || !named).as("a column that has gone was exported").isTrue();
        return isFirst;
    }

    private static void assertRefused(Reply reply, String... ways) {
        assertThat(reply.status() + " " + reply.error()).as(reply.text()).isIn((Object[]) ways);
    }

    /** The table can be read and written. */
    private static void assertWorksOn(TableRef table) {
        List<String> columns = columns(table);
        long rows = client.rowCount(table);
        client.post(table.path() + "/rows", row(columns.get(0), -3)).expect(201);
        assertThat(client.preview(table, FEW).path("total_row_count").asLong()).isEqualTo(rows + 1);
        String csv = csv(columns.get(1), FEW, 3);
        assertThat(client.importCsv(table, csv)
                        .expect(200)
                        .json()
                        .path("table_rows_after")
                        .asInt())
                .isEqualTo(FEW);
        assertThat(client.preview(table, FEW).path("rows").findValuesAsText(columns.get(1)))
                .hasSize(FEW)
                .containsOnly("3");
    }

    /** Sends two requests, one of them a little later. */
    private Pair together(Callable<Reply> first, Callable<Reply> second) throws Exception {
        int offset = random.nextInt(2 * MAX_OFFSET_MILLIS + 1) - MAX_OFFSET_MILLIS;
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Reply> one = POOL.submit(() -> after(start, offset, first));
        Future<Reply> two = POOL.submit(() -> after(start, -offset, second));
        Pair pair = new Pair(one.get(SOON.toSeconds(), TimeUnit.SECONDS), two.get(SOON.toSeconds(), TimeUnit.SECONDS));
        LOG.info("seed {}, offset {} ms: {}, {}", seed, offset, pair.first.status(), pair.second.status());
        return pair;
    }

    private static Reply after(CyclicBarrier start, int millis, Callable<Reply> request) throws Exception {
        start.await(SOON.toSeconds(), TimeUnit.SECONDS);
        if (millis > 0) {
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, millis, TimeUnit.MILLISECONDS)
                    .join();
        }
        return request.call();
    }

    private static TableRef created(String name) {
        TableRef table = new TableRef(PROJECT, BUCKET, name);
        client.createTable(table, List.of("id INTEGER", "version INTEGER"), List.of());
        client.importCsv(table, csv("version", FEW, 1)).expect(200);
        return table;
    }

    private static String newBranch() {
        Object body = Map.of("name", UUID.randomUUID().toString());
        return client.post("/projects/exclusive/branches", body)
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private static String snapshot(TableRef table) {
        Object body = Map.of("bucket", table.bucket(), "table", table.table());
        return client.post(DEFAULT + "/snapshots", body)
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private static Reply restore(String snapshot) {
        return client.post(DEFAULT + "/snapshots/" + snapshot + "/restore", Map.of());
    }

    private static Object row(String column, int value) {
        return Map.of("rows", List.of(Map.of(column, value)));
    }

    private static List<String> columns(TableRef table) {
        return client.get(table.path()).expect(200).json().path("columns").findValuesAsText("name");
    }

    private static List<String> tables() {
        JsonNode listing = client.get(DEFAULT + "/buckets/" + BUCKET + "/tables")
                .expect(200)
                .json();
        List<String> names = new ArrayList<>();
        listing.path("tables").forEach(table -> names.add(table.path("name").asText()));
        return names;
    }

    private static String csv(String column, int rows, int version) {
        IntFunction<String> line = id -> id + "," + version;
        return IntStream.range(0, rows).mapToObj(line).collect(Collectors.joining("\n", "id," + column + "\n", "\n"));
    }

    private record Pair(Reply first, Reply second) {}

    /** How often each order was seen. */
    private static final class Orders {
        private int first;
        private int second;

        void add(boolean isFirst) {
            if (isFirst) {
                first++;
            } else {
                second++;
            }
        }

        void show(String what) {
            LOG.info("{}: {} times the first was first, {} times the second", what, first, second);
        }
    }
}
