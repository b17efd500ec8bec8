package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;
import static io.eider.ontology.schema.InvalidSchema.shown;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.ontology.Field.Rules;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.FieldType.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the values of LinkML's slots are. Source: ontology contract, section 5.1, type table. Belongs to one thread. */
final class LinkMlShapes {
    private static final int MOST_VALUES = 1_000;
    private static final int DIGITS = 18;
    private static final int MOST_TYPES = 50;

    /** {@code string(x)}, {@code int(5)}, {@code date(2020-01-01)}. */
    private static final Pattern IF_ABSENT = Pattern.compile("[A-Za-z]{1,20}\\((.*)\\)", Pattern.DOTALL);

    private static final Map<String, FieldType> BUILT_IN = Map.ofEntries(
            Map.entry("string", FieldType.of(Kind.VARCHAR)),
            Map.entry("integer", FieldType.of(Kind.BIGINT)),
            Map.entry("boolean", FieldType.of(Kind.BOOLEAN)),
            Map.entry("float", FieldType.of(Kind.FLOAT)),
            Map.entry("double", FieldType.of(Kind.DOUBLE)),
            Map.entry("decimal", FieldType.decimal(DIGITS, 3)),
            Map.entry("time", FieldType.of(Kind.TIME)),
            Map.entry("date", FieldType.of(Kind.DATE)),
            Map.entry("datetime", FieldType.of(Kind.TIMESTAMP)),
            Map.entry("date_or_datetime", FieldType.of(Kind.VARCHAR)),
            Map.entry("uri", FieldType.of(Kind.VARCHAR)),
            Map.entry("uriorcurie", FieldType.of(Kind.VARCHAR)),
            Map.entry("curie", FieldType.of(Kind.VARCHAR)),
            Map.entry("ncname", FieldType.of(Kind.VARCHAR)),
            Map.entry("objectidentifier", FieldType.of(Kind.VARCHAR)),
            Map.entry("nodeidentifier", FieldType.of(Kind.VARCHAR)),
            Map.entry("jsonpointer", FieldType.of(Kind.VARCHAR)),
            Map.entry("jsonpath", FieldType.of(Kind.VARCHAR)),
            Map.entry("sparqlpath", FieldType.of(Kind.VARCHAR)));

    private final LinkMlModel model;
    private final Walk walk = new Walk();

    LinkMlShapes(LinkMlModel model) {
        this.model = model;
    }

    /** @param owners definitions that hold the slot, so that a class which holds itself is seen */
    Shape of(JsonNode slot, List<String> owners, String where) {
        return walk.in(owners, where, () -> shape(slot, where));
    }

    private Shape shape(JsonNode slot, String where) {
        for (String word : List.of("any_of", "all_of", "exactly_one_of", "none_of", "array")) {
            if (slot.has(word)) {
                throw because(where + ": " + word + " is not supported");
            }
        }
        String range = Documents.text(slot, "range", where)
                .or(() -> Documents.text(model.document(), "default_range", "the schema"))
                .orElse("string");
        Shape one = exact(slot, where).orElseGet(() -> range(slot, range, where));
        Shape ruled = new Shape(one.type(), false, rules(slot, one, where));
        return Documents.flag(slot, "multivalued", false, where) ? ruled.list(where) : ruled;
    }

    private static Optional<Shape> exact(JsonNode slot, String where) {
        return annotation(slot, "x-duckdb-type").map(text -> {
            FieldType.Sized sized = Documents.type(text, where);
            return new Shape(sized.type(), false, Rules.length(sized.maxLength()));
        });
    }

