package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;
import static io.eider.ontology.schema.InvalidSchema.shown;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.id.ColumnName;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.FieldType.Kind;
import io.eider.api.ontology.OntologySchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one schema of Avro. Belongs to one thread. */
final class AvroReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Pattern NAMESPACE = Pattern.compile("|[A-Za-z_][A-Za-z0-9_.]{0,255}");
    private static final int MOST_VALUES = 1_000;

    private final Map<String, Named> named = new HashMap<>();
    private final Walk walk = new Walk();

    /** A definition, and the namespace that names in it belong to. */
    private record Named(String fullName, JsonNode json, String namespace) {}

    OntologySchema read(JsonNode json) {
        if (!json.path("type").asText().equals("record")) {
            throw because("the schema is no record");
        }
        Named root = define(json, "", "the record");
        return walk.in(List.of(root.fullName), "the record", () -> table(root));
    }

    private OntologySchema table(Named root) {
        JsonNode json = root.json;
        List<Field> fields = new ArrayList<>();
        for (JsonNode field : fields(json, OntologySchema.MAX_FIELDS, "the record")) {
            fields.add(field(field, root.namespace, "field " + (fields.size() + 1)));
        }
        return new OntologySchema(
                json.path("name").asText(),
                Documents.text(json, "doc", "the record"),
                Documents.text(json, "x-iri", "the record"),
                fields,
                Documents.texts(json, "x-primary-key", "the record"));
    }

    private static JsonNode fields(JsonNode json, int most, String where) {
        JsonNode fields = json.path("fields");
        if (!fields.isArray() || fields.size() > most) {
            throw because(where + " has no list of fields, or more than " + most);
        }
        return fields;
    }

    private static String nameOf(JsonNode json, String where) {
        String name = Documents.text(json, "name", where).orElseThrow(() -> because(where + " has no name"));
        if (!NAME.matcher(name).matches()) {
            throw because(where + ": " + shown(name) + " is no name in Avro");
        }
        return name;
    }

    private Field field(JsonNode json, String namespace, String place) {
        ColumnName name = Documents.name(nameOf(json, place));
        String where = "field " + name;
        Shape shape = exact(json, shape(json.path("type"), namespace, where), where);
        return new Field(
                name,
                shape.type(),
                !shape.isNullable(),
                Documents.text(json, "x-default", where).or(() -> Documents.defaultValue(json, where)
                        .map(text -> AvroDefault.of(json, text, shape.type(), where))),
                shape.rules(),
                Documents.text(json, "doc", where),
                Documents.text(json, "x-iri", where),
                Documents.texts(json, "aliases", where).stream()
                        .map(Documents::name)
                        .toList());
    }

    /** The type that Avro has none for. */
    private static Shape exact(JsonNode json, Shape shape, String where) {
        return Documents.text(json, "x-duckdb-type", where)
                .map(text -> Documents.type(text, where))
                .map(sized -> new Shape(sized.type(), shape.isNullable(), shape.rules()))
                .orElse(shape);
    }

    private Shape shape(JsonNode json, String namespace, String where) {
        return walk.in(List.of(), where, () -> {
            if (json.isTextual()) {
                return plain(json.asText(), namespace, where);
            }
            if (json.isArray()) {
                return union(json, namespace, where);
            }
            if (json.isObject()) {
                return complex(json, namespace, where);
            }
            throw because(where + " has no type");
        });
    }

    private Shape union(JsonNode json, String namespace, String where) {
        List<JsonNode> types = new ArrayList<>();
        boolean isNullable = false;
        for (JsonNode type : json) {
            boolean isNull =
                    type.asText().equals("null") || type.path("type").asText().equals("null");
            isNullable |= isNull;
            if (!isNull) {
                types.add(type);
            }
        }
        if (types.size() != 1 || types.get(0).isArray()) {
            throw because(where + " is a union of more than one type and null");
        }
        return shape(types.get(0), namespace, where).nullable(isNullable);
    }

    private Shape plain(String type, String namespace, String where) {
        Optional<Kind> kind = primitive(type);
        if (kind.isPresent()) {
            return Shape.of(kind.get());
        }
        Named found = named.get(type.indexOf('.') < 0 && !namespace.isEmpty() ? namespace + "." + type : type);
        if (found == null) {
            found = named.get(type);
        }
        if (found == null) {
            throw because(where + ": the type " + shown(type) + " is not known here");
        }
        return defined(found, where);
    }

    private static Optional<Kind> primitive(String type) {
        return switch (type) {
            case "boolean" -> Optional.of(Kind.BOOLEAN);
            case "int" -> Optional.of(Kind.INTEGER);
            case "long" -> Optional.of(Kind.BIGINT);
            case "float" -> Optional.of(Kind.FLOAT);
            case "double" -> Optional.of(Kind.DOUBLE);
            case "bytes" -> Optional.of(Kind.BLOB);
            case "string" -> Optional.of(Kind.VARCHAR);
            default -> Optional.empty();
        };
    }

    private Shape complex(JsonNode json, String namespace, String where) {
        JsonNode type = json.path("type");
        if (!type.isTextual()) {
            return shape(type, namespace, where);
        }
        return switch (type.asText()) {
            case "record", "enum", "fixed" -> defined(define(json, namespace, where), where);
            case "array" -> shape(json.path("items"), namespace, where + "[]").list(where);
            case "map" ->
                Shape.of(FieldType.map(
                        shape(json.path("values"), namespace, where + ".*").type()));
            default ->
                AvroLogical.type(json, where).map(Shape::of).orElseGet(() -> plain(type.asText(), namespace, where));
        };
    }

    private Named define(JsonNode json, String outer, String where) {
        String name = Documents.text(json, "name", where).orElse("");
        int dot = name.lastIndexOf('.');
        String namespace = dot >= 0
                ? name.substring(0, dot)
                : Documents.text(json, "namespace", where).orElse(outer);
        String simple = name.substring(dot + 1);
        if (!NAME.matcher(simple).matches() || !NAMESPACE.matcher(namespace).matches()) {
            throw because(where + ": " + shown(namespace + "." + name) + " is no name in Avro");
        }
        String fullName = namespace.isEmpty() ? simple : namespace + "." + simple;
        Named definition = new Named(fullName, json, namespace);
        if (primitive(fullName).isPresent() || named.put(fullName, definition) != null) {
            throw because(where + ": the name " + shown(fullName) + " is taken already");
        }
        return definition;
    }

    private Shape defined(Named type, String where) {
        return switch (type.json.path("type").asText()) {
            case "record" -> walk.opened(List.of(type.fullName), where, () -> struct(type, where));
            case "enum" -> enumeration(type.json, where);
            default -> AvroLogical.type(type.json, where).map(Shape::of).orElseGet(() -> Shape.of(Kind.BLOB));
        };
    }

    private Shape struct(Named type, String where) {
        List<FieldType.Part> parts = new ArrayList<>();
        for (JsonNode field : fields(type.json, FieldType.MAX_PARTS, where)) {
            String name = nameOf(field, where);
            parts.add(new FieldType.Part(
                    name,
                    shape(field.path("type"), type.namespace, where + "." + name)
                            .type()));
        }
        return Shape.of(Documents.struct(parts, where));
    }

    private static Shape enumeration(JsonNode json, String where) {
        List<String> symbols = Documents.texts(json, "symbols", where);
        if (symbols.isEmpty() || symbols.size() > MOST_VALUES) {
            throw because(where + " has no symbols, or more than " + MOST_VALUES);
        }
        return new Shape(FieldType.of(Kind.VARCHAR), false, Field.Rules.NONE.withAllowed(symbols));
    }
}
