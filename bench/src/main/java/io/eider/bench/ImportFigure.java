package io.eider.bench;

import java.nio.file.Path;
import java.util.Locale;

/** Import of a large CSV file into a table with a primary key, beside plain DuckDB with the same file. */
final class ImportFigure implements Figure {
    /** Of the large file. */
    static final int ROWS = 2_000_000;

    private static final int REPEATED = 100_000;
    private static final int COUNT = 5;
    private static final double LIMIT = 1.25;

    @Override
    public void measure(Server server, Report report) throws Exception {
        try (Client admin = server.admin();
                Client owner = admin.createProject("import")) {
            owner.createBucket("import", "all");
            compare(server, owner, report, ROWS);
            compare(server, owner, report, ROWS - REPEATED);
        }
    }

    private static void compare(Server server, Client owner, Report report, int keys) throws Exception {
        Path csv = CsvFile.write(server.scratch(), ROWS, keys);
        Path database = server.scratch().resolve("plain.duckdb");
        String file = owner.upload("import", csv);
        String table = owner.createTable("import", "all", "rows" + keys);
        Samples plain = new Samples();
        Samples imports = new Samples();
        Samples coldPlain = Samples.of(0, 1, () -> PlainDuckDb.copy(csv, database));
        Samples coldImport = Samples.of(0, 1, () -> load(owner, table, file, keys));
        double plainSeconds = Machine.ownSeconds();
        double importSeconds = server.cpuSeconds();
        for (int i = 0; i < COUNT; i++) {
            plain.time(() -> PlainDuckDb.copy(csv, database));
            imports.time(() -> load(owner, table, file, keys));
        }
        plainSeconds = Machine.ownSeconds() - plainSeconds;
        importSeconds = server.cpuSeconds() - importSeconds;
        report.atMost(
                String.format(Locale.ROOT, "import of %,d rows, %,d repeated keys / plain `COPY`", ROWS, ROWS - keys),
                LIMIT,
                imports.medianMillis() / plain.medianMillis(),
                " ×",
                String.format(
                        Locale.ROOT,
                        "medians of %d: %.0f / %.0f ms; processor time %.2f / %.2f s; before them once %.0f / %.0f ms; file in the page cache",
                        COUNT,
                        imports.medianMillis(),
                        plain.medianMillis(),
                        importSeconds / COUNT,
                        plainSeconds / COUNT,
                        coldImport.medianMillis(),
                        coldPlain.medianMillis()));
    }

    private static void load(Client owner, String table, String file, long keys) throws Exception {
        long rows = owner.importFile(table, file);
        if (rows != keys) {
            throw new IllegalStateException(rows + " rows instead of " + keys);
        }
    }
}
