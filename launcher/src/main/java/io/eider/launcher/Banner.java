package io.eider.launcher;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The first lines that the operator sees. */
final class Banner {
    private Banner() {}

    /** The address at which this machine reaches the server. */
    static URI base(Settings settings) {
        String host = settings.get(Setting.HTTP_HOST);
        String reached =
                switch (host) {
                    case "0.0.0.0" -> "127.0.0.1";
                    case "::", "[::]" -> "[::1]";
                    default -> host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
                };
        return URI.create("http://" + reached + ":" + settings.get(Setting.HTTP_PORT));
    }

    static String text(Settings settings, RunDir run) {
        URI base = base(settings);
        return """
                Eider %s
                  REST     %s  (docs at /docs, OpenAPI at /openapi.json)
                  Postgres port %s on %s  (TLS: %s)
                  Console  ssh -p %s karaf@%s  (password in %s)
                           DATA_DIR=%s %s
                  JMX      ports %s and %s on %s
                  Data     %s
                  Log      %s
                """
                .formatted(
                        Help.version(),
                        base,
                        settings.get(Setting.PGWIRE_PORT),
                        settings.get(Setting.PGWIRE_LISTEN),
                        settings.get(Setting.PGWIRE_TLS),
                        settings.get(Setting.SSH_PORT),
                        settings.get(Setting.SSH_HOST),
                        run.passwordFile(),
                        settings.dataDir(),
                        run.client(),
                        settings.get(Setting.RMI_REGISTRY_PORT),
                        settings.get(Setting.RMI_SERVER_PORT),
                        settings.get(Setting.RMI_HOST),
                        settings.dataDir(),
                        run.log().resolve("karaf.log"));
    }

    /** Time since the process was started. */
    static String sinceStart() {
        Duration age = ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Duration.between(start, Instant.now()))
                .orElse(Duration.ZERO);
        return String.format(Locale.ROOT, "%.1f s", age.toMillis() / 1000.0);
    }
}
