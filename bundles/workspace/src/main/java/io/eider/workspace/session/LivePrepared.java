package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.api.workspace.PreparedSql;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SqlResults;
import io.eider.engine.sandbox.SandboxFailure;
import io.eider.workspace.statement.SqlFailures;
import io.eider.workspace.statement.Targets;
import java.util.List;

/** A statement of a session that can be run again and again, each time by a plan that is good. */
final class LivePrepared implements PreparedSql {
    private final LiveSession session;
    private final String sql;
    private final Plan plan;
    private List<String> parameterTypes = List.of();
    private List<ResultColumn> columns = List.of();

    LivePrepared(LiveSession session, String sql, Plan plan) {
        this.session = session;
        this.sql = sql;
        this.plan = plan;
    }

    /** Lets DuckDB understand it. */
    void describe() {
        LiveResults.enter(session, plan);
        if (plan.isPlannable()) {
            parameterTypes = plan.make().parameterTypes();
            columns = plan.givesRows() ? plan.make().shape() : List.of();
            return;
        }
        switch (plan.statement().kind()) {
            case SHOW -> {
                TextRows shown = TextRows.shown(session, plan.statement().name());
                columns = shown == null ? plan.make().shape() : shown.columns();
            }
            case EXECUTE ->
                throw SqlFailures.of(
                        "0A000",
                        "EXECUTE belongs to the simple protocol",
                        "Bind the statement that the protocol has parsed.");
            default -> {
                // gives no rows
            }
        }
    }

    /** What DuckDB said about it. */
    ApiException failure(SandboxFailure failure) {
        return plan.failure(failure, sql, 0);
    }

    @Override
    public String command() {
        return plan.command();
    }

    @Override
    public boolean isDefinition() {
        return Targets.isDefining(plan.statement().kind());
    }

    @Override
    public List<String> parameterTypes() {
        return parameterTypes;
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public SqlResults run(List<?> parameters, RunOptions options) {
        return session.run(sql, plan, parameters, options);
    }

    @Override
    public void close() {
        plan.leave();
    }
}
