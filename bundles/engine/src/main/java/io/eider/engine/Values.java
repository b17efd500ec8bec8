package io.eider.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBStruct;

/** The driver's objects as the plain values that {@code io.eider.api.storage.RowSink} names. */
public final class Values {
    private Values() {}

    /** The current row's first {@code count} values. */
    public static List<Object> of(ResultSet row, int count) throws SQLException {
        List<Object> values = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            values.add(plain(row.getObject(i)));
        }
        return values;
    }

    private static Object plain(Object value) throws SQLException {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof UUID) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime();
        }
        if (value instanceof TemporalAccessor || value instanceof byte[]) {
            return value;
        }
        return nested(value);
    }

    private static Object number(Number number) {
        boolean isExact = number instanceof Long
                || number instanceof BigInteger
                || number instanceof BigDecimal
                || number instanceof Double
                || number instanceof Float;
        return isExact ? number : number.longValue();
    }

    private static Object nested(Object value) throws SQLException {
        if (value instanceof Blob blob) {
            return blob.getBytes(1, Math.toIntExact(blob.length()));
        }
        if (value instanceof Array array) {
            return list((Object[]) array.getArray());
        }
        if (value instanceof DuckDBStruct struct) {
            return map(struct.getMap());
        }
        return value instanceof Map<?, ?> map ? map(map) : value.toString();
    }

    private static List<Object> list(Object[] items) throws SQLException {
        List<Object> values = new ArrayList<>(items.length);
        for (Object item : items) {
            values.add(plain(item));
        }
        return values;
    }

    private static Map<String, Object> map(Map<?, ?> entries) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            values.put(String.valueOf(plain(entry.getKey())), plain(entry.getValue()));
        }
        return values;
    }
}
