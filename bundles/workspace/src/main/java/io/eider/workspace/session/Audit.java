package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.api.meter.Meters;
import io.eider.api.swap.Swappable;
import io.eider.workspace.statement.SqlFailures;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line of the log {@code eider.audit} for every session and statement, and what is counted of them. Never a literal, never a value. */
final class Audit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("eider.audit");
    private static final List<Double> SECONDS = List.of(.01, .05, .1, .5, 1d, 5d, 10d, 30d, 60d, 300d);

    private final Swappable<Meters> meters;
    private final StatementLog log;

    Audit(Swappable<Meters> meters) {
        this(meters, LOG::info);
    }

    /** With another place for the lines. */
    Audit(Swappable<Meters> meters, Consumer<String> sink) {
        this.meters = meters;
        this.log = new StatementLog(sink);
    }

    void opened(LiveSession session) {
        log.add(session.who() + " opened");
    }

    void closed(LiveSession session, String why) {
        log.add(session.who() + " closed: " + why);
    }

    void done(LiveSession session, String sql, Duration time, long rows, String command) {
        if (LOG.isInfoEnabled()) {
            log.add(session.who() + " 00000 " + time.toMillis() + " ms " + rows + " rows " + command + " | ", sql);
        }
        count("success", time);
    }

    void failed(LiveSession session, String sql, Duration time, ApiException e) {
        String state = SqlFailures.sqlState(e);
        if (LOG.isInfoEnabled()) {
            log.add(session.who() + " " + state + " " + time.toMillis() + " ms | ", sql);
        }
        count(state.equals("57014") ? "timeout" : "error", time);
    }

    private void count(String outcome, Duration time) {
        meters.runIfBound(service -> {
            service.counter("eider_workspace_statements_total", "Statements of workspaces", "status")
                    .add(1, outcome);
            service.histogram(
                            "eider_workspace_statement_duration_seconds",
                            "Run of statements of workspaces, reading of rows included",
                            SECONDS,
                            "status")
                    .observe(time.toNanos() / 1e9, outcome);
        });
    }

    /** Writes what waits. */
    @Override
    public void close() {
        log.close();
    }
}
