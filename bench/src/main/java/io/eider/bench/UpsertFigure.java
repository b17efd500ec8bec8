package io.eider.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Rows brought into a large table over those of the same key, while the table is previewed, beside plain DuckDB with a PRIMARY
 * KEY index of the same size.
 */
final class UpsertFigure implements Figure {
    private static final int CHANGED = 50_000;
    private static final int COUNT = 5;

    @Override
    public void measure(Server server, Report report) throws Exception {
        Path all = CsvFile.write(server.scratch(), ImportFigure.ROWS, ImportFigure.ROWS);
        Path some = CsvFile.write(server.scratch(), CHANGED, CHANGED);
        try (Client admin = server.admin();
                Client owner = admin.createProject("upsert");
                Connection plain = PlainDuckDb.withIndex(all, server.scratch().resolve("index.duckdb"))) {
            String table = owner.createAll("upsert", "all", "rows");
            owner.importFile(table, owner.upload("upsert", all));
            String file = owner.upload("upsert", some);
            Samples plainTimes = new Samples();
            Samples times = new Samples();
            AtomicBoolean goesOn = new AtomicBoolean(true);
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                Future<?> previews = thread.submit(() -> preview(owner, table, goesOn));
                load(owner, table, file);
                PlainDuckDb.upsert(plain, some);
                for (int i = 0; i < COUNT; i++) {
                    times.time(() -> load(owner, table, file));
                    plainTimes.time(() -> PlainDuckDb.upsert(plain, some));
                }
                goesOn.set(false);
                previews.get();
            } finally {
                thread.shutdownNow();
            }
            report.atMost(
                    "import of 50,000 rows into 2,000,000 with a key, previewed meanwhile / plain `ON CONFLICT` with index",
                    0.5,
                    times.medianMillis() / plainTimes.medianMillis(),
                    " ×",
                    String.format(
                            Locale.ROOT,
                            "medians of %d: %.0f / %.0f ms",
                            COUNT,
                            times.medianMillis(),
                            plainTimes.medianMillis()));
        }
    }

    private static void load(Client owner, String table, String file) throws Exception {
        long rows = owner.importMore(table, file);
        if (rows != ImportFigure.ROWS) {
            throw new IllegalStateException(rows + " rows");
        }
    }

    /** Ten a second, as somebody who looks would. */
    private static Void preview(Client owner, String table, AtomicBoolean goesOn) throws Exception {
        try (Client looker = owner.another()) {
            byte[] request = looker.getRequest(table + "/preview?limit=100");
            while (goesOn.get()) {
                looker.send(request).expect(200);
                Thread.sleep(Duration.ofMillis(100).toMillis());
            }
        }
        return null;
    }
}
