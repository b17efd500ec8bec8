package io.eider.ontology;

import io.eider.api.ontology.Field;
import io.eider.api.ontology.OntologySchema;
import io.eider.engine.Catalog;
import io.eider.ontology.schema.InvalidSchema;
import java.util.Optional;

/** Patterns of a schema: asked of DuckDB, whose RE2 runs them over rows later. */
final class PatternCheck {
    private PatternCheck() {}

    /** @throws io.eider.api.error.ApiException INVALID_SCHEMA */
    static OntologySchema require(Catalog catalog, OntologySchema schema) {
        for (Field field : schema.fields()) {
            Optional<String> pattern = field.rules().pattern();
            if (pattern.isPresent() && !isPattern(catalog, pattern.get())) {
                throw InvalidSchema.because("the pattern of " + field.name() + " is no regular expression of RE2: "
                        + InvalidSchema.shown(pattern.get()));
            }
        }
        return schema;
    }

    private static boolean isPattern(Catalog catalog, String pattern) {
        return catalog.read(session -> session.query(
                        "SELECT try(regexp_full_match('', ?)) IS NOT NULL", row -> row.getBoolean(1), pattern)
                .get(0));
    }
}
