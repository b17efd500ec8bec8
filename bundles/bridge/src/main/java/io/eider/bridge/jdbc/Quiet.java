package io.eider.bridge.jdbc;

/** Closes what may be broken already. */
public final class Quiet {
    private Quiet() {}

    public static void close(AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) { // an edge: there is nothing left to do for it
            System.getLogger(Quiet.class.getName()).log(System.Logger.Level.DEBUG, "Closing", e);
        }
    }
}
