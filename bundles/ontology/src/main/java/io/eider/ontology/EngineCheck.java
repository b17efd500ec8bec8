package io.eider.ontology;

import io.eider.api.error.ApiException;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.FieldType.Kind;
import io.eider.api.ontology.OntologySchema;
import io.eider.engine.Catalog;
import io.eider.ontology.schema.InvalidSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What only DuckDB knows of a schema: whether its RE2 takes a pattern, and whether a default is a value of its type. */
final class EngineCheck {
    private static final int AT_ONCE = 50;

    private EngineCheck() {}

    /** @throws ApiException INVALID_SCHEMA */
    static OntologySchema require(Catalog catalog, OntologySchema schema) {
        for (Field field : schema.fields()) {
            Optional<String> pattern = field.rules().pattern();
            if (pattern.isPresent() && !isPattern(catalog, pattern.get())) {
                throw InvalidSchema.because("the pattern of " + field.name() + " is no regular expression of RE2: "
                        + InvalidSchema.shown(pattern.get()));
            }
        }
        List<Field> defaults = schema.fields().stream()
                .filter(field -> field.defaultValue().isPresent())
                .toList();
        for (int from = 0; from < defaults.size(); from += AT_ONCE) {
            requireDefaults(catalog, defaults.subList(from, Math.min(defaults.size(), from + AT_ONCE)));
        }
        return schema;
    }

    private static boolean isPattern(Catalog catalog, String pattern) {
        return catalog.read(session -> session.query(
                        "SELECT try(regexp_full_match('', ?)) IS NOT NULL", row -> row.getBoolean(1), pattern)
                .get(0));
    }

    private static void requireDefaults(Catalog catalog, List<Field> fields) {
        String conditions = fields.stream().map(EngineCheck::condition).collect(Collectors.joining(", "));
        Object[] values =
                fields.stream().map(field -> field.defaultValue().orElseThrow()).toArray();
        List<Boolean> fit = new ArrayList<>();
        catalog.read(session -> session.query(
                "SELECT " + conditions,
                row -> {
                    for (int i = 1; i <= fields.size(); i++) {
                        fit.add(row.getBoolean(i));
                    }
                    return fit;
                },
                values));
        int wrong = fit.indexOf(false);
        if (wrong >= 0) {
            Field field = fields.get(wrong);
            throw InvalidSchema.because(
                    "the default " + InvalidSchema.shown(field.defaultValue().orElseThrow()) + " of " + field.name()
                            + " is no " + InvalidSchema.shown(field.type().sql()));
        }
    }

    private static String condition(Field field) {
        String cast = "TRY_CAST(CAST(? AS VARCHAR) AS " + field.type().sql() + ")";
        boolean isFloat = field.type().isScalar()
                && (field.type().kind() == Kind.FLOAT || field.type().kind() == Kind.DOUBLE);
        return isFloat ? "coalesce(isfinite(" + cast + "), false)" : cast + " IS NOT NULL";
    }
}
