package io.eider.engine.sandbox;

import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ValueForm;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One statement from preparing to its last row. Rows of a query come by vectors; columns of types that DuckDB's reader of vectors
 * does not know are cast within the query. Everything else comes row by row. Belongs to one thread, but {@link #cancel} and
 * {@link #progress} may come from others.
 */
public final class SandboxStatement implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxStatement.class);

    private final DuckDBPreparedStatement statement;
    private final ValueForm form;
    private final boolean isQuery;
    private final int shift;
    private List<ResultColumn> columns;
    private Chunks chunks = Chunks.NONE;
    private long changed;

    private SandboxStatement(DuckDBPreparedStatement statement, List<ResultColumn> columns, ValueForm form) {
        this(statement, columns, form, false, 0);
    }

    private SandboxStatement(
            DuckDBPreparedStatement statement, List<ResultColumn> columns, ValueForm form, boolean isQuery, int shift) {
        this.statement = statement;
        this.columns = columns;
        this.form = form;
        this.isQuery = isQuery;
        this.shift = shift;
    }

    static SandboxStatement prepare(DuckDBConnection connection, String sql, boolean isQuery, ValueForm form) {
        try {
            DuckDBPreparedStatement plain = connection.prepare(sql);
            try {
                List<ResultColumn> columns = columns(plain.getMetaData(), form);
                if (!isQuery || !ResultError.isKnown() || isOpen(columns)) {
                    return new SandboxStatement(plain, columns, form);
                }
                if (columns.stream().allMatch(VectorTypes::isReadable)) {
                    return new SandboxStatement(plain, columns, form, true, 0);
                }
                if (form == ValueForm.EXACT) {
                    columns = EnumLabels.named(connection, sql, columns);
                }
                String head = "SELECT " + VectorTypes.casts(columns) + " FROM (";
                DuckDBPreparedStatement cast = connection.prepare(head + sql + ")");
                plain.close();
                return new SandboxStatement(cast, columns, form, true, head.length());
            } catch (SQLException e) {
                plain.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SandboxFailure.of(e);
        }
    }

    /** Whether DuckDB knows the columns only when the parameters have values; until then it names one column of its own. */
    private static boolean isOpen(List<ResultColumn> columns) {
        return columns.stream().anyMatch(column -> column.type().equals("UNKNOWN"));
    }

    private static List<ResultColumn> columns(ResultSetMetaData meta, ValueForm form) throws SQLException {
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 1; meta != null && i <= meta.getColumnCount(); i++) {
            String type = meta.getColumnTypeName(i);
            columns.add(new ResultColumn(meta.getColumnName(i), type, VectorTypes.kind(type, form)));
        }
        return List.copyOf(columns);
    }

    /** How many bytes stand before the client's text in what DuckDB got; to be taken off positions. */
    public int shift() {
        return shift;
    }

    /** DuckDB's names of the parameters' types; {@code UNKNOWN} where it has none yet. */
    public List<String> parameterTypes() {
        try {
            ParameterMetaData meta = statement.getParameterMetaData();
            List<String> types = new ArrayList<>();
            for (int i = 1; i <= meta.getParameterCount(); i++) {
                String type = meta.getParameterTypeName(i);
                types.add(type == null || type.equals("INVALID") ? "UNKNOWN" : type);
            }
            return List.copyOf(types);
        } catch (SQLException e) {
            throw SandboxFailure.of(e);
        }
    }

    /** The columns of its rows as they are known before it is executed. */
    public List<ResultColumn> shape() {
        return columns;
    }

    /** How many parameters it takes. */
    public int parameterCount() {
        try {
            ParameterMetaData meta = statement.getParameterMetaData();
            return meta.getParameterCount();
        } catch (SQLException e) {
            throw SandboxFailure.of(e);
        }
    }

    /** Gives the parameters their values: null, Boolean, Long, BigInteger, Double, BigDecimal or String. */
    public void bind(List<?> values) {
        try {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
        } catch (SQLException e) {
            throw SandboxFailure.of(e);
        }
    }

    /** Runs it; rows are computed while they are read. */
    public void execute() {
        try {
            if (isQuery) {
                chunks = new VectorChunks(statement.query(), columns);
            } else if (statement.execute()) {
                ResultSet rows = statement.getResultSet();
                columns = columns(rows.getMetaData(), form);
                chunks = new RowChunks(rows, columns);
            } else {
                changed = Math.max(0, statement.getLargeUpdateCount());
            }
        } catch (SQLException e) {
            throw SandboxFailure.of(e);
        }
    }

    /** The columns of its rows, when it was executed; empty if it gives none. */
    public List<ResultColumn> columns() {
        return chunks == Chunks.NONE ? List.of() : columns;
    }

    /** Rows that it changed. */
    public long changed() {
        return changed;
    }

    /** The next rows, valid until it is called again; null after the last. */
    public ResultChunk nextChunk() {
        try {
            return chunks.next();
        } catch (SQLException e) {
            throw SandboxFailure.of(e);
        }
    }

    /** Ends it if it runs. */
    public void cancel() {
        try {
            statement.cancel();
        } catch (SQLException e) {
            LOG.debug("Cancelling: {}", e.toString()); // it has ended
        }
    }

    /** How far it is, 0 to 1. */
    public OptionalDouble progress() {
        try {
            double percent = statement.getQueryProgress().getPercentage();
            return percent < 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, percent / 100));
        } catch (SQLException e) {
            return OptionalDouble.empty(); // it has ended
        }
    }

    /** Forgets its rows, so that it can be executed again. */
    public void rewind() {
        try {
            chunks.close();
            chunks = Chunks.NONE;
        } catch (SQLException e) {
            throw SandboxFailure.of(e);
        }
    }

    @Override
    public void close() {
        try {
            chunks.close();
            statement.close();
        } catch (SQLException e) {
            LOG.debug("Closing a statement: {}", e.toString());
        }
    }

    /** Where the rows come from. */
    interface Chunks {
        Chunks NONE = new Chunks() {
            @Override
            public ResultChunk next() {
                return null;
            }

            @Override
            public void close() {}
        };

        ResultChunk next() throws SQLException;

        void close() throws SQLException;
    }
}
