package io.eider.bench;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Starts on the data of all figures before, and the memory of a server that has nothing to do. */
final class StartFigure implements Figure {
    private static final int COUNT = 3;
    private static final long IDLE_SECONDS = 30;

    @Override
    public void measure(Server server, Report report) throws Exception {
        report.note("resident memory after all work before the last start: %.0f MB", server.residentMb());
        Samples starts = new Samples();
        for (int i = 0; i < COUNT; i++) {
            server.stop();
            starts.time(server::start);
        }
        report.atMost(
                "start to `/health/ready`, not the first",
                5,
                starts.medianMillis() / 1000,
                " s",
                String.format(Locale.ROOT, "median of %d; longest %.1f s", COUNT, starts.percentileMillis(100) / 1000));
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        report.atMost(
                "resident memory, idle",
                400,
                server.residentMb(),
                " MB",
                "after " + IDLE_SECONDS + " s without a request");
    }
}
