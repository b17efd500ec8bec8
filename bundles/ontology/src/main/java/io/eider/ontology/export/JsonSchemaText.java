package io.eider.ontology.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.eider.api.id.ColumnName;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.OntologySchema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON Schema 2020-12. Types that it does not have stand exactly in {@code x-duckdb-type}. */
final class JsonSchemaText {
    private static final int LONGEST_NUMBER = 40;
    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonSchemaText() {}

    static String of(OntologySchema schema) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.put("title", schema.name());
        schema.description().ifPresent(text -> json.put("description", text));
        schema.iri().ifPresent(text -> json.put("x-iri", text));
        json.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        schema.fields().forEach(field -> properties.put(field.name().value(), property(field)));
        json.put("properties", properties);
        json.put(
                "required",
                schema.fields().stream()
                        .filter(Field::isRequired)
                        .map(field -> field.name().value())
                        .toList());
        if (!schema.primaryKey().isEmpty()) {
            json.put("x-primary-key", schema.primaryKey());
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, Object> property(Field field) {
        Map<String, Object> json = new LinkedHashMap<>();
        String type = typeOf(field.type());
        json.put("type", field.isRequired() ? type : List.of(type, "null"));
        format(field.type(), json);
        json.put("x-duckdb-type", field.type().sql());
        field.description().ifPresent(text -> json.put("description", text));
        field.defaultValue().ifPresent(text -> json.put("default", value(type, text)));
        Field.Rules rules = field.rules();
        if (!rules.allowed().isEmpty()) {
            json.put(
                    "enum",
                    rules.allowed().stream().map(text -> value(type, text)).toList());
        }
        rules.minimum().ifPresent(number -> json.put("minimum", number));
        rules.maximum().ifPresent(number -> json.put("maximum", number));
        rules.maxLength().ifPresent(length -> json.put("maxLength", length));
        rules.pattern().ifPresent(pattern -> json.put("pattern", "^(?:" + pattern + ")$"));
        field.iri().ifPresent(text -> json.put("x-iri", text));
        if (!field.previousNames().isEmpty()) {
            json.put(
                    "x-previous-names",
                    field.previousNames().stream().map(ColumnName::value).toList());
        }
        return json;
    }

    /** A text of a value as the JSON type has it, if that is the same: JSON does not know 1.50 from 1.5. */
    private static Object value(String type, String text) {
        try {
            return switch (type) {
                case "boolean" -> text.matches("true|false") ? Boolean.valueOf(text) : text;
                case "integer", "number" -> number(text);
                default -> text;
            };
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static Object number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return text; // other readers take no longer ones, and neither do ours
        }
        BigDecimal number = new BigDecimal(text);
        return number.stripTrailingZeros().toPlainString().equals(text) ? number : text;
    }

    private static String typeOf(FieldType type) {
        if (type.isList()) {
            return "array";
        }
        return switch (type.kind()) {
            case BOOLEAN -> "boolean";
            case TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT -> "integer";
            case FLOAT, DOUBLE, DECIMAL -> "number";
            case STRUCT, MAP, JSON -> "object";
            default -> "string";
        };
    }

    private static void format(FieldType type, Map<String, Object> json) {
        if (type.isList()) {
            return;
        }
        switch (type.kind()) {
            case INTEGER -> json.put("format", "int32");
            case BIGINT -> json.put("format", "int64");
            case DATE -> json.put("format", "date");
            case TIME -> json.put("format", "time");
            case TIMESTAMP, TIMESTAMP_TZ -> json.put("format", "date-time");
            case UUID -> json.put("format", "uuid");
            case INTERVAL -> json.put("format", "duration");
            case BLOB -> json.put("contentEncoding", "base64");
            default -> {
                // the type says it
            }
        }
    }
}
