package io.eider.bridge.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.LongConsumer;

/** Rows of a session: those of the driver, but for the way back to its connection. */
public final class SessionRows implements InvocationHandler {
    private final Statement statement;
    private final ResultSet rows;
    private final LongConsumer counted;
    private long fetched;

    private SessionRows(Statement statement, ResultSet rows, LongConsumer counted) {
        this.statement = statement;
        this.rows = rows;
        this.counted = counted;
    }

    public static ResultSet over(Statement statement, ResultSet rows, LongConsumer counted) {
        return (ResultSet) Proxy.newProxyInstance(
                SessionRows.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                new SessionRows(statement, rows, counted));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("getStatement")) {
            return statement;
        }
        Object common = SessionConnection.common(proxy, name, arguments, "bridge rows");
        if (common != null) {
            return common;
        }
        try {
            Object result = SessionConnection.call(rows, method, arguments);
            if (name.equals("next")) {
                count((Boolean) result);
            } else if (name.equals("close")) {
                count(false);
            }
            return result;
        } catch (SQLException e) {
            throw Failures.atTarget(e);
        }
    }

    private void count(boolean more) {
        if (more) {
            fetched++;
        } else {
            counted.accept(fetched);
            fetched = 0;
        }
    }
}
