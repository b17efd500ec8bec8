package io.eider.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The entry of the process. */
public final class Launcher {
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);

    private final Path home;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Launcher(Path home, Map<String, String> environment, PrintStream out, PrintStream err) {
        this.home = home;
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Starts the server and stays until it has ended; {@code --help} tells the rest. */
    public static void main(String[] args) {
        Path home =
                Path.of(System.getProperty("eider.home", ".")).toAbsolutePath().normalize();
        // CHECKSTYLE-OFF: standardStreams
        Launcher launcher = new Launcher(home, System.getenv(), System.out, System.err);
        // CHECKSTYLE-ON: standardStreams
        System.exit(launcher.run(List.of(args)));
    }

    /** Does what the arguments say and returns the exit code. */
    int run(List<String> args) {
        try {
            Options options = Options.parse(args);
            return switch (options.action()) {
                case HELP -> print(Help.text());
                case VERSION -> print("Eider " + Help.version());
                case SERVE -> serve(options);
            };
        } catch (StartFailure e) {
            e.getMessage().lines().forEach(line -> err.println("eider: " + line));
            return 1;
        }
    }

    private int print(String text) {
        out.println(text);
        return 0;
    }

    private int serve(Options options) {
        Settings settings = Settings.read(environment, home.resolve("etc"));
        checkFiles();
        try (DataDir dataDir = DataDir.take(settings.dataDir())) {
            Surroundings.check(settings, err);
            RunDir run = new RunDir(home, dataDir.path());
            out.print(Banner.text(settings, run));
            AdminKey adminKey = options.demo() == Options.Demonstration.SHOWN
                    ? AdminKey.forDemonstration(settings, environment, out)
                    : AdminKey.ofSettings(settings, environment);
            run.prepare(settings, adminKey);
            KarafServer server = new KarafServer(home, run);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "eider-stop"));
            server.start();
            Thread watch = new Thread(() -> whenReady(settings, run, options, adminKey), "eider-ready");
            watch.setDaemon(true);
            watch.start();
            EtcWatch.Taking taking = (changed, now) -> run.takeOver(changed, now, adminKey);
            Thread etc = new Thread(new EtcWatch(home, environment, taking, err), "eider-etc");
            etc.setDaemon(true);
            etc.start();
            return server.await();
        } catch (IOException e) {
            throw new StartFailure("DATA_DIR=" + settings.dataDir() + ": " + e, e);
        }
    }

    private void checkFiles() {
        try {
            DeclaredKeys.of(home).check(home.resolve("etc"), environment);
        } catch (IOException e) {
            throw new StartFailure(home + ": not a complete distribution: " + e, e);
        }
    }

    private void stop(KarafServer server) {
        out.println("Eider stops.");
        server.stop();
        out.println("Eider has stopped.");
    }

    private void whenReady(Settings settings, RunDir run, Options options, AdminKey adminKey) {
        URI base = Banner.base(settings);
        try {
            if (!new Readiness(base).await(READY_WITHIN)) {
                err.println("eider: not ready after " + READY_WITHIN.toSeconds() + " s; see "
                        + run.log().resolve("karaf.log"));
                return;
            }
            out.println("Eider is ready: " + base + " after " + Banner.sinceStart());
            if (options.demo() == Options.Demonstration.SHOWN) {
                String key = adminKey.value().get().orElseThrow(() -> new StartFailure("the admin key is not known"));
                new Demo(base, key, home.resolve("demo/orders.csv"), out).run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StartFailure e) {
            err.println("eider: " + e.getMessage());
        }
    }
}
