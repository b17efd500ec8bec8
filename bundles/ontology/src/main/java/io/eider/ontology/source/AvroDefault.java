package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.ontology.FieldType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Defaults of Avro, which are written as the type below a logical one: days since 1970, bytes of a number. */
final class AvroDefault {
    private AvroDefault() {}

    /**
     * The default of a field as text of its type.
     *
     * @param field with its type
     * @param text the default as it is written
     */
    static String of(JsonNode field, String text, FieldType type, String where) {
        if (!type.isScalar()) {
            return text;
        }
        try {
            return switch (type.kind()) {
                case DATE -> LocalDate.ofEpochDay(whole(text)).toString();
                case TIME -> LocalTime.MIDNIGHT.plus(whole(text), unit(field)).toString();
                case TIMESTAMP ->
                    LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC)
                            .plus(whole(text), unit(field))
                            .toString();
                case TIMESTAMP_TZ ->
                    Instant.EPOCH.plus(whole(text), unit(field)).toString();
                case DECIMAL -> decimal(text, type.scale()).toPlainString();
                case BLOB -> plainBytes(text, where);
                default -> text;
            };
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw because(where + ": the default is no " + type.sql() + " as Avro writes it");
        }
    }

    private static long whole(String text) {
        return new BigDecimal(text).longValueExact();
    }

    private static BigDecimal decimal(String text, int scale) {
        return new BigDecimal(new BigInteger(text.getBytes(StandardCharsets.ISO_8859_1)), scale);
    }

    private static String plainBytes(String text, String where) {
        if (!text.chars().allMatch(c -> c >= ' ' && c < 127 && c != '\\')) {
            throw because(where + ": a default of bytes has to be printable ASCII without a backslash");
        }
        return text;
    }

    private static ChronoUnit unit(JsonNode field) {
        String logical = field.findPath("logicalType").asText();
        if (logical.endsWith("millis")) {
            return ChronoUnit.MILLIS;
        }
        return logical.endsWith("nanos") ? ChronoUnit.NANOS : ChronoUnit.MICROS;
    }
}
