package io.eider.ontology.schema;

import static io.eider.ontology.schema.InvalidSchema.because;
import static io.eider.ontology.schema.InvalidSchema.shown;

import io.eider.api.id.ColumnName;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.OntologySchema;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What every schema has to be, whatever it was written in. An ontology server is not trusted (contract, section 1). */
public final class SchemaCheck {
    private static final int MAX_TEXT = 4_000;
    private static final int MAX_ALLOWED = 1_000;
    private static final int MAX_SUM = 1 << 21;
    private static final int MAX_TYPE = 10_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");

    private SchemaCheck() {}

    /**
     * The schema as it is kept: key fields are required, names in the key are written as the fields'.
     *
     * @throws io.eider.api.error.ApiException INVALID_SCHEMA
     */
    public static OntologySchema require(OntologySchema schema) {
        if (!NAME.matcher(schema.name()).matches()) {
            throw because("the name " + shown(schema.name()) + " must be 1 to 64 of A-Z, a-z, 0-9 and _");
        }
        schema.description().ifPresent(text -> requireShort("description", text));
        schema.iri().ifPresent(text -> requireShort("iri", text));
        if (schema.fields().isEmpty() || schema.fields().size() > OntologySchema.MAX_FIELDS) {
            throw because("it has " + schema.fields().size() + " fields, not 1 to " + OntologySchema.MAX_FIELDS);
        }
        Map<String, Field> byName = new HashMap<>();
        for (Field field : schema.fields()) {
            requireField(field);
            if (byName.put(folded(field.name().value()), field) != null) {
                throw because("the field " + field.name() + " is there twice");
            }
        }
        requireOneOrigin(schema.fields());
        requireBounded(schema.fields());
        List<String> key = key(schema, byName);
        List<Field> fields = schema.fields().stream()
                .map(field -> key.contains(field.name().value()) ? required(field) : field)
                .toList();
        return new OntologySchema(schema.name(), schema.description(), schema.iri(), fields, key);
    }

    private static List<String> key(OntologySchema schema, Map<String, Field> byName) {
        Set<String> seen = new HashSet<>();
        return schema.primaryKey().stream()
                .map(name -> {
                    Field field = byName.get(folded(name));
                    if (field == null || !seen.add(folded(name))) {
                        throw because("the primary key names " + shown(name)
                                + (field == null ? ", which is no field" : " twice"));
                    }
                    return field.name().value();
                })
                .toList();
    }

    /** A document can name one long definition for every field. */
    private static void requireBounded(List<Field> fields) {
        long sum = 0;
        for (Field field : fields) {
            sum += field.type().sql().length()
                    + field.description().map(String::length).orElse(0);
            sum += field.rules().allowed().stream().mapToLong(String::length).sum();
            sum += field.defaultValue().map(String::length).orElse(0)
                    + field.rules().pattern().map(String::length).orElse(0);
        }
        if (sum > MAX_SUM) {
            throw because("its texts are longer than " + MAX_SUM + " characters together");
        }
    }

    /** One column cannot become two. */
    private static void requireOneOrigin(List<Field> fields) {
        Set<String> seen = new HashSet<>();
        for (Field field : fields) {
            for (ColumnName previous : field.previousNames()) {
                if (!seen.add(folded(previous.value()))) {
                    throw because("the name " + previous + " is a previous one of two fields");
                }
            }
        }
    }

    private static void requireField(Field field) {
        if (field.type().depth() > FieldType.MAX_DEPTH || field.type().sql().length() > MAX_TYPE) {
            throw because("the type of " + field.name() + " is deeper than " + FieldType.MAX_DEPTH
                    + " levels or longer than " + MAX_TYPE + " characters");
        }
        field.description().ifPresent(text -> requireShort("description of " + field.name(), text));
        field.iri().ifPresent(text -> requireShort("iri of " + field.name(), text));
        field.defaultValue().ifPresent(text -> {
            requireShort("default of " + field.name(), text);
            DefaultValue.require(field.name(), field.type(), text);
        });
        Field.Rules rules = field.rules();
        if (rules.allowed().size() > MAX_ALLOWED) {
            throw because("the field " + field.name() + " has more than " + MAX_ALLOWED + " allowed values");
        }
        rules.allowed().forEach(text -> requireShort("allowed value of " + field.name(), text));
        if (rules.maxLength().isPresent() && rules.maxLength().get() < 1) {
            throw because("the greatest length of " + field.name() + " is not positive");
        }
        requireOrder(field, rules);
        rules.pattern().ifPresent(text -> requireShort("pattern of " + field.name(), text));
        boolean hasRules = !rules.equals(Field.Rules.NONE);
        if (hasRules && !ofOne(field.type()).isScalar()) {
            throw because("the field " + field.name() + " of type "
                    + shown(field.type().sql()) + " has rules; they are for values and lists of values");
        }
    }

    /** The type that rules are for: a list's elements. */
    private static FieldType ofOne(FieldType type) {
        return type.listDepth() == 1
                ? new FieldType(type.kind(), type.precision(), type.scale(), 0, type.parts())
                : type;
    }

    private static boolean hasNumbers(FieldType type) {
        return ofOne(type).isNumber();
    }

    private static void requireOrder(Field field, Field.Rules rules) {
        if (rules.minimum().isPresent() && rules.maximum().isPresent()) {
            BigDecimal least = rules.minimum().get();
            if (least.compareTo(rules.maximum().get()) > 0) {
                throw because("the least value of " + field.name() + " is over the greatest");
            }
        }
        boolean isBounded = rules.minimum().isPresent() || rules.maximum().isPresent();
        if (isBounded && !hasNumbers(field.type())) {
            throw because(
                    "the field " + field.name() + " of type " + field.type().sql() + " has number bounds");
        }
    }

    private static void requireShort(String what, String text) {
        if (text.length() > MAX_TEXT) {
            throw because("the " + what + " is longer than " + MAX_TEXT + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            throw because("the " + what + " holds a NUL character");
        }
    }

    private static Field required(Field field) {
        return new Field(
                field.name(),
                field.type(),
                true,
                field.defaultValue(),
                field.rules(),
                field.description(),
                field.iri(),
                field.previousNames());
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
