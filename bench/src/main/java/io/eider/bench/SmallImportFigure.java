package io.eider.bench;

import java.nio.file.Path;

/** Imports of few rows, where the fixed costs show. */
final class SmallImportFigure implements Figure {
    private static final int ROWS = 1_000;
    private static final int WARM_UP = 20;
    private static final int COUNT = 60;

    @Override
    public void measure(Server server, Report report) throws Exception {
        Path csv = CsvFile.write(server.scratch(), ROWS, ROWS);
        try (Client admin = server.admin();
                Client owner = admin.createProject("small")) {
            String table = owner.createAll("small", "all", "rows");
            String file = owner.upload("small", csv);
            Samples full = Samples.of(WARM_UP, COUNT, () -> owner.importFile(table, file));
            Samples more = Samples.of(WARM_UP, COUNT, () -> owner.importMore(table, file));
            report.atMost("import of 1,000 rows, full", 25, full.medianMillis(), " ms", full.summary());
            report.atMost("import of 1,000 rows, incremental", 30, more.medianMillis(), " ms", more.summary());
        }
    }
}
