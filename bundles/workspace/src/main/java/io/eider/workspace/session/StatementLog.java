package io.eider.workspace.session;

import io.eider.workspace.statement.Literals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines in their order, on a thread of its own, so that no statement waits for a disk. None is left out: who has one more than may wait
 * waits itself, and what waits when it is closed is written first. A server that is killed loses the lines of its last moment. Thread-safe.
 */
final class StatementLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatementLog.class);
    private static final int WAITING = 1024;
    private static final long PAUSE_MILLIS = 20;
    private static final long CLOSE_SECONDS = 10;
    /** A longer text is not kept for the writer. */
    private static final int LONG = 8_000;

    private static final int REMEMBERED = 256;

    private final Consumer<String> sink;
    private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(WAITING);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer = new Thread(this::write, "eider-statement-log");
    private final Map<String, String> hidden = new LinkedHashMap<>(16, 0.75f, true); // of the writer

    /** @param sink called by one thread at a time */
    StatementLog(Consumer<String> sink) {
        this.sink = sink;
        writer.setDaemon(true);
        writer.start();
    }

    private record Line(String head, String sql, boolean isHidden) {}

    /** A line without a statement. */
    void add(String line) {
        put(new Line(line, "", true));
    }

    /** A line with a statement, whose literals are hidden. */
    void add(String head, String sql) {
        boolean isLong = sql.length() > LONG;
        put(new Line(head, isLong ? Literals.hidden(sql) : sql, isLong));
    }

    private void put(Line line) {
        try {
            while (closing.getCount() > 0 && writer.isAlive()) {
                if (waiting.offer(line, PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) { // who is interrupted, or late, writes it itself
            accept(line.head + (line.isHidden ? line.sql : Literals.hidden(line.sql)));
        }
    }

    private void accept(String line) {
        try {
            sink.accept(line);
        } catch (RuntimeException e) {
            LOG.error("The log eider.audit lost a line", e); // the next ones may be written
        }
    }

    private void write() {
        boolean isLast = false;
        while (!isLast) {
            isLast = pause();
            List<Line> lines = new ArrayList<>();
            while (waiting.drainTo(lines) > 0) {
                synchronized (this) {
                    lines.forEach(line -> accept(line.head + text(line)));
                }
                lines.clear();
            }
        }
    }

    /** Nobody has to wake it for each line. Whether it is closed. */
    private boolean pause() {
        try {
            return waiting.isEmpty() ? closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS) : closing.getCount() == 0;
        } catch (InterruptedException e) {
            return true; // nobody does that but who ends the process
        }
    }

    private String text(Line line) {
        if (line.isHidden) {
            return line.sql;
        }
        String text = hidden.computeIfAbsent(line.sql, Literals::hidden);
        if (hidden.size() > REMEMBERED) {
            hidden.remove(hidden.keySet().iterator().next());
        }
        return text;
    }

    /** Writes what waits and ends. */
    @Override
    public void close() {
        closing.countDown();
        try {
            writer.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
