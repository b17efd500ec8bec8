package io.eider.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Looks every second whether a file in the distribution's {@code etc/} was changed whose settings can change while the server runs, and gives it to
 * Karaf. A file with a wrong setting is told of and not taken.
 */
final class EtcWatch implements Runnable {
    private static final List<String> CHANGEABLE = List.of("io.eider.ontology.cfg");
    private static final long PAUSE_MILLIS = 1_000;

    private final Path home;
    private final Map<String, String> environment;
    private final Taking taking;
    private final PrintStream err;
    private final FileTime[] seen = new FileTime[CHANGEABLE.size()];

    /** What is done with a changed file. */
    interface Taking {
        void take(Path changed, Settings settings) throws IOException;
    }

    EtcWatch(Path home, Map<String, String> environment, Taking taking, PrintStream err) {
        this.home = home;
        this.environment = environment;
        this.taking = taking;
        this.err = err;
        for (int i = 0; i < seen.length; i++) {
            seen[i] = modified(file(i));
        }
    }

    private Path file(int i) {
        return home.resolve("etc").resolve(CHANGEABLE.get(i));
    }

    @Override
    public void run() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        for (int i = 0; i < seen.length; i++) {
            FileTime now = modified(file(i));
            if (!now.equals(seen[i])) {
                seen[i] = now;
                take(file(i));
            }
        }
    }

    private void take(Path changed) {
        try {
            DeclaredKeys.of(home).check(home.resolve("etc"), environment);
            taking.take(changed, Settings.read(environment, home.resolve("etc")));
        } catch (StartFailure | IOException e) {
            err.println("eider: " + changed.getFileName() + " was changed and is not taken up: " + e.getMessage());
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // it is being replaced
        }
    }
}
