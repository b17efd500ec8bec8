package io.eider.rest.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects what is wrong with a request. Not thread-safe. */
final class Violations {
    /** A request with more faults than this is told the first ones. */
    private static final int MAX = 100;

    private static final int MAX_SHOWN_NODES = 200;
    private static final int MAX_SHOWN_CHARS = 1000;

    private final List<Violation> found = new ArrayList<>();

    void add(String type, List<Object> location, String message, Object input) {
        add(type, location, message, input, null);
    }

    void add(String type, List<Object> location, String message, Object input, Map<String, Object> context) {
        if (found.size() < MAX) {
            found.add(new Violation(type, List.copyOf(location), message, shown(input), context));
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidFields(found);
        }
    }

    private static Object shown(Object input) {
        if (input instanceof JsonNode node) {
            return remaining(node, MAX_SHOWN_NODES) < 0 ? null : node;
        }
        return input instanceof String text && text.length() > MAX_SHOWN_CHARS ? null : input;
    }

    /** What is left of a number of nodes after this one; negative if it is too large to be repeated. */
    private static int remaining(JsonNode node, int budget) {
        if (node.isTextual()) {
            return node.textValue().length() > MAX_SHOWN_CHARS ? -1 : budget - 1;
        }
        int left = budget - 1;
        for (JsonNode child : node) {
            if (left < 0) {
                return left;
            }
            left = remaining(child, left);
        }
        return left;
    }
}
