package io.eider.bridge.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Values for the parameters of a statement, kept as the calls that set them. */
public final class Parameters {
    public static final Parameters NONE = new Parameters();

    private final Map<Integer, Call> calls = new TreeMap<>();

    private record Call(Method method, Object[] arguments) {}

    /** Keeps {@code setInt(1, 7)}. */
    public void set(Method method, Object[] arguments) {
        calls.put((Integer) arguments[0], new Call(method, arguments.clone()));
    }

    public void clear() {
        calls.clear();
    }

    public boolean isEmpty() {
        return calls.isEmpty();
    }

    public Parameters copy() {
        Parameters copy = new Parameters();
        copy.calls.putAll(calls);
        return copy;
    }

    public void apply(PreparedStatement statement) throws SQLException {
        for (Call call : calls.values()) {
            try {
                call.method.invoke(statement, call.arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof SQLException refused ? refused : new SQLException(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e); // the methods of PreparedStatement are public
            }
        }
    }
}
