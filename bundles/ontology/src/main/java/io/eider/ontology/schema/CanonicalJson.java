package io.eider.ontology.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.eider.api.id.ColumnName;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.OntologySchema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The one text of a schema: keys sorted, nothing that is absent, so that equal schemas have equal hashes. */
public final class CanonicalJson {
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private CanonicalJson() {}

    /** The text of a schema. */
    public static String of(OntologySchema schema) {
        Map<String, Object> json = new TreeMap<>();
        json.put("name", schema.name());
        schema.description().ifPresent(text -> json.put("description", text));
        schema.iri().ifPresent(text -> json.put("iri", text));
        json.put("fields", schema.fields().stream().map(CanonicalJson::field).toList());
        if (!schema.primaryKey().isEmpty()) {
            json.put("primary_key", schema.primaryKey());
        }
        return write(json);
    }

    /** A value as JSON. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The hash of a text, in hex. */
    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static Map<String, Object> field(Field field) {
        Map<String, Object> json = new TreeMap<>();
        json.put("name", field.name().value());
        json.put("type", field.type().sql());
        json.put("required", field.isRequired());
        field.defaultValue().ifPresent(text -> json.put("default", text));
        field.description().ifPresent(text -> json.put("description", text));
        field.iri().ifPresent(text -> json.put("iri", text));
        if (!field.previousNames().isEmpty()) {
            json.put(
                    "previous_names",
                    field.previousNames().stream().map(ColumnName::value).toList());
        }
        Field.Rules rules = field.rules();
        if (!rules.allowed().isEmpty()) {
            json.put("enum", rules.allowed());
        }
        rules.minimum().ifPresent(number -> json.put("minimum", plain(number)));
        rules.maximum().ifPresent(number -> json.put("maximum", plain(number)));
        rules.maxLength().ifPresent(number -> json.put("max_length", number));
        rules.pattern().ifPresent(text -> json.put("pattern", text));
        return json;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toString();
    }

    /** The schema of a text that {@link #of} wrote. */
    public static OntologySchema parse(String text) {
        JsonNode json = tree(text);
        List<Field> fields = new ArrayList<>();
        json.path("fields").forEach(node -> fields.add(field(node)));
        return new OntologySchema(
                json.path("name").asText(),
                text(json, "description"),
                text(json, "iri"),
                fields,
                strings(json.path("primary_key")));
    }

    /** A text that this bundle wrote, as a tree. */
    public static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The catalog holds bad JSON", e);
        }
    }

    private static Field field(JsonNode json) {
        Field.Rules rules = new Field.Rules(
                strings(json.path("enum")),
                text(json, "minimum").map(BigDecimal::new),
                text(json, "maximum").map(BigDecimal::new),
                json.has("max_length") ? Optional.of(json.path("max_length").asInt()) : Optional.empty(),
                text(json, "pattern"));
        return new Field(
                new ColumnName(json.path("name").asText()),
                FieldType.parse(json.path("type").asText()).orElseThrow().type(),
                json.path("required").asBoolean(),
                text(json, "default"),
                rules,
                text(json, "description"),
                text(json, "iri"),
                strings(json.path("previous_names")).stream()
                        .map(ColumnName::new)
                        .toList());
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.has(name) ? Optional.of(json.path(name).asText()) : Optional.empty();
    }

    private static List<String> strings(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(item -> all.add(item.asText()));
        return all;
    }
}
