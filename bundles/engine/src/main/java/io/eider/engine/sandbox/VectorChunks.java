package io.eider.engine.sandbox;

import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ResultVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;

/** The rows of a query, by DuckDB's own vectors. */
final class VectorChunks implements SandboxStatement.Chunks {
    private final DuckDBChunkedResult result;
    private final Vector[] vectors;

    VectorChunks(DuckDBChunkedResult result, List<ResultColumn> columns) {
        this.result = result;
        this.vectors = columns.stream().map(Vector::new).toArray(Vector[]::new);
    }

    @Override
    public ResultChunk next() throws SQLException {
        try {
            while (result.nextChunk()) {
                DuckDBDataChunkReader reader = result.chunk();
                int rows = (int) reader.rowCount();
                if (rows > 0) {
                    for (int i = 0; i < vectors.length; i++) {
                        vectors[i].vector = reader.vector(i);
                    }
                    return new Chunk(rows, vectors);
                }
            }
            return null;
        } catch (DuckDBFunctions.FunctionException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws SQLException {
        result.close();
    }

    private record Chunk(int rowCount, Vector[] vectors) implements ResultChunk {
        @Override
        public ResultVector vector(int column) {
            return vectors[column];
        }
    }

    private static final class Vector implements ResultVector {
        private final ColumnKind kind;
        private final String type;
        private DuckDBReadableVector vector;

        private Vector(ResultColumn column) {
            this.kind = column.kind();
            this.type = column.type();
        }

        @Override
        public boolean isNull(int row) {
            return vector.isNull(row);
        }

        @Override
        public boolean getBoolean(int row) {
            return vector.getBoolean(row);
        }

        @Override
        public long getLong(int row) {
            return switch (type) {
                case "BIGINT" -> vector.getLong(row);
                case "INTEGER" -> vector.getInt(row);
                case "DATE" -> vector.getLocalDate(row).toEpochDay();
                case "SMALLINT" -> vector.getShort(row);
                case "TINYINT" -> vector.getByte(row);
                case "UINTEGER" -> vector.getUint32(row);
                case "USMALLINT" -> vector.getUint16(row);
                case "UTINYINT" -> vector.getUint8(row);
                default -> micros(vector.getLocalDateTime(row));
            };
        }

        private static long micros(LocalDateTime value) {
            long seconds = value.toEpochSecond(ZoneOffset.UTC);
            return seconds * 1_000_000 + value.getNano() / 1_000;
        }

        @Override
        public double getDouble(int row) {
            return kind == ColumnKind.FLOAT ? vector.getFloat(row) : vector.getDouble(row);
        }

        @Override
        public BigDecimal getDecimal(int row) {
            if (kind == ColumnKind.DECIMAL) {
                return vector.getBigDecimal(row);
            }
            BigInteger value =
                    switch (type) {
                        case "UBIGINT" -> vector.getUint64(row);
                        case "HUGEINT" -> vector.getHugeInt(row);
                        default -> vector.getUHugeInt(row);
                    };
            return new BigDecimal(value);
        }

        @Override
        public String getText(int row) {
            return switch (kind) {
                case TEXT, OTHER -> vector.getString(row);
                case BOOLEAN -> Boolean.toString(getBoolean(row));
                case INTEGER -> Long.toString(getLong(row));
                case HUGE, DECIMAL -> getDecimal(row).toPlainString();
                case FLOAT -> ValueText.of((float) getDouble(row));
                case DOUBLE -> ValueText.of(getDouble(row));
                case DATE -> ValueText.date(getLong(row));
                case TIMESTAMP -> ValueText.timestamp(getLong(row));
                case TIMESTAMP_TZ -> ValueText.timestamp(getLong(row)) + "+00";
                case BLOB -> ValueText.blob(getBytes(row));
            };
        }

        @Override
        public byte[] getBytes(int row) {
            return HexFormat.of().parseHex(vector.getString(row));
        }
    }
}
