package io.eider.console;

import java.io.PrintStream;

/**
 * How far something is, on one line of a terminal that is written over and over, at most ten times a second. Thread-safe:
 * an import reports from another thread.
 */
final class ProgressLine implements AutoCloseable {
    private static final long PERIOD_NANOS = 100_000_000;
    private static final int PERCENT = 100;

    private final PrintStream terminal; // null: nobody watches
    private String shown = ""; // guarded by this
    private long shownAt; // guarded by this

    private ProgressLine(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** A line on a terminal. */
    static ProgressLine on(PrintStream terminal) {
        return new ProgressLine(terminal);
    }

    /** A line that nobody sees. */
    static ProgressLine hidden() {
        return new ProgressLine(null);
    }

    synchronized void report(String what, double fraction) {
        String text = what + " " + Math.round(fraction * PERCENT) + " %";
        long now = System.nanoTime();
        boolean isDue = !shown.startsWith(what) || now - shownAt >= PERIOD_NANOS || fraction >= 1;
        if (terminal != null && isDue && !text.equals(shown)) {
            print(text);
            shown = text;
            shownAt = now;
        }
    }

    /**
     * Ends the line with a text that stays; Karaf itself shows nothing of a command that was interrupted. Printed without
     * the interrupt, because what an interrupted thread writes to an ssh terminal may be lost.
     */
    synchronized void end(String text) {
        if (terminal == null) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        print(text);
        terminal.println();
        terminal.flush();
        shown = "";
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves an empty line. */
    @Override
    public synchronized void close() {
        if (terminal != null && !shown.isEmpty()) {
            print("");
            terminal.print('\r');
            terminal.flush();
            shown = "";
        }
    }

    private void print(String text) {
        terminal.print('\r' + text + " ".repeat(Math.max(0, shown.length() - text.length())));
        terminal.flush();
    }
}
