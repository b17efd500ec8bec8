package io.eider.bench;

/** A project with many tables: what only the catalog is asked for may not depend on their files. */
final class ManyTablesFigure implements Figure {
    private static final int BUCKETS = 10;
    private static final int TABLES = 500;
    private static final int WARM_UP = 20;
    private static final int COUNT = 100;

    @Override
    public void measure(Server server, Report report) throws Exception {
        try (Client admin = server.admin();
                Client owner = admin.createProject("many")) {
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                owner.createBucket("many", "b" + bucket);
                for (int table = 0; table < TABLES; table++) {
                    owner.createTable("many", "b" + bucket, "t" + table);
                }
            }
            byte[] list = owner.getRequest("/projects/many/branches/default/buckets/b3/tables");
            byte[] stats = owner.getRequest("/projects/many/stats");
            Samples lists = Samples.of(WARM_UP, COUNT, () -> owner.send(list).expect(200));
            Samples statistics =
                    Samples.of(WARM_UP, COUNT, () -> owner.send(stats).expect(200));
            report.atMost("list 500 of 5,000 tables", 50, lists.medianMillis(), " ms", lists.summary());
            report.atMost(
                    "stats of a project with 5,000 tables", 20, statistics.medianMillis(), " ms", statistics.summary());
        }
    }
}
