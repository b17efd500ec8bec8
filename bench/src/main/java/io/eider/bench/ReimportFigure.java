package io.eider.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Previews of a table that is replaced again and again meanwhile. An answer other than 100 rows ends the run. */
final class ReimportFigure implements Figure {
    private static final int CLIENTS = 2;
    private static final int IMPORTS = 5;
    private static final Duration TIME = Duration.ofSeconds(15);
    private static final String COMPLETE = "\"preview_row_count\":100}";

    @Override
    public void measure(Server server, Report report) throws Exception {
        try (Client admin = server.admin();
                Client owner = admin.createProject("reimport")) {
            owner.createBucket("reimport", "all");
            measure(server, owner, report, 200_000);
            measure(server, owner, report, ImportFigure.ROWS);
        }
    }

    private static void measure(Server server, Client owner, Report report, int rows) throws Exception {
        String table = owner.createTable("reimport", "all", "rows" + rows);
        String file = owner.upload("reimport", CsvFile.write(server.scratch(), rows, rows));
        owner.importFile(table, file);
        byte[] preview = owner.getRequest(table + "/preview?limit=100");
        Crowd.run(owner, CLIENTS, Duration.ofSeconds(2), client -> ask(client, preview));
        AtomicBoolean isImporting = new AtomicBoolean(true);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Samples> imports = thread.submit(() -> {
                try {
                    return importAgain(owner, table, file);
                } finally {
                    isImporting.set(false);
                }
            });
            Samples previews = Crowd.run(owner, CLIENTS, isImporting::get, client -> ask(client, preview));
            report.atMost(
                    String.format(Locale.ROOT, "preview while %,d rows are imported, p99", rows),
                    100,
                    previews.percentileMillis(99),
                    " ms",
                    String.format(
                            Locale.ROOT,
                            "%d clients, no error; %s; %d imports, median %.0f ms",
                            CLIENTS,
                            previews.summary(),
                            imports.get().count(),
                            imports.get().medianMillis()));
        } finally {
            thread.shutdownNow();
        }
    }

    private static Samples importAgain(Client owner, String table, String file) throws Exception {
        Samples imports = new Samples();
        long end = System.nanoTime() + TIME.toNanos();
        while (System.nanoTime() < end || imports.count() < IMPORTS) {
            imports.time(() -> owner.importFile(table, file));
        }
        return imports;
    }

    private static void ask(Client client, byte[] preview) throws Exception {
        String text = client.send(preview).expect(200).text();
        if (!text.endsWith(COMPLETE)) {
            throw new IllegalStateException("no 100 rows: " + text);
        }
    }
}
