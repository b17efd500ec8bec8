package io.eider.console;

import java.io.PrintStream;
import org.apache.karaf.shell.api.console.Session;
import org.jline.reader.LineReader;

/**
 * How far something is, on one line of a terminal that is written over and over, at most ten times a second. Thread-safe:
 * an import reports from another thread.
 */
final class ProgressLine implements AutoCloseable {
    private static final long PERIOD_NANOS = 100_000_000;
    private static final int PERCENT = 100;

    /** Where Karaf's sessions keep what reads their lines. */
    private static final String READER = ".jline.reader";

    private final PrintStream terminal; // null: nobody watches
    private final LineReader reader; // null: no prompt will be drawn
    private String shown = ""; // guarded by this
    private long shownAt; // guarded by this

    private ProgressLine(PrintStream terminal, LineReader reader) {
        this.terminal = terminal;
        this.reader = reader;
    }

    /** A line on the terminal of a session. */
    static ProgressLine on(Session session) {
        LineReader reader = session.get(READER) instanceof LineReader found ? found : null;
        return new ProgressLine(session.getConsole(), reader);
    }

    /** A line on a terminal. */
    static ProgressLine on(PrintStream terminal) {
        return new ProgressLine(terminal, null);
    }

    /** A line that nobody sees. */
    static ProgressLine hidden() {
        return new ProgressLine(null, null);
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
     * Ends the line with a text that stays; Karaf itself shows nothing of a command that was interrupted, and draws its prompt meanwhile: so
     * the reader of that prompt prints the text, or the two would be mixed letter by letter. Printed without the interrupt, because what
     * an interrupted thread writes to an ssh terminal may be lost.
     */
    synchronized void end(String text) {
        if (terminal == null) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        if (reader == null) {
            terminal.println(line(text));
            terminal.flush();
        } else {
            reader.printAbove(line(text));
        }
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
        terminal.print(line(text));
        terminal.flush();
    }

    /** The text over what is shown. */
    private String line(String text) {
        return '\r' + text + " ".repeat(Math.max(0, shown.length() - text.length()));
    }
}
