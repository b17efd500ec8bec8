package io.eider.bridge.live;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.Bridges;
import io.eider.api.bridge.LiveRegistration;
import io.eider.api.bridge.LiveTables;
import io.eider.api.bridge.Permission;
import io.eider.api.bridge.TableName;
import io.eider.api.meter.Meters;
import io.eider.bridge.DuckBridges;
import io.eider.engine.link.InstanceTarget;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.AbstractThrowableAssert;

/** Two instances in memory, some tables in one of them, a bridge to the other. */
public final class LiveFixture implements AutoCloseable {
    final Map<String, Double> counted = new ConcurrentHashMap<>();
    final Bridges bridges = new DuckBridges(meters(counted));
    final Connection source = DriverManager.getConnection("jdbc:duckdb:");
    final Connection target = DriverManager.getConnection("jdbc:duckdb:");
    final InstanceTarget at = InstanceTarget.of(target, Path.of("target"));
    LiveRegistration registration;
    Bridge bridge;
    Connection app;

    LiveFixture(String... statements) throws SQLException {
        run(source, statements);
    }

    /** Opens a bridge {@code app} and a connection of it: {@code users} or {@code log read}. */
    LiveFixture open(String... tables) throws SQLException {
        bridge = openAs("app", tables);
        app = bridge.connect();
        return this;
    }

    Bridge openAs(String catalog, String... tables) {
        registration = register(catalog);
        return bridges.open(registration.source(), at, catalog, permissions(tables));
    }

    LiveRegistration register(String id) {
        return bridges.register(id, new LiveTables(source, "memory", "main"));
    }

    static Map<TableName, Permission> permissions(String... tables) {
        Map<TableName, Permission> permissions = new HashMap<>();
        for (String table : tables) {
            String[] words = table.split(" ");
            permissions.put(TableName.of(words[0]), words.length > 1 ? Permission.of(words[1]) : Permission.READWRITE);
        }
        return permissions;
    }

    public static void run(Connection connection, String... statements) throws SQLException {
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    /** Keeps what is counted, as {@code name label}. */
    public static Meters meters(Map<String, Double> counted) {
        return new Meters() {
            @Override
            public Counter counter(String name, String help, String... labelNames) {
                return (amount, values) -> counted.merge(name + " " + values[0], amount, Double::sum);
            }

            @Override
            public Gauge gauge(String name, String help, String... labelNames) {
                return NOOP.gauge(name, help, labelNames);
            }

            @Override
            public Histogram histogram(String name, String help, List<Double> upperBounds, String... labelNames) {
                return NOOP.histogram(name, help, upperBounds, labelNames);
            }
        };
    }

    /** The count of a write. */
    public static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** Rows as {@code a|b}. */
    public static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return texts(rows);
        }
    }

    public static List<String> texts(ResultSet rows) throws SQLException {
        List<String> all = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= columns; i++) {
                row.append(i > 1 ? "|" : "").append(rows.getObject(i) == null ? "NULL" : rows.getString(i));
            }
            all.add(row.toString());
        }
        return all;
    }

    /** What happens to a statement. */
    public static AbstractThrowableAssert<?, ? extends Throwable> fails(
            Connection connection, String sql, String sqlState) {
        return assertThatThrownBy(() -> run(connection, sql))
                .isInstanceOf(SQLException.class)
                .satisfies(e -> org.assertj.core.api.Assertions.assertThat(((SQLException) e).getSQLState())
                        .as(e.getMessage())
                        .isEqualTo(sqlState));
    }

    @Override
    public void close() throws SQLException {
        if (app != null) {
            app.close();
        }
        if (bridge != null) {
            bridge.close();
        }
        if (registration != null) {
            registration.close();
        }
        at.close();
        target.close();
        source.close();
    }
}
