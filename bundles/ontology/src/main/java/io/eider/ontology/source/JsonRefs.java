package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;
import static io.eider.ontology.schema.InvalidSchema.shown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** References of a JSON Schema: only to definitions of the same document, so that nothing is ever fetched for one. */
final class JsonRefs {
    private static final List<String> PLACES = List.of("$defs", "definitions");

    private final JsonNode document;

    JsonRefs(JsonNode document) {
        this.document = document;
    }

    /**
     * A schema without a reference.
     *
     * @param node what it says, members beside a reference before those of the definition
     * @param names of the definitions that it was reached by
     */
    record Resolved(JsonNode node, Set<String> names) {}

    /** @throws io.eider.api.error.ApiException INVALID_SCHEMA if it is no object, or a reference leads out of the document or in a circle */
    Resolved resolve(JsonNode node, String where) {
        Set<String> names = new LinkedHashSet<>();
        JsonNode now = node;
        while (true) {
            if (!now.isObject()) {
                throw because(where + " is no JSON object");
            }
            JsonNode ref = now.path("$ref");
            if (ref.isMissingNode()) {
                return new Resolved(now, names);
            }
            String name = ref.asText();
            if (!names.add(name)) {
                throw because(where + ": " + shown(name) + " refers to itself");
            }
            now = merged(definition(name, where), without(now, "$ref"));
        }
    }

    /** Members of both, those of the second if both have one. */
    static JsonNode merged(JsonNode first, ObjectNode second) {
        if (!first.isObject() || second.isEmpty()) {
            return first;
        }
        ObjectNode merged = without(first, "");
        merged.setAll(second);
        return merged;
    }

    /** An object without a member; what is in it is shared, because definitions may be large and named often. */
    static ObjectNode without(JsonNode object, String member) {
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        rest.setAll((ObjectNode) object);
        rest.remove(member);
        return rest;
    }

    private JsonNode definition(String ref, String where) {
        for (String place : PLACES) {
            String prefix = "#/" + place + "/";
            if (ref.startsWith(prefix)) {
                String name = ref.substring(prefix.length());
                JsonNode found =
                        document.path(place).path(name.replace("~1", "/").replace("~0", "~"));
                if (found.isMissingNode()) {
                    throw because(where + ": there is no definition " + shown(name));
                }
                return found;
            }
        }
        throw because(where + ": the reference " + shown(ref) + " is not to $defs or definitions of the document");
    }
}
