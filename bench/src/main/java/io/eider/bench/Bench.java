package io.eider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the figures that were asked for, or all, and prints one table. Ends with 1 if a target was missed, with 2 if it was
 * called wrongly.
 */
public final class Bench {
    private static final int QUIET_SECONDS = 60;
    private static final double NANOS = 1e9;

    private Bench() {}

    /** Takes the names of figures. */
    public static void main(String[] names) throws Exception {
        Map<String, Figure> figures = figures();
        List<String> wanted = names.length == 0 ? List.copyOf(figures.keySet()) : List.of(names);
        if (!figures.keySet().containsAll(wanted)) {
            Report.tell("usage: bench/run [figure ...]; figures: " + String.join(" ", figures.keySet()));
            System.exit(2);
        }
        Report report = new Report();
        Path work = Files.createDirectories(
                Path.of(System.getProperty("eider.bench.dir")).toAbsolutePath());
        Path scratch = Files.createTempDirectory(work, "run");
        try (Server server = new Server(Path.of(System.getProperty("eider.home")), scratch)) {
            server.start();
            for (String name : wanted) {
                measure(name, figures.get(name), server, report);
            }
        } finally {
            deleteTree(scratch);
        }
        report.print();
        System.exit(report.isMissed() ? 1 : 0);
    }

    private static void measure(String name, Figure figure, Server server, Report report) throws Exception {
        Machine.awaitQuiet(QUIET_SECONDS);
        Report.tell("measuring: " + name);
        long start = System.nanoTime();
        double busy = Machine.busySeconds() - Machine.ownSeconds() - server.cpuSeconds();
        figure.measure(server, report);
        busy = Machine.busySeconds() - Machine.ownSeconds() - server.cpuSeconds() - busy;
        double available = (System.nanoTime() - start) / NANOS * Machine.processors();
        report.others(name, Math.max(0, busy / available));
    }

    /** In the order in which they run: the last one has the most data to start with. */
    private static Map<String, Figure> figures() {
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("create", new CreateFigure());
        figures.put("read", new ReadFigure());
        figures.put("requests", new RequestsFigure());
        figures.put("upload", new UploadFigure());
        figures.put("import", new ImportFigure());
        figures.put("reimport", new ReimportFigure());
        figures.put("profile", new ProfileFigure());
        figures.put("upsert", new UpsertFigure());
        figures.put("snapshot", new SnapshotFigure());
        figures.put("small", new SmallImportFigure());
        figures.put("parallel", new ParallelImportFigure());
        figures.put("query", new QueryFigure());
        figures.put("pgwire", new PgwireFigure());
        figures.put("granted", new GrantedTablesFigure());
        figures.put("bridge-files", new BridgedFilesFigure());
        figures.put("bridge", new BridgeFigure());
        figures.put("ontology", new OntologyFigure());
        figures.put("many", new ManyTablesFigure());
        figures.put("start", new StartFigure());
        return figures;
    }

    /** Deletes a directory with all in it. */
    static void deleteTree(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
