package io.eider.rest.body;

import java.util.List;
import java.util.Map;

/** A request whose fields break the rules: answered with 422 and form F4 (storage contract, section 0.3). */
public final class InvalidFields extends RuntimeException {
    private final transient List<Violation> violations;

    /** All that is wrong; at least one. */
    public InvalidFields(List<Violation> violations) {
        super(violations.get(0).msg());
        this.violations = List.copyOf(violations);
    }

    /** A body that is not JSON. */
    public static InvalidFields notJson(long offset, String error) {
        return new InvalidFields(List.of(new Violation(
                "json_invalid", List.of("body", offset), "JSON decode error", Map.of(), Map.of("error", error))));
    }

    /** A text that is none of a few. */
    public static InvalidFields notOneOf(Object input, List<String> allowed, Object... location) {
        String expected = JsonBody.expected(allowed);
        return new InvalidFields(List.of(new Violation(
                "literal_error",
                List.of(location),
                "Input should be " + expected,
                Json.tree(input),
                Map.of("expected", expected))));
    }

    /** A field that has to be there. */
    public static InvalidFields missing(Object... location) {
        return new InvalidFields(List.of(new Violation("missing", List.of(location), "Field required", null, null)));
    }

    /** All that is wrong. */
    public List<Violation> violations() {
        return violations;
    }
}
