package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.ontology.Field.Rules;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.FieldType.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Types and rules of single values of a JSON Schema. Source: ontology contract, section 5.1, type table. */
final class JsonRules {
    private static final int DIGITS = 18;
    private static final int MOST_DIGITS = 38;
    private static final int MOST_REPEATED = 1_000;
    private static final int MOST_VALUES = 1_000;

    private JsonRules() {}

    static FieldType integer(JsonNode json, String where) {
        return switch (Documents.text(json, "format", where).orElse("")) {
            case "int8" -> FieldType.of(Kind.TINYINT);
            case "int16" -> FieldType.of(Kind.SMALLINT);
            case "int32" -> FieldType.of(Kind.INTEGER);
            case "int128" -> FieldType.of(Kind.HUGEINT);
            default -> FieldType.of(Kind.BIGINT);
        };
    }

    static FieldType number(JsonNode json, String where) {
        Optional<BigDecimal> step = Documents.number(json, "multipleOf", where).map(BigDecimal::stripTrailingZeros);
        boolean isPowerOfTen = step.filter(number -> number.unscaledValue().bitLength() == 1 && number.scale() >= 0)
                .isPresent();
        if (isPowerOfTen) {
            return decimal(step.get().scale(), where);
        }
        String format = Documents.text(json, "format", where).orElse("");
        return switch (format) {
            case "float" -> FieldType.of(Kind.FLOAT);
            case "decimal" -> FieldType.decimal(DIGITS, 3);
            default -> FieldType.of(Kind.DOUBLE);
        };
    }

    private static FieldType decimal(int scale, String where) {
        if (scale >= MOST_DIGITS) {
            throw because(where + ": multipleOf has more digits than a DECIMAL");
        }
        return FieldType.decimal(scale <= DIGITS / 2 ? DIGITS : MOST_DIGITS, scale);
    }

    static FieldType string(JsonNode json, String where) {
        if (Documents.text(json, "contentEncoding", where).isPresent()) {
            return FieldType.of(json.path("contentEncoding").asText().equals("base64") ? Kind.BLOB : Kind.VARCHAR);
        }
        return switch (Documents.text(json, "format", where).orElse("")) {
            case "date" -> FieldType.of(Kind.DATE);
            case "time" -> FieldType.of(Kind.TIME);
            case "date-time" -> FieldType.of(Kind.TIMESTAMP_TZ);
            case "uuid" -> FieldType.of(Kind.UUID);
            case "duration" -> FieldType.of(Kind.INTERVAL);
            case "decimal" -> FieldType.decimal(DIGITS, 3);
            default -> FieldType.of(Kind.VARCHAR);
        };
    }

    /** The rules that a column of a type can have. */
    static Rules of(JsonNode json, FieldType type, Optional<Integer> typeLength, String where) {
        if (!type.isScalar()) {
            return Rules.NONE;
        }
        boolean isText = type.kind() == Kind.VARCHAR;
        return new Rules(
                allowed(json, where),
                type.isNumber() ? bound(json, Bound.MINIMUM, type, where) : Optional.empty(),
                type.isNumber() ? bound(json, Bound.MAXIMUM, type, where) : Optional.empty(),
                isText ? Documents.length(json, "maxLength", where).or(() -> typeLength) : Optional.empty(),
                isText ? pattern(json, where) : Optional.empty());
    }

    private static List<String> allowed(JsonNode json, String where) {
        if (json.has("const")) {
            return List.of(Documents.scalar(json.path("const"), where + ": const"));
        }
        if (json.path("enum").size() > MOST_VALUES) {
            throw because(where + ": enum has more than " + MOST_VALUES + " values");
        }
        List<String> all = new ArrayList<>();
        for (JsonNode value : json.path("enum")) {
            if (!value.isNull()) {
                all.add(Documents.scalar(value, where + ": enum"));
            }
        }
        if (json.has("enum") && all.isEmpty()) {
            throw because(where + ": enum allows nothing");
        }
        return all;
    }

    private enum Bound {
        MINIMUM("minimum", "exclusiveMinimum"),
        MAXIMUM("maximum", "exclusiveMaximum");

        private final String word;
        private final String exclusive;

        Bound(String word, String exclusive) {
            this.word = word;
            this.exclusive = exclusive;
        }
    }

    /** The stricter of both bounds; one that is not reached itself can be said of whole numbers only. */
    private static Optional<BigDecimal> bound(JsonNode json, Bound bound, FieldType type, String where) {
        Optional<BigDecimal> reached = Documents.number(json, bound.word, where);
        Optional<BigDecimal> missed = Documents.number(json, bound.exclusive, where);
        if (missed.isEmpty()) {
            return reached;
        }
        if (!type.isWhole()) {
            throw because(where + ": " + bound.exclusive + " is for integers only");
        }
        boolean isLeast = bound == Bound.MINIMUM;
        BigDecimal next = Documents.whole(missed.get(), isLeast ? RoundingMode.FLOOR : RoundingMode.CEILING)
                .add(isLeast ? BigDecimal.ONE : BigDecimal.ONE.negate());
        return Optional.of(reached.map(other -> isLeast ? other.max(next) : other.min(next))
                .orElse(next));
    }

    private static Optional<String> pattern(JsonNode json, String where) {
        Optional<String> pattern = Documents.text(json, "pattern", where).map(Patterns::whole);
        int least = Documents.length(json, "minLength", where).orElse(0);
        if (least <= 0) {
            return pattern;
        }
        if (pattern.isPresent() || least > MOST_REPEATED) {
            throw because(where + ": minLength has to be without pattern and at most " + MOST_REPEATED);
        }
        return Optional.of("(?s:.{" + least + ",})");
    }

    /** The types that the other words of a schema without {@code type} speak of. */
    static Set<String> guessed(JsonNode json) {
        Set<String> types = new LinkedHashSet<>();
        if (json.has("properties")) {
            types.add("object");
        } else if (json.has("items")) {
            types.add("array");
        } else if (json.has("const")) {
            types.add(typeOf(json.path("const")));
        } else {
            json.path("enum").forEach(value -> types.add(typeOf(value)));
        }
        return types;
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case NULL -> "null";
            case OBJECT -> "object";
            case ARRAY -> "array";
            default -> "string";
        };
    }
}
