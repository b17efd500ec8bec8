package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;
import static io.eider.ontology.schema.InvalidSchema.shown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The definitions of one LinkML schema, with what they inherit. Belongs to one thread. */
final class LinkMlModel {
    private static final int MOST_ANCESTORS = 100;

    /** What a slot does not take from the slots above it. */
    private static final Set<String> OWN = Set.of("is_a", "mixins", "mixin", "abstract", "name", "alias", "slot_uri");

    private final JsonNode document;
    private final Map<String, JsonNode> slots = new LinkedHashMap<>();

    LinkMlModel(JsonNode document) {
        if (!document.isObject()) {
            throw because("the document is no mapping");
        }
        this.document = document;
        for (String imported : Documents.texts(document, "imports", "the schema")) {
            if (!imported.equals("linkml:types")) {
                throw because("the import " + shown(imported) + " is refused; only linkml:types is known");
            }
        }
        for (String kind : List.of("classes", "slots", "enums", "types", "prefixes")) {
            JsonNode definitions = document.path(kind);
            if (!definitions.isMissingNode() && !definitions.isNull() && !definitions.isObject()) {
                throw because(kind + " is no mapping");
            }
        }
    }

    JsonNode document() {
        return document;
    }

    /** A class, an enum or a type, if there is one of this name. */
    Optional<JsonNode> find(String kind, String name) {
        JsonNode found = document.path(kind).path(name);
        if (found.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(orEmpty(found, kind + "." + shown(name)));
    }

    JsonNode require(String kind, String name, String where) {
        return find(kind, name)
                .orElseThrow(() -> because(where + ": there is no " + shown(name) + " among the " + kind));
    }

    /** A definition of which nothing is said is written as nothing. */
    private static JsonNode orEmpty(JsonNode definition, String where) {
        if (definition.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!definition.isObject()) {
            throw because(where + " is no mapping");
        }
        return definition;
    }

    /** The class and all above it, those that are furthest first, each once. */
    List<String> lineage(String kind, String name) {
        Set<String> all = new LinkedHashSet<>();
        ancestors(kind, name, new LinkedHashSet<>(), all);
        return new ArrayList<>(all);
    }

    private void ancestors(String kind, String name, Set<String> open, Set<String> all) {
        if (all.contains(name)) {
            return;
        }
        if (!open.add(name)) {
            throw because(kind + "." + shown(name) + " is its own ancestor");
        }
        if (open.size() > MOST_ANCESTORS) {
            throw because(kind + "." + shown(name) + " has more than " + MOST_ANCESTORS + " ancestors");
        }
        JsonNode definition = require(kind, name, kind);
        String where = kind + "." + shown(name);
        Documents.text(definition, "is_a", where).ifPresent(parent -> ancestors(kind, parent, open, all));
        Documents.texts(definition, "mixins", where).forEach(mixin -> ancestors(kind, mixin, open, all));
        open.remove(name);
        all.add(name);
    }

    /** The slots of a class, inherited ones first, each with all that is said of it there. */
    Map<String, JsonNode> slotsOf(String className) {
        Map<String, ObjectNode> found = new LinkedHashMap<>();
        List<JsonNode> classes = lineage("classes", className).stream()
                .map(name -> require("classes", name, "the schema"))
                .toList();
        for (JsonNode each : classes) {
            for (String slot : Documents.texts(each, "slots", "class " + shown(className))) {
                found.computeIfAbsent(slot, name -> copy(slot(name)));
            }
            members(each, "attributes", className).forEach((name, said) -> {
                ObjectNode attribute = found.computeIfAbsent(name, any -> JsonNodeFactory.instance.objectNode());
                attribute.setAll((ObjectNode) said);
            });
        }
        for (JsonNode each : classes) {
            members(each, "slot_usage", className).forEach((name, said) -> {
                if (!found.containsKey(name)) {
                    throw because("class " + shown(className) + ": slot_usage names " + shown(name)
                            + ", which is no slot of it");
                }
                found.get(name).setAll((ObjectNode) said);
            });
        }
        return new LinkedHashMap<>(found);
    }

    private static Map<String, JsonNode> members(JsonNode definition, String name, String className) {
        JsonNode members = definition.path(name);
        if (members.isMissingNode() || members.isNull()) {
            return Map.of();
        }
        if (!members.isObject()) {
            throw because("class " + shown(className) + ": " + name + " is no mapping");
        }
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            String where = "class " + shown(className) + ": " + name + "." + shown(member.getKey());
            all.put(member.getKey(), orEmpty(member.getValue(), where));
        }
        return all;
    }

    /** A slot of the schema with what it takes from those above it. */
    private JsonNode slot(String name) {
        JsonNode known = slots.get(name);
        if (known != null) {
            return known;
        }
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        for (String each : lineage("slots", name)) {
            JsonNode definition = require("slots", each, "slots");
            for (Map.Entry<String, JsonNode> said : definition.properties()) {
                if (each.equals(name) || !OWN.contains(said.getKey())) {
                    merged.set(said.getKey(), said.getValue());
                }
            }
        }
        slots.put(name, merged);
        return merged;
    }

    private static ObjectNode copy(JsonNode object) {
        return JsonRefs.without(object, "");
    }

    /** A URI of which a prefix may stand for the beginning. */
    Optional<String> iri(JsonNode definition, String member, String where) {
        return Documents.text(definition, member, where).map(text -> {
            int colon = text.indexOf(':');
            if (colon < 1 || text.startsWith("//", colon + 1)) {
                return text;
            }
            JsonNode prefix = document.path("prefixes").path(text.substring(0, colon));
            String base = prefix.isObject() ? prefix.path("prefix_reference").asText() : prefix.asText();
            return base.isEmpty() ? text : base + text.substring(colon + 1);
        });
    }
}
