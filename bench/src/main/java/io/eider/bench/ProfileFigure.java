package io.eider.bench;

/** The basic profile of a large table. */
final class ProfileFigure implements Figure {
    private static final int COUNT = 5;
    private static final int LIMIT_MILLIS = 800;

    @Override
    public void measure(Server server, Report report) throws Exception {
        try (Client admin = server.admin();
                Client owner = admin.createProject("profile")) {
            owner.createBucket("profile", "all");
            String table = owner.createTable("profile", "all", "rows");
            owner.importFile(
                    table,
                    owner.upload("profile", CsvFile.write(server.scratch(), ImportFigure.ROWS, ImportFigure.ROWS)));
            Samples samples = Samples.of(1, COUNT, () -> owner.profile(table));
            report.atMost(
                    "basic profile of 2,000,000 rows", LIMIT_MILLIS, samples.medianMillis(), " ms", samples.summary());
        }
    }
}
