package io.eider.launcher;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.main.Main;
import org.osgi.framework.launch.Framework;

/** Karaf, from its start to its end. */
final class KarafServer {
    private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(60);

    private final Main karaf;

    /**
     * Tells Karaf its places; it starts with {@link #start}.
     *
     * @param home the distribution
     * @param run what it writes
     */
    KarafServer(Path home, RunDir run) {
        set("karaf.home", home);
        set("karaf.base", home);
        set("karaf.data", run.path());
        set("karaf.etc", run.etc());
        set("karaf.log", run.log());
        set("karaf.instances", run.path().resolve("instances"));
        set("java.io.tmpdir", run.path().resolve("tmp"));
        set("java.util.logging.config.file", run.etc().resolve("java.util.logging.properties"));
        System.setProperty("karaf.startLocalConsole", "false");
        System.setProperty("karaf.startRemoteShell", "true");
        System.setProperty("karaf.handle.sigterm", "false");
        this.karaf = new Main(new String[0]);
    }

    /** Starts it; returns while the bundles are still starting. */
    void start() {
        try {
            karaf.launch();
        } catch (Exception e) { // Karaf declares no narrower one
            throw new StartFailure("Karaf did not start: " + e, e);
        }
    }

    /** Waits until it has ended, by the console or by {@link #stop}. */
    int await() {
        try {
            karaf.awaitShutdown();
            karaf.destroy();
            return karaf.getExitCode();
        } catch (Exception e) { // Karaf declares no narrower one
            throw new StartFailure("Karaf did not end cleanly: " + e, e);
        }
    }

    /** Stops all bundles and waits for it, at most a minute. */
    void stop() {
        Framework framework = karaf.getFramework();
        if (framework == null) {
            return;
        }
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (org.osgi.framework.BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(String property, Path path) {
        System.setProperty(property, path.toString());
    }
}
