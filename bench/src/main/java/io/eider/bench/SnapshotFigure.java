package io.eider.bench;

import java.nio.file.Path;

/** Snapshots, restores and branches of a large table: links, so none may cost what the table's size costs. */
final class SnapshotFigure implements Figure {
    private static final int WARM_UP = 3;
    private static final int COUNT = 20;

    private int next;

    @Override
    public void measure(Server server, Report report) throws Exception {
        Path csv = CsvFile.write(server.scratch(), ImportFigure.ROWS, ImportFigure.ROWS);
        try (Client admin = server.admin();
                Client owner = admin.createProject("snapshot")) {
            String table = owner.createAll("snapshot", "all", "rows");
            owner.importFile(table, owner.upload("snapshot", csv));
            Samples taken = Samples.of(WARM_UP, COUNT, () -> owner.snapshot("snapshot", "all", "rows"));
            String one = owner.snapshot("snapshot", "all", "rows");
            Samples restored = Samples.of(WARM_UP, COUNT, () -> owner.restore(one));
            Samples branches = Samples.of(WARM_UP, COUNT, () -> owner.createBranch("snapshot", "b" + next++));
            report.atMost("snapshot of 2,000,000 rows", 15, taken.medianMillis(), " ms", taken.summary());
            report.atMost("restore of 2,000,000 rows", 15, restored.medianMillis(), " ms", restored.summary());
            report.atMost("create a branch", 10, branches.medianMillis(), " ms", branches.summary());
            firstWrite(owner, table, report);
        }
    }

    /** A first write in a branch copies the file once, as any write of some rows does. */
    private void firstWrite(Client owner, String table, Report report) throws Exception {
        Samples first = new Samples();
        Samples any = new Samples();
        for (int i = 0; i < 5; i++) {
            String branch = owner.createBranch("snapshot", "w" + next++);
            String inBranch = table.replace("/branches/default/", "/branches/" + branch + "/");
            first.time(() -> owner.deleteRows(inBranch, CsvFile.KEY + " = 1"));
            any.time(() -> owner.deleteRows(inBranch, CsvFile.KEY + " = 2"));
        }
        report.atMost(
                "first write to 2,000,000 rows in a branch / any later one",
                1.25,
                first.medianMillis() / any.medianMillis(),
                " ×",
                "first " + first.summary() + "; later " + any.summary());
    }
}
