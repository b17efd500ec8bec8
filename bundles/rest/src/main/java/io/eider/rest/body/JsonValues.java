package io.eider.rest.body;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Values of a table as JSON (storage contract, section 1.6): whole and floating numbers as numbers, DECIMAL, dates and times as
 * text, BLOB in base64. What JSON has no number for ({@code NaN}, {@code Infinity}) is text.
 */
final class JsonValues {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter NANOSECONDS = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSSSS", Locale.ROOT);

    private final JsonGenerator json;
    private final Decimals decimals;

    /** How DECIMAL is written. */
    enum Decimals {
        /** As text, so that no reader takes digits away. */
        TEXT,
        /** As a number with all its digits. */
        NUMBER
    }

    JsonValues(JsonGenerator json) {
        this(json, Decimals.TEXT);
    }

    JsonValues(JsonGenerator json, Decimals decimals) {
        this.json = json;
        this.decimals = decimals;
    }

    /** A row as an object. */
    void writeObject(List<String> names, List<Object> row) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < names.size(); i++) {
            json.writeFieldName(names.get(i));
            write(row.get(i));
        }
        json.writeEndObject();
    }

    void write(Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Number number) {
            writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else if (value instanceof List<?> list) {
            writeList(list);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else {
            json.writeString(text(value));
        }
    }

    private void writeNumber(Number number) throws IOException {
        if (number instanceof Long || number instanceof Integer) {
            json.writeNumber(number.longValue());
        } else if (number instanceof BigDecimal decimal) {
            writeDecimal(decimal.toPlainString());
        } else if (number instanceof BigInteger integer) {
            json.writeNumber(integer);
        } else if (!Double.isFinite(number.doubleValue())) {
            json.writeString(number.toString());
        } else if (number instanceof Float single) {
            json.writeNumber(single);
        } else {
            json.writeNumber(number.doubleValue());
        }
    }

    private void writeDecimal(String digits) throws IOException {
        if (decimals == Decimals.NUMBER) {
            json.writeNumber(digits);
        } else {
            json.writeString(digits);
        }
    }

    private void writeList(List<?> list) throws IOException {
        json.writeStartArray();
        for (Object item : list) {
            write(item);
        }
        json.writeEndArray();
    }

    private void writeMap(Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeFieldName(String.valueOf(entry.getKey()));
            write(entry.getValue());
        }
        json.writeEndObject();
    }

    /** Dates and times as Python's isoformat writes them, which clients of the reference service know. */
    private static String text(Object value) {
        if (value instanceof LocalDateTime moment) {
            return moment.toLocalDate() + "T" + time(moment.toLocalTime());
        }
        if (value instanceof OffsetDateTime moment) {
            return text(moment.toLocalDateTime()) + offset(moment.getOffset());
        }
        if (value instanceof LocalTime time) {
            return time(time);
        }
        if (value instanceof OffsetTime time) {
            return time(time.toLocalTime()) + offset(time.getOffset());
        }
        return value.toString();
    }

    /** Seconds always, microseconds only if there are any, nanoseconds only if there are any. */
    private static String time(LocalTime time) {
        int nanos = time.getNano();
        if (nanos == 0) {
            return SECONDS.format(time);
        }
        return (nanos % 1000 == 0 ? MICROSECONDS : NANOSECONDS).format(time);
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }
}
