package io.eider.bridge.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** DuckDB's own parser: what a query says, without looking at any table. Belongs to one session. */
public final class Parser {
    private static final int REMEMBERED = 64;
    private static final int LONGEST_REMEMBERED = 10_000;

    private final Connection connection;
    private final Map<String, Optional<Map<String, Object>>> trees = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Map<String, Object>>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Over a connection on which nothing else runs. */
    public Parser(Connection connection) {
        this.connection = connection;
    }

    /** The tree of a query, or nothing if DuckDB does not read it as exactly one query. */
    public Optional<Map<String, Object>> parse(String sql) throws SQLException {
        Optional<Map<String, Object>> known = trees.get(sql);
        if (known != null) {
            return known;
        }
        Optional<Map<String, Object>> tree = serialized(sql);
        if (sql.length() <= LONGEST_REMEMBERED) {
            trees.put(sql, tree);
        }
        return tree;
    }

    private Optional<Map<String, Object>> serialized(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT json_serialize_sql(CAST(? AS VARCHAR), skip_empty := true, skip_null := true)")) {
            statement.setString(1, sql);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? single(Json.read(rows.getString(1))) : Optional.empty();
            }
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            return Optional.empty(); // what cannot be serialized
        }
    }

    @SuppressWarnings("unchecked")
    private static Optional<Map<String, Object>> single(Object read) {
        Map<String, Object> result = (Map<String, Object>) read;
        return "false".equals(result.get("error"))
                        && Json.list(result, "statements").size() == 1
                ? Optional.of(
                        (Map<String, Object>) Json.list(result, "statements").get(0))
                : Optional.empty();
    }
}
