package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.FieldType.Kind;
import java.util.Optional;

/** Logical types of Avro; one that is not known, or stands at another type than it is for, is none. Source: Avro specification. */
final class AvroLogical {
    private static final int MOST_DIGITS = 38;
    private static final int UUID_BYTES = 16;
    private static final int DURATION_BYTES = 12;

    private AvroLogical() {}

    static Optional<FieldType> type(JsonNode json, String where) {
        String type = json.path("type").asText();
        String logical = json.path("logicalType").asText();
        int size = json.path("size").asInt();
        boolean isBytes = type.equals("bytes") || type.equals("fixed");
        if (logical.equals("decimal") && isBytes) {
            return Optional.of(decimal(json, where));
        }
        Kind kind =
                switch (type + " " + logical) {
                    case "int date" -> Kind.DATE;
                    case "int time-millis", "long time-micros" -> Kind.TIME;
                    case "long timestamp-millis", "long timestamp-micros", "long timestamp-nanos" -> Kind.TIMESTAMP_TZ;
                    case "long local-timestamp-millis", "long local-timestamp-micros", "long local-timestamp-nanos" ->
                        Kind.TIMESTAMP;
                    case "string uuid" -> Kind.UUID;
                    case "fixed uuid" -> size == UUID_BYTES ? Kind.UUID : Kind.BLOB;
                    case "fixed duration" -> size == DURATION_BYTES ? Kind.INTERVAL : Kind.BLOB;
                    default -> null;
                };
        return Optional.ofNullable(kind).map(FieldType::of);
    }

    private static FieldType decimal(JsonNode json, String where) {
        int precision = Documents.length(json, "precision", where)
                .orElseThrow(() -> because(where + ": decimal has no precision"));
        int scale = Documents.length(json, "scale", where).orElse(0);
        if (precision < 1 || precision > MOST_DIGITS || scale < 0 || scale > precision) {
            throw because(where + ": DECIMAL(" + precision + "," + scale + ") has not 1 to " + MOST_DIGITS + " digits");
        }
        return FieldType.decimal(precision, scale);
    }
}
