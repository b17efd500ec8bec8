package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;
import static io.eider.ontology.schema.InvalidSchema.shown;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.id.ColumnName;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.OntologySchema;
import io.eider.ontology.source.JsonRefs.Resolved;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one JSON Schema. Belongs to one thread. */
final class JsonSchemaReader {
    private final JsonRefs refs;
    private final JsonNode document;
    private final Walk walk = new Walk();

    JsonSchemaReader(JsonNode document) {
        this.document = document;
        this.refs = new JsonRefs(document);
    }

    OntologySchema read(String schemaId) {
        Resolved root = refs.resolve(document, "the schema");
        JsonNode json = root.node();
        if (!json.path("properties").isObject()
                || !json.path("type").asText("object").equals("object")) {
            throw because("the schema is no object with properties");
        }
        requirePlain(json, "the schema");
        return walk.in(root.names(), "the schema", () -> read(json, schemaId));
    }

    private OntologySchema read(JsonNode json, String schemaId) {
        if (json.path("properties").size() > OntologySchema.MAX_FIELDS) {
            throw because("it has more than " + OntologySchema.MAX_FIELDS + " properties");
        }
        Set<String> required = new LinkedHashSet<>(Documents.texts(json, "required", "the schema"));
        required.forEach(name -> {
            if (!json.path("properties").has(name)) {
                throw because("required names " + shown(name) + ", which is no property");
            }
        });
        List<Field> fields = new ArrayList<>();
        List<String> flagged = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : json.path("properties").properties()) {
            ColumnName name = Documents.name(property.getKey());
            String where = "property " + name;
            Resolved resolved = refs.resolve(property.getValue(), where);
            fields.add(field(name, resolved, required.contains(property.getKey())));
            if (Documents.flag(resolved.node(), "x-primary-key", false, where)) {
                flagged.add(name.value());
            }
        }
        List<String> key = Documents.texts(json, "x-primary-key", "the schema");
        return new OntologySchema(
                Documents.tableName(Documents.text(json, "title", "the schema"), schemaId),
                Documents.text(json, "description", "the schema"),
                Documents.text(json, "x-iri", "the schema"),
                fields,
                key.isEmpty() ? flagged : key);
    }

    private Field field(ColumnName name, Resolved resolved, boolean required) {
        String where = "property " + name;
        JsonNode json = resolved.node();
        Shape shape = walk.in(resolved.names(), where, () -> shape(json, where));
        return new Field(
                name,
                shape.type(),
                required && !shape.isNullable(),
                Documents.defaultValue(json, where),
                shape.rules(),
                Documents.text(json, "description", where),
                Documents.text(json, "x-iri", where),
                Documents.texts(json, "x-previous-names", where).stream()
                        .map(Documents::name)
                        .toList());
    }

    private Shape inside(JsonNode node, String where) {
        Resolved resolved = refs.resolve(node, where);
        return walk.in(resolved.names(), where, () -> shape(resolved.node(), where));
    }

    private Shape shape(JsonNode json, String where) {
        Optional<Shape> chosen = chosen(json, where);
        if (chosen.isPresent()) {
            return chosen.get();
        }
        requirePlain(json, where);
        Set<String> types = types(json, where);
        boolean isNullable = types.remove("null") || Documents.flag(json, "nullable", false, where);
        Optional<String> exact = Documents.text(json, "x-duckdb-type", where);
        if (exact.isPresent()) {
            FieldType.Sized sized = Documents.type(exact.get(), where);
            return new Shape(sized.type(), isNullable, JsonRules.of(json, sized.type(), sized.maxLength(), where));
        }
        if (types.size() != 1) {
            throw because(
                    where + (types.isEmpty() ? " has no type" : " has several types: " + shown(types.toString())));
        }
        String type = types.iterator().next();
        Shape shape =
                switch (type) {
                    case "object" -> object(json, where);
                    case "array" -> array(json, where);
                    default -> scalar(json, type, where);
                };
        return shape.nullable(isNullable || hasNull(json));
    }

    /** What is there once, or not at all: {@code anyOf} of a type and null, {@code allOf} of one. */
    private Optional<Shape> chosen(JsonNode json, String where) {
        for (String word : List.of("anyOf", "oneOf", "allOf")) {
            if (!json.has(word)) {
                continue;
            }
            List<JsonNode> some = new ArrayList<>();
            boolean isNullable = false;
            for (JsonNode choice : json.path(word)) {
                boolean isNull =
                        !word.equals("allOf") && choice.path("type").asText().equals("null");
                isNullable |= isNull;
                if (!isNull) {
                    some.add(choice);
                }
            }
            if (some.size() != 1 || !some.get(0).isObject()) {
                throw because(where + ": " + word + " is more than one type and null");
            }
            JsonNode merged = JsonRefs.merged(some.get(0), JsonRefs.without(json, word));
            return Optional.of(inside(merged, where).nullable(isNullable));
        }
        return Optional.empty();
    }

    private static void requirePlain(JsonNode json, String where) {
        for (String word : List.of("not", "if", "prefixItems", "patternProperties", "$dynamicRef", "$recursiveRef")) {
            if (json.has(word)) {
                throw because(where + ": " + word + " is not supported");
            }
        }
    }

    private static Set<String> types(JsonNode json, String where) {
        JsonNode type = json.path("type");
        if (type.isMissingNode()) {
            return JsonRules.guessed(json);
        }
        Set<String> types = new LinkedHashSet<>();
        if (type.isTextual()) {
            types.add(type.asText());
        } else {
            types.addAll(Documents.texts(json, "type", where));
        }
        return types;
    }

    private static boolean hasNull(JsonNode json) {
        for (JsonNode value : json.path("enum")) {
            if (value.isNull()) {
                return true;
            }
        }
        return false;
    }

    private Shape object(JsonNode json, String where) {
        JsonNode properties = json.path("properties");
        JsonNode others = json.path("additionalProperties");
        if (properties.isObject() && !properties.isEmpty()) {
            if (properties.size() > FieldType.MAX_PARTS) {
                throw because(where + " has more than " + FieldType.MAX_PARTS + " properties");
            }
            List<FieldType.Part> parts = new ArrayList<>();
            for (Map.Entry<String, JsonNode> part : properties.properties()) {
                String here = where + "." + shown(part.getKey());
                parts.add(new FieldType.Part(
                        part.getKey(), inside(part.getValue(), here).type()));
            }
            return Shape.of(Documents.struct(parts, where));
        }
        if (others.isObject() && !others.isEmpty()) {
            return Shape.of(FieldType.map(inside(others, where + ".*").type()));
        }
        return Shape.of(FieldType.Kind.JSON);
    }

    private Shape array(JsonNode json, String where) {
        JsonNode items = json.path("items");
        if (!items.isObject()) {
            throw because(where + ": items does not say what the list holds");
        }
        return inside(items, where + "[]").list(where);
    }

    private static Shape scalar(JsonNode json, String type, String where) {
        FieldType is =
                switch (type) {
                    case "boolean" -> FieldType.of(FieldType.Kind.BOOLEAN);
                    case "integer" -> JsonRules.integer(json, where);
                    case "number" -> JsonRules.number(json, where);
                    case "string" -> JsonRules.string(json, where);
                    default -> throw because(where + ": the type " + shown(type) + " is not known");
                };
        return new Shape(is, false, JsonRules.of(json, is, Optional.empty(), where));
    }
}
