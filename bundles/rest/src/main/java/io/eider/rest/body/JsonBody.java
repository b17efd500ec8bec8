package io.eider.rest.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads one JSON object of a request body by the rules of section 0.3 of the storage contract and collects what is wrong.
 * After a violation a reading method returns a value that {@link #read} never lets through. An absent member and a null one are
 * the same; members that nobody asks for are ignored. Not thread-safe.
 */
public final class JsonBody {
    private static final Map<String, Object> TOO_SHORT = new LinkedHashMap<>();

    static {
        TOO_SHORT.put("field_type", "List");
        TOO_SHORT.put("min_length", 1);
        TOO_SHORT.put("actual_length", 0);
    }

    private static final int MAX_KEPT_CHARS = 65_536;
    private static final int MAX_DECIMAL_DIGITS = 38;

    private final JsonNode object;
    private final List<Object> location;
    private final Violations violations;

    private JsonBody(JsonNode object, List<Object> location, Violations violations) {
        this.object = object;
        this.location = location;
        this.violations = violations;
    }

    /**
     * Reads a whole body.
     *
     * @param body what was sent, a missing node if nothing was
     * @param reader takes the members out
     * @throws InvalidFields if anything is wrong
     */
    public static <T> T read(JsonNode body, Function<JsonBody, T> reader) {
        Violations violations = new Violations();
        if (body.isMissingNode() || body.isNull()) {
            throw InvalidFields.missing("body");
        }
        T value = reader.apply(of(body, List.of("body"), violations));
        violations.throwIfAny();
        return value;
    }

    private static JsonBody of(JsonNode node, List<Object> location, Violations violations) {
        if (node.isObject()) {
            return new JsonBody(node, location, violations);
        }
        violations.add(
                "model_attributes_type",
                location,
                "Input should be a valid dictionary or object to extract fields from",
                node);
        return new JsonBody(null, location, violations);
    }

    /** A text that has to be there. */
    public String requiredString(String name) {
        JsonNode node = required(name);
        return node.isMissingNode() ? "" : text(node, at(name));
    }

    /** A text. */
    public Optional<String> string(String name) {
        return present(name).map(node -> text(node, at(name)));
    }

    /** A text, or a default. */
    public String string(String name, String otherwise) {
        return string(name).orElse(otherwise);
    }

    /** One of a few texts, or the first of them. */
    public String literal(String name, List<String> allowed) {
        Optional<JsonNode> node = present(name);
        if (node.isEmpty()
                || node.get().isTextual() && allowed.contains(node.get().textValue())) {
            return node.map(JsonNode::textValue).orElse(allowed.get(0));
        }
        String expected = expected(allowed);
        violations.add(
                "literal_error", at(name), "Input should be " + expected, node.get(), Map.of("expected", expected));
        return allowed.get(0);
    }

    /** One of a few texts that has to be there. */
    public String requiredLiteral(String name, List<String> allowed) {
        JsonNode node = required(name);
        if (node.isNull()) {
            String expected = expected(allowed);
            violations.add(
                    "literal_error", at(name), "Input should be " + expected, node, Map.of("expected", expected));
        }
        return node.isMissingNode() ? allowed.get(0) : literal(name, allowed);
    }

    /** All members, each a text. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        if (object != null) {
            object.properties()
                    .forEach(member -> texts.put(member.getKey(), text(member.getValue(), at(member.getKey()))));
        }
        return texts;
    }

    /** All members, of whatever kind. */
    public Map<String, Object> values() {
        return object == null ? Map.of() : Json.object(object);
    }

    /** Words as pydantic lists them: {@code 'a', 'b' or 'c'}. */
    static String expected(List<String> allowed) {
        String last = "'" + allowed.get(allowed.size() - 1) + "'";
        return allowed.subList(0, allowed.size() - 1).stream()
                        .map(text -> "'" + text + "'")
                        .collect(Collectors.joining(", "))
                + " or " + last;
    }

    /** A truth value, or a default. */
    public boolean bool(String name, boolean otherwise) {
        return present(name).map(node -> truth(node, at(name))).orElse(otherwise);
    }

    /** A truth value. */
    public Optional<Boolean> bool(String name) {
        return present(name).map(node -> truth(node, at(name)));
    }

    /** Refuses members that are kept and shown in lists when they are longer than {@link #MAX_KEPT_CHARS} as JSON. */
    public void limitSize(String... names) {
        for (String name : names) {
            if (present(name)
                    .filter(node -> node.toString().length() > MAX_KEPT_CHARS)
                    .isPresent()) {
                violations.add(
                        "too_long",
                        at(name),
                        "Input should have at most " + MAX_KEPT_CHARS + " characters",
                        object.get(name),
                        Map.of("max_length", MAX_KEPT_CHARS));
            }
        }
    }

    /** Refuses members that nobody knows; only where the contract says so. */
    public void forbidOthers(Collection<String> known) {
        if (object == null) {
            return;
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!known.contains(member.getKey())) {
                violations.add(
                        "extra_forbidden", at(member.getKey()), "Extra inputs are not permitted", member.getValue());
            }
        }
    }

    /** A whole number between two bounds, both included. */
    public OptionalLong integer(String name, long min, long max) {
        Optional<Long> value = present(name).flatMap(node -> wholeNumber(node, at(name)));
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (value.get() < min) {
            violations.add(
                    "greater_than_equal",
                    at(name),
                    "Input should be greater than or equal to " + min,
                    object.get(name),
                    Map.of("ge", min));
        } else if (value.get() > max) {
            violations.add(
                    "less_than_equal",
                    at(name),
                    "Input should be less than or equal to " + max,
                    object.get(name),
                    Map.of("le", max));
        }
        return OptionalLong.of(value.get());
    }

    /** As {@link #integer}, and it has to be there. */
    public long requiredInteger(String name, long min, long max) {
        JsonNode node = required(name);
        if (node.isNull()) {
            violations.add("int_type", at(name), "Input should be a valid integer", node);
        }
        return integer(name, min, max).orElse(min);
    }

    /** A list of texts. */
    public Optional<List<String>> strings(String name) {
        return present(name).filter(node -> isList(node, name)).map(node -> {
            List<String> texts = new ArrayList<>();
            for (JsonNode item : node) {
                texts.add(text(item, at(name, texts.size())));
            }
            return texts;
        });
    }

    /** A list of texts that has to be there and to hold one at least. */
    public List<String> requiredStrings(String name) {
        JsonNode list = required(name);
        if (list.isMissingNode() || !isList(list, name)) {
            return List.of();
        }
        requireItem(list, name);
        return strings(name).orElse(List.of());
    }

    /** A list of objects of any members that has to be there and to hold one at least. */
    public List<Map<String, Object>> requiredMaps(String name, int max) {
        List<Map<String, Object>> items = new ArrayList<>();
        JsonNode list = required(name);
        if (list.isMissingNode() || !isList(list, name)) {
            return items;
        }
        requireItem(list, name);
        if (list.size() > max) {
            Map<String, Object> context = new LinkedHashMap<>();
            context.put("field_type", "List");
            context.put("max_length", max);
            context.put("actual_length", list.size());
            violations.add(
                    "too_long",
                    at(name),
                    "List should have at most " + max + " items after validation, not " + list.size(),
                    list,
                    context);
            return items;
        }
        for (JsonNode item : list) {
            if (item.isObject()) {
                items.add(Json.object(item));
            } else {
                violations.add("dict_type", at(name, items.size()), "Input should be a valid dictionary", item);
                return items;
            }
        }
        return items;
    }

    private void requireItem(JsonNode list, String name) {
        if (list.isEmpty()) {
            violations.add(
                    "too_short", at(name), "List should have at least 1 item after validation, not 0", list, TOO_SHORT);
        }
    }

    /** A list of objects that has to be there and to hold one at least. */
    public <T> List<T> requiredObjects(String name, Function<JsonBody, T> reader) {
        JsonNode list = required(name);
        if (list.isArray()) {
            requireItem(list, name);
        }
        return objects(list, name, reader);
    }

    /** A list of objects that has to be there. */
    public <T> List<T> objects(String name, Function<JsonBody, T> reader) {
        return objects(required(name), name, reader);
    }

    /** A list of objects, empty if it is not there. */
    public <T> List<T> objectsIfAny(String name, Function<JsonBody, T> reader) {
        return present(name).map(list -> objects(list, name, reader)).orElse(List.of());
    }

    private <T> List<T> objects(JsonNode list, String name, Function<JsonBody, T> reader) {
        List<T> items = new ArrayList<>();
        if (list.isMissingNode() || !isList(list, name)) {
            return items;
        }
        for (JsonNode item : list) {
            items.add(reader.apply(of(item, at(name, items.size()), violations)));
        }
        return items;
    }

    /**
     * A list of values for parameters of SQL: null, Boolean, Long, BigInteger, BigDecimal, Double or String; a fraction is a
     * BigDecimal if a DECIMAL can hold it. Empty if there is none.
     */
    public List<Object> scalars(String name) {
        List<Object> values = new ArrayList<>();
        for (JsonNode item : present(name).filter(node -> isList(node, name)).orElse(MissingNode.getInstance())) {
            values.add(scalar(item, at(name, values.size())));
        }
        return values;
    }

    private Object scalar(JsonNode node, List<Object> where) {
        if (node.isNull()) {
            return null;
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber()) {
            return integral(node.bigIntegerValue(), node, where);
        }
        if (node.isNumber()) {
            return fraction(node.decimalValue(), node, where);
        }
        violations.add("scalar_type", where, "Input should be a text, a number, a truth value or null", node);
        return null;
    }

    private Object integral(BigInteger value, JsonNode node, List<Object> where) {
        if (value.bitLength() < Long.SIZE) {
            return value.longValue();
        }
        if (value.bitLength() >= 2 * Long.SIZE) {
            violations.add("int_parsing_size", where, "Input should be an integer of at most 128 bits", node);
        }
        return value;
    }

    private Object fraction(BigDecimal value, JsonNode node, List<Object> where) {
        boolean isExact =
                value.scale() >= 0 && value.scale() <= MAX_DECIMAL_DIGITS && value.precision() <= MAX_DECIMAL_DIGITS;
        if (isExact) {
            return value;
        }
        double rounded = value.doubleValue();
        if (Double.isInfinite(rounded)) {
            violations.add("finite_number", where, "Input should be a finite number", node);
        }
        return rounded;
    }

    /** An object with members that have a meaning. */
    public <T> Optional<T> child(String name, Function<JsonBody, T> reader) {
        return present(name).map(node -> reader.apply(of(node, at(name), violations)));
    }

    /** An object without members, for defaults of a child that is not there. */
    public JsonBody empty() {
        return new JsonBody(null, location, violations);
    }

    /** An object of any members. */
    public Optional<Map<String, Object>> object(String name) {
        return present(name).filter(node -> isObject(node, name)).map(Json::object);
    }

    /** An object whose members are texts. */
    public Optional<Map<String, String>> stringMap(String name) {
        return present(name).filter(node -> isObject(node, name)).map(node -> {
            Map<String, String> map = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                map.put(member.getKey(), text(member.getValue(), at(name, member.getKey())));
            }
            return map;
        });
    }

    private Optional<JsonNode> present(String name) {
        JsonNode node = object == null ? MissingNode.getInstance() : object.path(name);
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    /** A member that has to be there; a null one is of the wrong type, which the reader of the type says. */
    private JsonNode required(String name) {
        JsonNode node = object == null ? MissingNode.getInstance() : object.path(name);
        if (object != null && node.isMissingNode()) {
            violations.add("missing", at(name), "Field required", object);
        }
        return node;
    }

    private String text(JsonNode node, List<Object> where) {
        if (!node.isTextual()) {
            violations.add("string_type", where, "Input should be a valid string", node);
        }
        return node.asText();
    }

    private boolean truth(JsonNode node, List<Object> where) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        String text = node.asText().toLowerCase(Locale.ROOT);
        if (node.isContainerNode() || !QueryReader.TRUE.contains(text) && !QueryReader.FALSE.contains(text)) {
            violations.add("bool_parsing", where, "Input should be a valid boolean, unable to interpret input", node);
        }
        return QueryReader.TRUE.contains(text);
    }

    private Optional<Long> wholeNumber(JsonNode node, List<Object> where) {
        try {
            if (node.getNodeType() == JsonNodeType.STRING) {
                return Optional.of(Long.parseLong(node.textValue().strip()));
            }
            if (node.isNumber() && node.canConvertToExactIntegral() && node.canConvertToLong()) {
                return Optional.of(node.longValue());
            }
            violations.add("int_type", where, "Input should be a valid integer", node);
        } catch (NumberFormatException e) {
            violations.add(
                    "int_parsing",
                    where,
                    "Input should be a valid integer, unable to parse string as an integer",
                    node);
        }
        return Optional.empty();
    }

    private boolean isList(JsonNode node, String name) {
        if (!node.isArray()) {
            violations.add("list_type", at(name), "Input should be a valid list", node);
        }
        return node.isArray();
    }

    private boolean isObject(JsonNode node, String name) {
        if (!node.isObject()) {
            violations.add("dict_type", at(name), "Input should be a valid dictionary", node);
        }
        return node.isObject();
    }

    private List<Object> at(Object... names) {
        List<Object> where = new ArrayList<>(location);
        where.addAll(List.of(names));
        return where;
    }
}
