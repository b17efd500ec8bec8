package io.eider.engine.sandbox;

import io.eider.api.workspace.DuckType;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Values of the driver's result sets in the text that DuckDB's cast to VARCHAR gives, alone or within JSON ({@code ValueForm.EXACT}). */
final class ObjectText {
    private static final long BEFORE_CHRIST = -62_135_769_600_000L; // two days before it began, in any zone

    private ObjectText() {}

    /** A value that is not nested. */
    static String of(Object value) throws SQLException {
        if (value instanceof Blob blob) {
            return ValueText.blob(blob.getBytes(1, (int) blob.length()));
        }
        if (value instanceof Double number) {
            return ValueText.of(number);
        }
        if (value instanceof Float number) {
            return ValueText.of(number);
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return moment(value);
    }

    private static String moment(Object value) {
        if (value instanceof LocalDate date) {
            return ValueText.date(date.toEpochDay());
        }
        if (value instanceof LocalDateTime moment) {
            return ValueText.timestamp(micros(moment));
        }
        if (value instanceof Timestamp moment) {
            return ValueText.timestamp(micros(withEra(moment)));
        }
        if (value instanceof OffsetDateTime moment) {
            LocalDateTime utc = moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
            return ValueText.timestampTz(micros(utc));
        }
        if (value instanceof LocalTime time) {
            return time(time);
        }
        if (value instanceof OffsetTime time) {
            String offset = time.getOffset().getId().replace("Z", "+00");
            return time(time.toLocalTime()) + offset.replaceFirst(":00$", "");
        }
        return value.toString();
    }

    /** A Timestamp gives the year without saying that it is one before Christ. */
    private static LocalDateTime withEra(Timestamp moment) {
        LocalDateTime value = moment.toLocalDateTime();
        return moment.getTime() < BEFORE_CHRIST && value.getYear() > 0 ? value.withYear(1 - value.getYear()) : value;
    }

    static long micros(LocalDateTime moment) {
        return moment.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + moment.getNano() / 1_000;
    }

    private static String time(LocalTime time) {
        String text = time.toString(); // 10:00, 10:00:00.500
        String whole = text.length() == 5 ? text + ":00" : text;
        return whole.indexOf('.') < 0 ? whole : whole.replaceFirst("0+$", "");
    }

    /** A nested value as JSON with texts within. */
    static String json(DuckType type, Object value) throws SQLException {
        StringBuilder json = new StringBuilder();
        json(type, value, json);
        return json.toString();
    }

    private static void json(DuckType type, Object value, StringBuilder json) throws SQLException {
        if (value == null) {
            json.append("null");
            return;
        }
        switch (type.shape()) {
            case SCALAR, ENUM -> string(of(value), json);
            case LIST, ARRAY -> list(type.element(), (Object[]) ((Array) value).getArray(), json);
            case STRUCT -> struct(type.fields(), ((Struct) value).getAttributes(), json);
            case MAP -> map(type.fields(), (Map<?, ?>) value, json);
            case UNION ->
                throw new SQLException(
                        "Not implemented Error: a UNION comes from queries only, not from RETURNING or EXECUTE");
        }
    }

    private static void list(DuckType element, Object[] values, StringBuilder json) throws SQLException {
        char before = '[';
        for (Object value : values) {
            json.append(before);
            json(element, value, json);
            before = ',';
        }
        json.append(values.length == 0 ? "[]" : "]");
    }

    private static void struct(List<DuckType.Field> fields, Object[] values, StringBuilder json) throws SQLException {
        char before = '{';
        for (int i = 0; i < values.length; i++) {
            string(fields.get(i).name(), json.append(before));
            json(fields.get(i).type(), values[i], json.append(':'));
            before = ',';
        }
        json.append('}');
    }

    private static void map(List<DuckType.Field> fields, Map<?, ?> map, StringBuilder json) throws SQLException {
        DuckType key = fields.get(0).type();
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.append(before);
            string(key.isNested() ? json(key, entry.getKey()) : of(entry.getKey()), json);
            json(fields.get(1).type(), entry.getValue(), json.append(':'));
            before = ',';
        }
        json.append(map.isEmpty() ? "{}" : "}");
    }

    private static void string(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
