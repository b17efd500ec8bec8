package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;
import static io.eider.ontology.schema.InvalidSchema.shown;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.OntologySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one LinkML schema. Belongs to one thread. */
final class LinkMlReader {
    private final JsonNode document;
    private final LinkMlModel model;
    private final LinkMlShapes shapes;

    LinkMlReader(JsonNode document, LinkMlModel model) {
        this.document = document;
        this.model = model;
        this.shapes = new LinkMlShapes(model);
    }

    OntologySchema read(String schemaId) {
        String name = tableClass(schemaId);
        JsonNode table = model.require("classes", name, "the schema");
        String where = "class " + shown(name);
        Map<String, JsonNode> slots = model.slotsOf(name);
        if (slots.size() > OntologySchema.MAX_FIELDS) {
            throw because(where + " has more than " + OntologySchema.MAX_FIELDS + " slots");
        }
        Optional<String> key = LinkMlShapes.keyOf(slots);
        List<Field> fields = new ArrayList<>();
        List<String> primaryKey = new ArrayList<>();
        slots.forEach((slot, said) -> {
            Field field = field(name, slot, said);
            fields.add(field);
            if (key.filter(slot::equals).isPresent()) {
                primaryKey.add(field.name().value());
            }
        });
        return new OntologySchema(
                Documents.tableName(Optional.of(name), schemaId),
                Documents.text(table, "description", where),
                model.iri(table, "class_uri", where),
                fields,
                primaryKey);
    }

    /** The class that is the tree's root, or is called as the schema, or is the only one. */
    private String tableClass(String schemaId) {
        List<String> roots = new ArrayList<>();
        List<String> concrete = new ArrayList<>();
        for (String name : iterable(document.path("classes"))) {
            JsonNode each = model.require("classes", name, "the schema");
            String where = "class " + shown(name);
            if (Documents.flag(each, "tree_root", false, where)) {
                roots.add(name);
            }
            if (!Documents.flag(each, "abstract", false, where) && !Documents.flag(each, "mixin", false, where)) {
                concrete.add(name);
            }
        }
        if (roots.size() == 1) {
            return roots.get(0);
        }
        if (roots.isEmpty() && document.path("classes").has(schemaId)) {
            return schemaId;
        }
        if (roots.isEmpty() && concrete.size() == 1) {
            return concrete.get(0);
        }
        throw because("of its " + concrete.size() + " classes that are not abstract, " + roots.size()
                + " have tree_root; mark the one that is the table");
    }

    private static List<String> iterable(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private Field field(String owner, String slot, JsonNode said) {
        String where = "slot " + shown(slot);
        Shape shape = shapes.of(said, List.of("class " + owner), where);
        return new Field(
                Documents.name(slot.strip().replace(' ', '_')),
                shape.type(),
                LinkMlShapes.isRequired(said, where),
                LinkMlShapes.defaultValue(said, where),
                shape.rules(),
                Documents.text(said, "description", where),
                model.iri(said, "slot_uri", where),
                LinkMlShapes.previousNames(said, where).stream()
                        .map(Documents::name)
                        .toList());
    }
}
