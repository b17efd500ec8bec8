package io.eider.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Imports into several tables at once: what they cost of the processors beside the same ones one after the other. */
final class ParallelImportFigure implements Figure {
    private static final int TABLES = 4;
    private static final int ROUNDS = 3;

    @Override
    public void measure(Server server, Report report) throws Exception {
        Path csv = CsvFile.write(server.scratch(), ImportFigure.ROWS, ImportFigure.ROWS);
        try (Client admin = server.admin();
                Client owner = admin.createProject("parallel")) {
            owner.createBucket("parallel", "all");
            String file = owner.upload("parallel", csv);
            List<String> tables = new ArrayList<>();
            for (int i = 0; i < TABLES; i++) {
                tables.add(owner.createTable("parallel", "all", "rows" + i));
            }
            together(owner, tables, file);
            double single = 0;
            double parallel = 0;
            for (int round = 0; round < ROUNDS; round++) {
                double start = server.cpuSeconds();
                for (String table : tables) {
                    owner.importFile(table, file);
                }
                double middle = server.cpuSeconds();
                together(owner, tables, file);
                single += middle - start;
                parallel += server.cpuSeconds() - middle;
            }
            report.atMost(
                    "processor time of 4 full imports at once / one after the other",
                    1.15,
                    parallel / single,
                    " ×",
                    String.format(
                            Locale.ROOT,
                            "%d rounds of 2,000,000 rows each: %.2f / %.2f s a round",
                            ROUNDS,
                            parallel / ROUNDS,
                            single / ROUNDS));
        }
    }

    private static void together(Client owner, List<String> tables, String file) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tables.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (String table : tables) {
                running.add(threads.submit(() -> {
                    try (Client client = owner.another()) {
                        return client.importFile(table, file);
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
