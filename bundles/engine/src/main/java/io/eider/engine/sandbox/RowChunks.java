package io.eider.engine.sandbox;

import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.DuckType;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ResultVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Blob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Rows that do not come by vectors: of EXPLAIN, DESCRIBE, RETURNING. Slower, and complete. */
final class RowChunks implements SandboxStatement.Chunks {
    private static final int ROWS = 1024;

    private final ResultSet result;
    private final List<ResultColumn> columns;

    RowChunks(ResultSet result, List<ResultColumn> columns) {
        this.result = result;
        this.columns = columns;
    }

    @Override
    public ResultChunk next() throws SQLException {
        Object[][] values = new Object[columns.size()][ROWS];
        int rows = 0;
        while (rows < ROWS && result.next()) {
            for (int i = 0; i < columns.size(); i++) {
                values[i][rows] = read(columns.get(i), i + 1);
            }
            rows++;
        }
        return rows == 0 ? null : new Chunk(rows, values, columns);
    }

    private Object read(ResultColumn column, int at) throws SQLException {
        Object value =
                switch (column.kind()) {
                    case TEXT -> result.getString(at);
                    case OTHER -> other(column, at);
                    case NESTED -> nested(column, at);
                    case TIMESTAMP -> result.getObject(at, LocalDateTime.class);
                    case TIMESTAMP_TZ -> result.getObject(at, OffsetDateTime.class);
                    default -> result.getObject(at);
                };
        if (value instanceof Date date) {
            return date.toLocalDate();
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        return value;
    }

    private String other(ResultColumn column, int at) throws SQLException {
        if (DuckType.of(column.type()).isNested()) {
            return result.getString(at); // DuckDB's own
        }
        Object value = object(at);
        return value == null ? null : ObjectText.of(value);
    }

    private String nested(ResultColumn column, int at) throws SQLException {
        Object value = object(at);
        return value == null ? null : ObjectText.json(DuckType.of(column.type()), value);
    }

    private Object object(int at) throws SQLException {
        try {
            return result.getObject(at);
        } catch (DateTimeException e) {
            throw new SQLException(
                    "Not implemented Error: the time 24:00:00 comes from queries only, not from RETURNING", e);
        }
    }

    @Override
    public void close() throws SQLException {
        result.close();
    }

    private record Chunk(int rowCount, Object[][] values, List<ResultColumn> columns) implements ResultChunk {
        @Override
        public ResultVector vector(int column) {
            return new Vector(columns.get(column).kind(), values[column]);
        }
    }

    private record Vector(ColumnKind kind, Object[] values) implements ResultVector {
        @Override
        public boolean isNull(int row) {
            return values[row] == null;
        }

        @Override
        public boolean getBoolean(int row) {
            return (Boolean) values[row];
        }

        @Override
        public long getLong(int row) {
            if (values[row] instanceof LocalDate date) {
                return date.toEpochDay();
            }
            if (values[row] instanceof LocalDateTime moment) {
                return ObjectText.micros(moment);
            }
            return ((Number) values[row]).longValue();
        }

        @Override
        public double getDouble(int row) {
            return ((Number) values[row]).doubleValue();
        }

        @Override
        public BigDecimal getDecimal(int row) {
            return values[row] instanceof BigInteger integer ? new BigDecimal(integer) : (BigDecimal) values[row];
        }

        @Override
        public String getText(int row) {
            return switch (kind) {
                case DATE -> ValueText.date(getLong(row));
                case TIMESTAMP -> ValueText.timestamp(getLong(row));
                case TIMESTAMP_TZ -> ValueText.timestampTz(getLong(row));
                case HUGE, DECIMAL -> getDecimal(row).toPlainString();
                case FLOAT -> ValueText.of((Float) values[row]);
                case DOUBLE -> ValueText.of(getDouble(row));
                case BLOB -> ValueText.blob(getBytes(row));
                default -> values[row].toString();
            };
        }

        @Override
        public byte[] getBytes(int row) {
            return (byte[]) values[row];
        }
    }
}
