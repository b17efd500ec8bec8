package io.eider.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Asks the server whether it is ready. */
final class Readiness {
    private static final int PROBE_MILLIS = 2_000;
    private static final long PAUSE_MILLIS = 50;

    private final URI probe;

    /** For the server with this base address. */
    Readiness(URI base) {
        this.probe = base.resolve("/health/ready");
    }

    /**
     * Asks until the answer is yes.
     *
     * @return whether it was before the time was over
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    boolean await(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < deadline) {
            if (isReady()) {
                return true;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return false;
    }

    private boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection) probe.toURL().openConnection();
            connection.setConnectTimeout(PROBE_MILLIS);
            connection.setReadTimeout(PROBE_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false; // nobody listens yet
        }
    }
}