    private static Optional<String> annotation(JsonNode slot, String name) {
        JsonNode said = slot.path("annotations").path(name);
        JsonNode value = said.isObject() ? said.path("value") : said;
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    private Shape range(JsonNode slot, String range, String where) {
        if (model.find("types", range).isPresent()) {
            return declared(range, where);
        }
        Optional<JsonNode> values = model.find("enums", range);
        if (values.isPresent()) {
            return enumeration(values.get(), where);
        }
        if (model.find("classes", range).isPresent()) {
            return object(slot, range, where);
        }
        FieldType builtIn = BUILT_IN.get(range);
        if (builtIn == null) {
            throw because(where + ": the range " + shown(range) + " is not known");
        }
        return Shape.of(builtIn);
    }

    /** A type of the schema: what it is at its end, with the rules on the way, the nearest first. */
    private Shape declared(String name, String where) {
        List<JsonNode> chain = new ArrayList<>();
        String now = name;
        while (model.find("types", now).isPresent()) {
            JsonNode type = model.require("types", now, where);
            chain.add(type);
            String last = now;
            now = Documents.text(type, "typeof", "type " + shown(now))
                    .orElseThrow(() -> because("type " + shown(last) + " is a typeof nothing"));
            if (chain.size() > MOST_TYPES || now.equals(name)) {
                throw because("type " + shown(name) + " refers to itself, or is too far from its end");
            }
        }
        FieldType builtIn = BUILT_IN.get(now);
        if (builtIn == null) {
            throw because(where + ": the type " + shown(now) + " is not known");
        }
        Shape shape = Shape.of(builtIn);
        for (int i = chain.size() - 1; i >= 0; i--) {
            shape = new Shape(builtIn, false, rules(chain.get(i), shape, "type " + shown(name)));
        }
        return shape;
    }

    private static Shape enumeration(JsonNode definition, String where) {
        JsonNode values = definition.path("permissible_values");
        List<String> allowed = new ArrayList<>();
        if (values.isObject()) {
            values.fieldNames().forEachRemaining(allowed::add);
        } else {
            for (JsonNode value : values) {
                allowed.add(value.isObject() ? value.path("text").asText() : Documents.scalar(value, where));
            }
        }
        if (allowed.isEmpty() || allowed.size() > MOST_VALUES) {
            throw because(where + ": its enum has no permissible_values, or more than " + MOST_VALUES);
        }
        return new Shape(FieldType.of(Kind.VARCHAR), false, Rules.NONE.withAllowed(allowed));
    }

    /** A class with an identifier is named by it, unless it is inlined; one without is always inlined. */
    private Shape object(JsonNode slot, String name, String where) {
        Map<String, JsonNode> slots = model.slotsOf(name);
        Optional<String> key = keyOf(slots);
        boolean isInlined =
                Documents.flag(slot, "inlined", false, where) || Documents.flag(slot, "inlined_as_list", false, where);
        if (key.isPresent() && !isInlined) {
            String here = where + "." + shown(key.get());
            return Shape.of(of(slots.get(key.get()), List.of("the key of " + name), here)
                    .type());
        }
        return walk.opened(List.of("class " + name), where, () -> {
            List<FieldType.Part> parts = new ArrayList<>();
            slots.forEach((part, said) -> parts.add(new FieldType.Part(
                    part.strip().replace(' ', '_'),
                    of(said, List.of(), where + "." + shown(part)).type())));
            return Shape.of(Documents.struct(parts, where));
        });
    }

    private static Rules rules(JsonNode said, Shape below, String where) {
        FieldType type = below.type();
        Rules rules = below.rules();
        if (!type.isScalar()) {
            return rules;
        }
        List<String> allowed = said.has("equals_string")
                ? List.of(Documents.scalar(said.path("equals_string"), where + ": equals_string"))
                : Documents.texts(said, "equals_string_in", where);
        return new Rules(
                allowed.isEmpty() ? rules.allowed() : allowed,
                type.isNumber() ? bound(said, "minimum_value", where).or(rules::minimum) : Optional.empty(),
                type.isNumber() ? bound(said, "maximum_value", where).or(rules::maximum) : Optional.empty(),
                rules.maxLength(),
                type.kind() == Kind.VARCHAR
                        ? Documents.text(said, "pattern", where)
                                .map(Patterns::whole)
                                .or(rules::pattern)
                        : Optional.empty());
    }

    private static Optional<BigDecimal> bound(JsonNode said, String member, String where) {
        return Documents.number(said, member, where);
    }

    /** The slot that is the identifier, or else the key. */
    static Optional<String> keyOf(Map<String, JsonNode> slots) {
        for (String word : List.of("identifier", "key")) {
            List<String> keys = slots.entrySet().stream()
                    .filter(slot -> Documents.flag(slot.getValue(), word, false, "slot " + shown(slot.getKey())))
                    .map(Map.Entry::getKey)
                    .toList();
            if (keys.size() > 1) {
                throw because("more than one slot is the " + word + ": " + shown(keys.toString()));
            }
            if (keys.size() == 1) {
                return Optional.of(keys.get(0));
            }
        }
        return Optional.empty();
    }

    static boolean isRequired(JsonNode slot, String where) {
        return Documents.flag(slot, "required", false, where)
                || Documents.flag(slot, "identifier", false, where)
                || Documents.flag(slot, "key", false, where);
    }

    static Optional<String> defaultValue(JsonNode slot, String where) {
        JsonNode said = slot.path("ifabsent");
        if (said.isMissingNode() || said.isNull()) {
            return Optional.empty();
        }
        String text = Documents.scalar(said, where + ": ifabsent");
        Matcher form = IF_ABSENT.matcher(text);
        return Optional.of(form.matches() ? form.group(1) : text);
    }

    static List<String> previousNames(JsonNode slot, String where) {
        return annotation(slot, "x-previous-names")
                .map(text -> List.of(text.strip().split("\\s*,\\s*")))
                .orElse(List.of());
    }
}
