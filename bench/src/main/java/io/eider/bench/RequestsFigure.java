package io.eider.bench;

import java.time.Duration;
import java.util.Locale;

/** Many clients that ask for tables as fast as they can. */
final class RequestsFigure implements Figure {
    private static final int CLIENTS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration TIME = Duration.ofSeconds(10);

    @Override
    public void measure(Server server, Report report) throws Exception {
        try (Client admin = server.admin();
                Client owner = admin.createProject("requests")) {
            String table = owner.createAll("requests", "all", "rows");
            byte[] get = owner.getRequest(table);
            Crowd.Work ask = client -> client.send(get).expect(200);
            Crowd.run(owner, CLIENTS, WARM_UP, ask);
            double serverBefore = server.cpuSeconds();
            double clientBefore = Machine.ownSeconds();
            long start = System.nanoTime();
            Samples samples = Crowd.run(owner, CLIENTS, TIME, ask);
            double seconds = (System.nanoTime() - start) / 1e9;
            double available = seconds * Machine.processors();
            report.atLeast(
                    "get table, " + CLIENTS + " clients",
                    1_500,
                    samples.count() / seconds,
                    " requests/s",
                    String.format(
                            Locale.ROOT,
                            "%s; of the processors the server had %.0f %%, the clients %.0f %%",
                            samples.summary(),
                            100 * (server.cpuSeconds() - serverBefore) / available,
                            100 * (Machine.ownSeconds() - clientBefore) / available));
        }
    }
}
