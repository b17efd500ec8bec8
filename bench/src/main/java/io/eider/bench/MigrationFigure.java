package io.eider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Columns are added to a large table, in turns with a plain copy of the file that it lies in. */
final class MigrationFigure implements Figure {
    private static final int ROWS = 10_000_000;
    private static final int ROUNDS = 5;
    private static final double MEGA = 1e6;
    private static final String PROJECT = "ontology";
    private static final Map<String, String> COLUMNS =
            new LinkedHashMap<>(Map.of("i", "INTEGER", "b", "BIGINT", "m", "DECIMAL(12,2)", "c", "VARCHAR"));
    private static final String MAKE = "SELECT range::INTEGER AS i, range * 7919 AS b,"
            + " (range % 1000000 / 100.0)::DECIMAL(12,2) AS m, 'customer ' || range % 50000 AS c FROM range(" + ROWS
            + ")";

    @Override
    public void measure(Server server, Report report) throws Exception {
        try (Client admin = server.admin();
                Client owner = admin.createProject(PROJECT)) {
            String table = fill(server, owner);
            Path copy = server.scratch().resolve("copy.duckdb");
            Path file = server.tableFile(PROJECT, "b", "rows");
            Samples plans = new Samples();
            Samples times = new Samples();
            Samples copies = new Samples();
            Samples forced = new Samples();
            register(admin, 0);
            owner.post(table + "/ontology", Map.of("schema_id", "rows")).expect(201);
            for (int round = 0; round <= ROUNDS; round++) {
                boolean counts = round > 0;
                (counts ? copies : new Samples()).time(() -> run("cp", "--reflink=never", file, copy));
                Files.delete(copy);
                (counts ? forced : new Samples()).time(() -> {
                    run("cp", "--reflink=never", file, copy);
                    run("sync", copy);
                });
                Files.delete(copy);
                register(admin, round + 1);
                long[] id = new long[1];
                (counts ? plans : new Samples()).time(() -> id[0] = plan(owner, table));
                (counts ? times : new Samples())
                        .time(() -> owner.postAndWait(table + "/ontology/migrations", Map.of("migration_id", id[0]))
                                .expect(200));
            }
            long megabytes = Math.round(Files.size(file) / MEGA);
            String how = String.format(
                    "medians of %d: %.0f / %.0f ms; %d MB; planning (tried on a copy) %.0f ms",
                    ROUNDS, times.medianMillis(), forced.medianMillis(), megabytes, plans.medianMillis());
            report.atMost(
                    "two columns added to 10,000,000 rows / `cp` and `sync` of the file",
                    1.2,
                    times.medianMillis() / forced.medianMillis(),
                    " ×",
                    how);
            report.atMost(
                    "two columns added to 10,000,000 rows / `cp` of the file, not forced to the disk",
                    1.2,
                    times.medianMillis() / copies.medianMillis(),
                    " ×",
                    String.format("%.0f / %.0f ms", times.medianMillis(), copies.medianMillis()));
        }
    }

    private static String fill(Server server, Client owner) throws Exception {
        Path parquet = server.scratch().resolve("ontology.parquet");
        Path plain = server.scratch().resolve("ontology.duckdb");
        PlainDuckDb.fill(MAKE, parquet, plain);
        Files.delete(plain);
        owner.createBucket(PROJECT, "b");
        String table = owner.createTable(PROJECT, "b", "rows", COLUMNS);
        owner.importParquet(table, owner.upload(PROJECT, parquet));
        Files.delete(parquet);
        return table;
    }

    /** Two columns more for each version: one without a default, one with. */
    private static void register(Client admin, int version) throws IOException {
        List<Map<String, Object>> columns = new ArrayList<>();
        COLUMNS.forEach((name, type) -> columns.add(Map.of("name", name, "type", type, "required", false)));
        for (int i = 1; i <= version; i++) {
            columns.add(Map.of("name", "note" + i, "type", "VARCHAR", "required", false));
            columns.add(Map.of("name", "count" + i, "type", "INTEGER", "default", i));
        }
        String document = Client.text(Map.of("name", "rows", "columns", columns));
        admin.post(
                        "/ontology/schemas",
                        Map.of("schema_id", "rows", "media_type", "application/json", "document", document))
                .expect(201);
    }

    private static long plan(Client owner, String table) throws IOException {
        return owner.post(table + "/ontology/plan", Map.of())
                .expect(201)
                .json()
                .path("id")
                .asLong();
    }

    private static void run(Object... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        for (Object word : command) {
            words.add(word.toString());
        }
        int code = new ProcessBuilder(words).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(words + " ended with " + code);
        }
    }
}
