package io.eider.bridge.jdbc;

import io.eider.api.error.ApiException;
import io.eider.api.sql.StatementText;
import io.eider.api.sql.Statements;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A statement of a session as {@link Statement} and {@link PreparedStatement}. Nothing is prepared before it is executed, and then anew each time: DuckDB
 * gives wrong rows when a prepared statement is run again after the data has changed (see docs/duckdb-notes.md).
 */
public final class SessionStatement implements InvocationHandler {
    private static final Set<String> HINTS = Set.of(
            "setFetchSize",
            "setFetchDirection",
            "setEscapeProcessing",
            "setPoolable",
            "clearWarnings",
            "setQueryTimeout",
            "closeOnCompletion",
            "setMaxFieldSize",
            "setMaxRows",
            "setLargeMaxRows",
            "setCursorName");

    private final StatementSession session;
    private final Connection connection;
    private final String prepared;
    private final Parameters parameters = new Parameters();
    private final List<Object> batch = new ArrayList<>();
    private volatile PreparedStatement running;
    private Ran ran = Ran.COMMAND;
    private boolean read = true;
    private boolean closed;

    private SessionStatement(StatementSession session, Connection connection, String prepared) {
        this.session = session;
        this.connection = connection;
        this.prepared = prepared;
    }

    public static Object over(StatementSession session, Connection connection, Class<?> type, String sql)
            throws SQLException {
        if (session.isClosed()) {
            throw Failures.gone();
        }
        return Proxy.newProxyInstance(
                SessionStatement.class.getClassLoader(),
                new Class<?>[] {type},
                new SessionStatement(session, connection, sql));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        Object common = SessionConnection.common(proxy, name, arguments, "bridge statement");
        if (common != null) {
            return common;
        }
        if (name.startsWith("set") && prepared != null && arguments[0] instanceof Integer && arguments.length >= 2) {
            parameters.set(method, arguments);
            return null;
        }
        if (HINTS.contains(name)) {
            return null;
        }
        return name.startsWith("execute")
                ? executed((Statement) proxy, name, arguments)
                : other((Statement) proxy, name, arguments);
    }

    private Object executed(Statement proxy, String name, Object[] arguments) throws SQLException {
        if (name.endsWith("Batch")) {
            return batch(name);
        }
        run(arguments == null ? prepared : (String) arguments[0], arguments == null ? parameters : Parameters.NONE);
        return switch (name) {
            case "execute" -> ran.hasRows();
            case "executeQuery" -> {
                if (!ran.hasRows()) {
                    throw new SQLException("The statement gives no rows", "02000");
                }
                yield rows(proxy);
            }
            case "executeUpdate" -> (int) Math.max(0, ran.count());
            default -> Math.max(0, ran.count());
        };
    }

    private Object batch(String name) throws SQLException {
        long[] counts = new long[batch.size()];
        for (int i = 0; i < counts.length; i++) {
            Object item = batch.get(i);
            if (item instanceof Parameters values) {
                run(prepared, values);
            } else {
                run((String) item, Parameters.NONE);
            }
            counts[i] = Math.max(0, ran.count());
        }
        batch.clear();
        if (name.equals("executeLargeBatch")) {
            return counts;
        }
        int[] small = new int[counts.length];
        for (int i = 0; i < counts.length; i++) {
            small[i] = (int) counts[i];
        }
        return small;
    }

    private void run(String sql, Parameters values) throws SQLException {
        if (closed) {
            throw new SQLException("The statement is closed", "55000");
        }
        ran.close();
        ran = Ran.COMMAND;
        read = true;
        try {
            for (StatementText statement : Statements.split(sql)) {
                ran.close();
                ran = Ran.COMMAND;
                ran = session.run(statement.text(), values, started -> running = started);
            }
        } catch (ApiException e) {
            throw Failures.of(e);
        } finally {
            running = null;
        }
        read = false;
    }

    private Object other(Statement proxy, String name, Object[] arguments) throws SQLException {
        return switch (name) {
            case "getResultSet" -> ran.hasRows() ? rows(proxy) : null;
            case "getUpdateCount" -> (int) count();
            case "getLargeUpdateCount" -> count();
            case "getMoreResults" -> {
                read = true;
                ran.close();
                ran = Ran.COMMAND;
                yield false;
            }
            case "close" -> {
                closed = true;
                ran.close();
                yield null;
            }
            case "isClosed" -> closed;
            case "cancel" -> {
                PreparedStatement statement = running;
                if (statement != null) {
                    statement.cancel();
                }
                yield null;
            }
            case "getConnection" -> connection;
            case "addBatch" -> {
                batch.add(arguments == null ? parameters.copy() : arguments[0]);
                yield null;
            }
            case "clearBatch" -> {
                batch.clear();
                yield null;
            }
            case "clearParameters" -> {
                parameters.clear();
                yield null;
            }
            case "getWarnings" -> null;
            case "getFetchSize", "getMaxRows", "getQueryTimeout", "getMaxFieldSize" -> 0;
            case "getLargeMaxRows" -> 0L;
            case "getResultSetType" -> ResultSet.TYPE_FORWARD_ONLY;
            case "getResultSetConcurrency" -> ResultSet.CONCUR_READ_ONLY;
            case "getFetchDirection" -> ResultSet.FETCH_FORWARD;
            case "getResultSetHoldability" -> ResultSet.HOLD_CURSORS_OVER_COMMIT;
            case "isPoolable", "isCloseOnCompletion" -> false;
            default -> throw new SQLFeatureNotSupportedException("Not on a statement of a bridge: " + name);
        };
    }

    private long count() {
        long count = read || ran.hasRows() ? -1 : Math.max(0, ran.count());
        read = true;
        return count;
    }

    private ResultSet rows(Statement proxy) throws SQLException {
        return SessionRows.over(proxy, ran.statement().getResultSet(), ran.rows());
    }
}
