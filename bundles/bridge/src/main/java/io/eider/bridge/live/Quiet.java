package io.eider.bridge.live;

/** Closes what may be broken already. */
final class Quiet {
    private Quiet() {}

    static void close(AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) { // an edge: there is nothing left to do for it
            System.getLogger(Quiet.class.getName()).log(System.Logger.Level.DEBUG, "Closing", e);
        }
    }
}
