package io.eider.bridge.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;

/** A session as {@link Connection}. What it does not do itself and what is not listed here is not supported: nothing leads to the source past it. */
public final class SessionConnection implements InvocationHandler {
    private static final Set<String> OF_TARGET = Set.of(
            "createArrayOf",
            "createBlob",
            "createClob",
            "createStruct",
            "getMetaData",
            "getTransactionIsolation",
            "getTypeMap",
            "getWarnings",
            "clearWarnings",
            "getHoldability");

    private final StatementSession session;

    private SessionConnection(StatementSession session) {
        this.session = session;
    }

    public static Connection over(StatementSession session) {
        return (Connection) Proxy.newProxyInstance(
                SessionConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new SessionConnection(session));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        Object common = common(proxy, name, arguments, "bridge connection " + session.catalog());
        if (common != null) {
            return common;
        }
        return switch (name) {
            case "createStatement" -> SessionStatement.over(session, (Connection) proxy, Statement.class, null);
            case "prepareStatement" ->
                SessionStatement.over(session, (Connection) proxy, PreparedStatement.class, (String) arguments[0]);
            case "close", "abort" -> nothing(session::close);
            case "isClosed" -> session.isClosed();
            case "isValid" -> session.isValid();
            case "getAutoCommit" -> session.transaction().isAutoCommit();
            case "setAutoCommit" -> locked(() -> session.transaction().setAutoCommit((Boolean) arguments[0]));
            case "commit" -> locked(() -> session.transaction().end("COMMIT"));
            case "rollback" ->
                locked(() -> {
                    if (arguments != null) {
                        throw new SQLFeatureNotSupportedException("DuckDB has no savepoints");
                    }
                    session.transaction().end("ROLLBACK");
                });
            case "getCatalog" -> session.names().currentCatalog();
            case "getSchema" -> session.names().currentSchema();
            case "isReadOnly" -> false;
            case "nativeSQL" -> arguments[0];
            case "getClientInfo" -> arguments == null ? new Properties() : null;
            default -> {
                if (!OF_TARGET.contains(name)) {
                    throw new SQLFeatureNotSupportedException("Not on a connection of a bridge: " + name);
                }
                yield call(session.target(), method, arguments);
            }
        };
    }

    private Object locked(Action action) throws SQLException {
        session.lock().lock();
        try {
            if (session.isClosed()) {
                throw Failures.gone();
            }
            action.run();
            return null;
        } finally {
            session.lock().unlock();
        }
    }

    private static Object nothing(Runnable action) {
        action.run();
        return null;
    }

    /** What every object has, and {@code unwrap}, which leads nowhere; null for everything else. */
    public static Object common(Object proxy, String name, Object[] arguments, String shown) throws SQLException {
        return switch (name) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> shown;
            case "isWrapperFor" -> false;
            case "unwrap" -> throw new SQLFeatureNotSupportedException("Connections of bridges have nothing inside");
            default -> null;
        };
    }

    public static Object call(Object object, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Action {
        void run() throws SQLException;
    }
}
