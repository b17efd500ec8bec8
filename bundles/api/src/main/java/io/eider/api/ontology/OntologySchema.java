package io.eider.api.ontology;

import java.util.List;
import java.util.Optional;

/**
 * What a schema says, whatever it was written in. Source: ontology contract, section 5.1.
 *
 * @param name of the table that a site would make of it, 1 to 64 of {@code A-Za-z0-9_}
 * @param description for people
 * @param iri what its rows are in the ontology
 * @param fields at least one, names different without regard to case
 * @param primaryKey names of required fields, in key order; empty for none
 */
public record OntologySchema(
        String name, Optional<String> description, Optional<String> iri, List<Field> fields, List<String> primaryKey) {
    /** Most fields of a schema. */
    public static final int MAX_FIELDS = 1_000;

    /** Copies the lists. */
    public OntologySchema {
        fields = List.copyOf(fields);
        primaryKey = List.copyOf(primaryKey);
    }
}
