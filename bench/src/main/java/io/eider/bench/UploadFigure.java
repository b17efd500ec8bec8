package io.eider.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Upload of a large file over loopback. */
final class UploadFigure implements Figure {
    private static final int WARM_UP = 2;
    private static final int COUNT = 5;
    private static final double MEGA = 1e6;

    @Override
    public void measure(Server server, Report report) throws Exception {
        Path file = CsvFile.write(server.scratch(), ImportFigure.ROWS, ImportFigure.ROWS);
        double megabytes = Files.size(file) / MEGA;
        try (Client admin = server.admin();
                Client owner = admin.createProject("upload")) {
            String key = owner.prepare("upload");
            Samples.Work send = () -> owner.send("upload", key, file);
            Samples.of(0, WARM_UP, send);
            server.collectGarbage();
            double before = server.heapMb();
            Samples samples = Samples.of(0, COUNT, send);
            double garbage = server.heapMb();
            server.collectGarbage();
            double after = server.heapMb();
            report.atLeast(
                    String.format(Locale.ROOT, "upload of %.0f MB", megabytes),
                    300,
                    megabytes / samples.medianMillis() * 1000,
                    " MB/s",
                    samples.summary());
            report.atMost(
                    "heap growth by " + COUNT + " uploads",
                    4,
                    after - before,
                    " MB",
                    String.format(
                            Locale.ROOT,
                            "after collection: %.1f, then %.1f MB; with garbage %.1f",
                            before,
                            after,
                            garbage));
        }
    }
}
