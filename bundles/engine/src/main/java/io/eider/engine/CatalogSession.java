package io.eider.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection to the catalog with its prepared statements. The texts are constants of the domain bundles, so their number
 * is bounded. Belongs to one piece of work at a time.
 */
public final class CatalogSession implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    CatalogSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * Runs a query.
     *
     * @param sql constant text with {@code ?} for the parameters; {@link Instant} and Optional are accepted as parameters
     */
    public <T> List<T> query(String sql, Rows<T> rows, Object... parameters) {
        return run(sql, parameters, statement -> {
            List<T> all = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    all.add(rows.read(result));
                }
            }
            return all;
        });
    }

    /** The first row of a query, if there is one. */
    public <T> Optional<T> first(String sql, Rows<T> rows, Object... parameters) {
        return query(sql, rows, parameters).stream().findFirst();
    }

    /** Runs a statement that changes rows and says how many. */
    public int update(String sql, Object... parameters) {
        return run(sql, parameters, PreparedStatement::executeUpdate);
    }

    /** An instant from a TIMESTAMPTZ column, empty for NULL. */
    public static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** Runs a statement without parameters or result. */
    void command(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw CatalogFailure.of(e);
        }
    }

    private <T> T run(String sql, Object[] parameters, Work<T> work) {
        try {
            PreparedStatement statement = prepared.get(sql);
            if (statement == null) {
                statement = connection.prepareStatement(sql);
                prepared.put(sql, statement);
            }
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, bindable(parameters[i]));
            }
            return work.on(statement);
        } catch (SQLException e) {
            prepared.remove(sql); // the driver closes a statement that failed
            throw CatalogFailure.of(e);
        }
    }

    private static Object bindable(Object value) {
        Object plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return plain instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : plain;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
        connection.close();
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
