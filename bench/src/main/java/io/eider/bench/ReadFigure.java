package io.eider.bench;

/** One client that asks for a table and for its first rows. */
final class ReadFigure implements Figure {
    private static final int ROWS = 200_000;
    private static final int WARM_UP = 1_000;
    private static final int COUNT = 1_000;

    @Override
    public void measure(Server server, Report report) throws Exception {
        try (Client admin = server.admin();
                Client owner = admin.createProject("read")) {
            String table = owner.createAll("read", "all", "rows");
            owner.importFile(table, owner.upload("read", CsvFile.write(server.scratch(), ROWS, ROWS)));
            byte[] get = owner.getRequest(table);
            byte[] preview = owner.getRequest(table + "/preview?limit=100");
            Samples gets = Samples.of(WARM_UP, COUNT, () -> owner.send(get).expect(200));
            Samples previews =
                    Samples.of(WARM_UP, COUNT, () -> owner.send(preview).expect(200));
            report.atMost("get table, 1 client", 3, gets.medianMillis(), " ms", gets.summary());
            report.atMost("preview of 100 rows, 1 client", 8, previews.medianMillis(), " ms", previews.summary());
        }
    }
}
