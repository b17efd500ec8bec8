package io.eider.bench;

import java.util.ArrayList;
import java.util.List;

/** A workspace that is granted thousands of tables: opening it may not depend on their number. */
final class GrantedTablesFigure implements Figure {
    private static final int BUCKETS = 10;
    private static final int TABLES = 300;
    private static final int ROUNDS = 20;
    private static final String JSON = "application/json";

    @Override
    public void measure(Server server, Report report) throws Exception {
        try (Client admin = server.admin();
                Client owner = admin.createProject("granted")) {
            List<String> tables = new ArrayList<>();
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                owner.createBucket("granted", "b" + bucket);
                for (int table = 0; table < TABLES; table++) {
                    owner.createTable("granted", "b" + bucket, "t" + table);
                    tables.add("b" + bucket + ".t" + table);
                }
            }
            Samples opened = new Samples();
            Samples first = new Samples();
            for (int round = 0; round <= ROUNDS; round++) {
                String workspace = owner.createWorkspace("granted");
                String sql = "SELECT count(*) FROM " + tables.get(round * 131 % tables.size());
                (round == 0 ? new Samples() : opened).time(() -> owner.openSession(workspace));
                String session = owner.openSession(workspace);
                byte[] request = owner.query(workspace, session, sql, JSON);
                (round == 0 ? new Samples() : first)
                        .time(() -> owner.send(request).expect(200));
            }
            report.atMost(
                    "open a workspace with 3,000 granted tables", 100, opened.medianMillis(), " ms", opened.summary());
            report.atMost("first query of one of them", 20, first.medianMillis(), " ms", first.summary());
        }
    }
}
