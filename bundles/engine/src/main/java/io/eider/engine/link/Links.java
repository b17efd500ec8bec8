package io.eider.engine.link;

import io.eider.engine.Sql;
import java.lang.ref.Cleaner;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBValue;

/**
 * Handles that instances read by {@code eider_rows('handle')}. DuckDB cannot take a function away again, so there is one for all, the same in every
 * instance, and this map behind it. A handle is random and stands for as long as it is not removed. Thread-safe.
 */
public final class Links {
    /** The table function; its one parameter is a handle. */
    public static final String FUNCTION = "eider_rows";

    /** They take chunks in turn; what they do with them they do at once. */
    private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

    private static final int HANDLE_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, LinkedRows> HANDLES = new ConcurrentHashMap<>();

    /** DuckDB does not say when a statement is done with a scan that it did not read to the end. */
    private static final Cleaner CLEANER = Cleaner.create();

    private Links() {}

    /** Makes the function known in an instance, unless it is. */
    public static void register(Connection connection) throws SQLException {
        synchronized (Links.class) {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(
                            "SELECT 1 FROM duckdb_functions() WHERE function_name = " + Sql.literal(FUNCTION))) {
                if (found.next()) {
                    return;
                }
            }
            try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
                builder.withName(FUNCTION)
                        .withParameter(String.class)
                        .withProjectionPushdown()
                        .withFunction(new Function())
                        .register(connection.unwrap(DuckDBConnection.class));
            }
        }
    }

    /** A new handle. */
    public static String add(LinkedRows rows) {
        byte[] bytes = new byte[HANDLE_BYTES];
        RANDOM.nextBytes(bytes);
        String handle = HexFormat.of().formatHex(bytes);
        HANDLES.put(handle, rows);
        return handle;
    }

    /** Whoever uses the handle from now on is told that it does not exist. */
    public static void remove(String handle) {
        HANDLES.remove(handle);
    }

    /** How many handles there are. */
    public static int count() {
        return HANDLES.size();
    }

    /** Another connection of the same instance. */
    public static Connection duplicate(Connection connection) throws SQLException {
        return connection.unwrap(DuckDBConnection.class).duplicate();
    }

    private static final class Function implements DuckDBTableFunction<LinkedRows.Bound, Reading, Object> {
        @Override
        public LinkedRows.Bound bind(DuckDBTableFunctionBindInfo info) throws SQLException {
            try {
                return bound(info);
            } catch (SQLException e) {
                throw bare(e);
            }
        }

        private static LinkedRows.Bound bound(DuckDBTableFunctionBindInfo info) throws SQLException {
            DuckDBValue handle = info.getParameter(0);
            LinkedRows rows =
                    handle.isNull() ? null : HANDLES.get(handle.getString()); // of NULL it would end the process
            if (rows == null) {
                throw new SQLException("There are no rows of this handle", "57P01");
            }
            LinkedRows.Bound bound = rows.bind();
            for (LinkedColumn column : bound.columns()) {
                var copied = LinkedType.of(column.type());
                if (copied.isEmpty()) {
                    info.addResultColumn(column.name(), DuckDBColumnType.VARCHAR);
                } else {
                    try (DuckDBLogicalType type = copied.get().logical()) {
                        info.addResultColumn(column.name(), type);
                    }
                }
            }
            bound.estimate().ifPresent(estimate -> info.setCardinality(estimate, false));
            return bound;
        }

        @Override
        public Reading init(DuckDBTableFunctionInitInfo info) throws SQLException {
            info.setMaxThreads(THREADS);
            LinkedRows.Bound bound = info.getBindData();
            List<LinkedColumn> columns = new ArrayList<>();
            for (long i = 0; i < info.getColumnCount(); i++) {
                int index = (int) info.getColumnIndex(i);
                if (index >= 0 && index < bound.columns().size()) {
                    columns.add(bound.columns().get(index));
                }
            }
            try {
                return new Reading(bound.open(columns));
            } catch (SQLException e) {
                throw bare(bound.told(e));
            }
        }

        @Override
        public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter writer) throws SQLException {
            Reading reading = info.getInitData();
            try {
                return reading.scan.next(writer);
            } catch (SQLException e) {
                LinkedRows.Bound bound = info.getBindData();
                throw bare(bound.told(e));
            }
        }

        /** The driver makes the whole stack trace part of the message. */
        private static SQLException bare(SQLException e) {
            SQLException bare = new SQLException(e.getMessage(), e.getSQLState());
            bare.setStackTrace(new StackTraceElement[0]);
            return bare;
        }
    }

    /** What DuckDB holds of a scan; when it lets go, the scan is closed. */
    private static final class Reading {
        private final LinkedScan scan;

        Reading(LinkedScan scan) {
            this.scan = scan;
            CLEANER.register(this, scan::close);
        }
    }
}
