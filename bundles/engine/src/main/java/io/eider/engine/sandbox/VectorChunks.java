package io.eider.engine.sandbox;

import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ResultVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
                        vectors[i].read(reader.vector(i));
                    }
                    return new Chunk(rows, vectors);
                }
            }
            ResultError.check(result);
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
        private static final byte[] NONE = {};

        private final ColumnKind kind;
        private final Width width;
        private final boolean isText;
        private final String type;
        private DuckDBReadableVector vector;
        private ByteBuffer data;

        private Vector(ResultColumn column) {
            this.kind = column.kind();
            this.type = column.type();
            this.isText = kind == ColumnKind.TEXT || kind == ColumnKind.NESTED || kind == ColumnKind.OTHER;
            this.width = VectorMemory.isUsable() ? Width.of(type) : Width.UNKNOWN;
        }

        private void read(DuckDBReadableVector next) {
            vector = next;
            data = VectorMemory.isUsable() ? VectorMemory.of(next) : null;
        }

        @Override
        public boolean isNull(int row) {
            return vector.isNull(row);
        }

        @Override
        public boolean getBoolean(int row) {
            return data == null ? vector.getBoolean(row) : data.get(row) != 0;
        }

        @Override
        public long getLong(int row) {
            return switch (width) {
                case BYTE -> data.get(row);
                case UNSIGNED_BYTE -> data.get(row) & 0xFF;
                case SHORT -> data.getShort(row * 2);
                case UNSIGNED_SHORT -> data.getShort(row * 2) & 0xFFFF;
                case INT -> data.getInt(row * 4);
                case UNSIGNED_INT -> data.getInt(row * 4) & 0xFFFF_FFFFL;
                case LONG -> data.getLong(row * 8);
                case UNKNOWN, DECIMAL -> byDriver(row);
            };
        }

        private long byDriver(int row) {
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
            if (data != null) {
                return kind == ColumnKind.FLOAT ? data.getFloat(row * 4) : data.getDouble(row * 8);
            }
            return kind == ColumnKind.FLOAT ? vector.getFloat(row) : vector.getDouble(row);
        }

        @Override
        public long getUnscaled(int row) {
            return width == Width.UNKNOWN || width == Width.DECIMAL
                    ? ResultVector.super.getUnscaled(row)
                    : getLong(row);
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
                case TEXT, NESTED, OTHER -> text(row);
                case BOOLEAN -> Boolean.toString(getBoolean(row));
                case INTEGER -> Long.toString(getLong(row));
                case HUGE, DECIMAL -> getDecimal(row).toPlainString();
                case FLOAT -> ValueText.of((float) getDouble(row));
                case DOUBLE -> ValueText.of(getDouble(row));
                case DATE -> ValueText.date(getLong(row));
                case TIMESTAMP -> ValueText.timestamp(getLong(row));
                case TIMESTAMP_TZ -> ValueText.timestampTz(getLong(row));
                case BLOB -> ValueText.blob(getBytes(row));
            };
        }

        private String text(int row) {
            return data == null ? vector.getString(row) : new String(getUtf8(row), StandardCharsets.UTF_8);
        }

        @Override
        public int copyUtf8(int row, byte[] target, int at) {
            if (data != null && isText) {
                int length = VectorMemory.length(data, row);
                if (length <= target.length - at) {
                    VectorMemory.copy(data, row, length, target, at);
                }
                return length;
            }
            return ResultVector.super.copyUtf8(row, target, at);
        }

        private byte[] getUtf8(int row) {
            int length = VectorMemory.length(data, row);
            byte[] text = length == 0 ? NONE : new byte[length];
            VectorMemory.copy(data, row, length, text, 0);
            return text;
        }

        @Override
        public byte[] getBytes(int row) {
            return HexFormat.of().parseHex(text(row));
        }
    }

    /** How a number lies in its vector. */
    private enum Width {
        BYTE,
        UNSIGNED_BYTE,
        SHORT,
        UNSIGNED_SHORT,
        INT,
        UNSIGNED_INT,
        LONG,
        /** Of more than 18 digits. */
        DECIMAL,
        /** It is left to the driver. */
        UNKNOWN;

        private static Width ofDecimal(String type) {
            int digits = Integer.parseInt(type.substring(8, type.indexOf(',')).strip());
            if (digits <= 4) {
                return SHORT;
            }
            if (digits <= 9) {
                return INT;
            }
            return digits <= 18 ? LONG : DECIMAL;
        }

        private static Width of(String type) {
            return switch (type) {
                case "TINYINT" -> BYTE;
                case "UTINYINT" -> UNSIGNED_BYTE;
                case "SMALLINT" -> SHORT;
                case "USMALLINT" -> UNSIGNED_SHORT;
                case "INTEGER", "DATE" -> INT;
                case "UINTEGER" -> UNSIGNED_INT;
                case "BIGINT", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE" -> LONG;
                default -> type.startsWith("DECIMAL(") && !type.endsWith("]") ? ofDecimal(type) : UNKNOWN;
            };
        }
    }
}
