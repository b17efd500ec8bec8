package io.eider.ontology.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ColumnName;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.FieldType.Part;
import io.eider.api.ontology.OntologySchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Avro. Values in lists, maps and structures may be null, as they may in DuckDB. Exact types stand in {@code x-duckdb-type}, defaults that Avro would write
 * otherwise in {@code x-default}; rules it has none.
 */
final class AvroText {
    private static final int LONGEST_NUMBER = 40;
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String NULL = "null";
    private static final String TYPE = "type";
    private static final String NAMED = "name";

    private AvroText() {}

    /** @throws ApiException OPERATION_NOT_ALLOWED if a name is none in Avro */
    static String of(OntologySchema schema) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(TYPE, "record");
        json.put(NAMED, name(schema.name()));
        schema.description().ifPresent(text -> json.put("doc", text));
        schema.iri().ifPresent(text -> json.put("x-iri", text));
        if (!schema.primaryKey().isEmpty()) {
            json.put("x-primary-key", schema.primaryKey());
        }
        json.put(
                "fields",
                schema.fields().stream()
                        .map(field -> field(field, schema.name()))
                        .toList());
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, Object> field(Field field, String record) {
        String name = name(field.name().value());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(NAMED, name);
        Object type = type(field.type(), record + "_" + name);
        Optional<Object> value = field.defaultValue().flatMap(text -> value(field.type(), text));
        if (field.isRequired()) {
            json.put(TYPE, type);
        } else { // the type of the default is the first
            json.put(TYPE, value.isPresent() ? List.of(type, NULL) : List.of(NULL, type));
        }
        if (value.isPresent()) {
            json.put("default", value.get());
        } else if (field.defaultValue().isPresent()) {
            json.put("x-default", field.defaultValue().get());
        } else if (!field.isRequired()) {
            json.put("default", null);
        }
        json.put("x-duckdb-type", field.type().sql());
        field.description().ifPresent(text -> json.put("doc", text));
        field.iri().ifPresent(text -> json.put("x-iri", text));
        if (!field.previousNames().isEmpty()) {
            json.put(
                    "aliases",
                    field.previousNames().stream()
                            .map(ColumnName::value)
                            .map(AvroText::name)
                            .toList());
        }
        return json;
    }

    private static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ApiException(
                    ErrorCode.OPERATION_NOT_ALLOWED,
                    "Avro has no name " + name + ": a letter or _, then letters, digits and _",
                    Map.of("name", name));
        }
        return name;
    }

    /** @param path a name for a record that no other has */
    private static Object type(FieldType type, String path) {
        if (type.isList()) {
            FieldType element =
                    new FieldType(type.kind(), type.precision(), type.scale(), type.listDepth() - 1, type.parts());
            return Map.of(TYPE, "array", "items", List.of(NULL, type(element, path)));
        }
        return switch (type.kind()) {
            case BOOLEAN -> "boolean";
            case TINYINT, SMALLINT, INTEGER -> "int";
            case BIGINT -> "long";
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case BLOB -> "bytes";
            case DATE -> logical("int", "date");
            case TIME -> logical("long", "time-micros");
            case TIMESTAMP -> logical("long", "local-timestamp-micros");
            case TIMESTAMP_TZ -> logical("long", "timestamp-micros");
            case UUID -> logical("string", "uuid");
            case DECIMAL -> {
                Map<String, Object> json = logical("bytes", "decimal");
                json.put("precision", type.precision());
                json.put("scale", type.scale());
                yield json;
            }
            case STRUCT -> struct(type.parts(), path);
            case MAP ->
                Map.of(
                        TYPE,
                        "map",
                        "values",
                        List.of(NULL, type(type.parts().get(0).type(), path + "_value")));
            case VARCHAR, HUGEINT, INTERVAL, JSON -> "string";
        };
    }

    private static Map<String, Object> logical(String type, String logical) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(TYPE, type);
        json.put("logicalType", logical);
        return json;
    }

    private static Map<String, Object> struct(List<Part> parts, String path) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(TYPE, "record");
        json.put(NAMED, path);
        json.put(
                "fields",
                parts.stream()
                        .map(part -> {
                            Map<String, Object> field = new LinkedHashMap<>();
                            field.put(NAMED, name(part.name()));
                            field.put(TYPE, List.of(NULL, type(part.type(), path + "_" + part.name())));
                            field.put("default", null);
                            return field;
                        })
                        .toList());
        return json;
    }

    /** A default as Avro writes it, where that is the same text as JSON has; logical types are days, bytes, microseconds there. */
    private static Optional<Object> value(FieldType type, String text) {
        if (!type.isScalar()) {
            return switch (text) {
                case "[]" -> Optional.of(List.of());
                case "{}" -> Optional.of(Map.of());
                default -> Optional.empty();
            };
        }
        return switch (type.kind()) {
            case VARCHAR, HUGEINT, INTERVAL, JSON, UUID -> Optional.of(text);
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE -> json(text);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> json(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            JsonNode node = MAPPER.readTree(text);
            boolean isSame =
                    (node.isNumber() || node.isBoolean()) && node.asText().equals(text);
            return isSame ? Optional.of(node) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
