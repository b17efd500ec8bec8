package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.api.meter.Meters;
import io.eider.api.swap.Swappable;
import io.eider.workspace.gate.GatedStatement;
import io.eider.workspace.statement.Literals;
import io.eider.workspace.statement.SqlFailures;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line of the log {@code eider.audit} for every session and statement, and what is counted of them. Never a literal, never a value. */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("eider.audit");
    private static final List<Double> SECONDS = List.of(.01, .05, .1, .5, 1d, 5d, 10d, 30d, 60d, 300d);

    private final Swappable<Meters> meters;

    Audit(Swappable<Meters> meters) {
        this.meters = meters;
    }

    void opened(LiveSession session) {
        LOG.info("{} opened", who(session));
    }

    void closed(LiveSession session, String why) {
        LOG.info("{} closed: {}", who(session), why);
    }

    void done(LiveSession session, GatedStatement statement, String command, Duration time, long rows) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "{} 00000 {} ms {} rows {} | {}",
                    who(session),
                    time.toMillis(),
                    rows,
                    command,
                    Literals.hidden(statement.text()));
        }
        count("success", time);
    }

    void failed(LiveSession session, GatedStatement statement, Duration time, ApiException e) {
        String state = SqlFailures.sqlState(e);
        if (LOG.isInfoEnabled()) {
            LOG.info("{} {} {} ms | {}", who(session), state, time.toMillis(), Literals.hidden(statement.text()));
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

    private static String who(LiveSession session) {
        return "workspace=" + session.instance().workspace().id() + " project="
                + session.instance().workspace().project() + " session=" + session.id() + " client="
                + session.client().front() + "/" + session.client().address().orElse("-");
    }
}
