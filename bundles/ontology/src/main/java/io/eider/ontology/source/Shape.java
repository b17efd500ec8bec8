package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;

import io.eider.api.ontology.Field.Rules;
import io.eider.api.ontology.FieldType;

/**
 * What a reader found out about the values of a field.
 *
 * @param type of them
 * @param isNullable whether there may be none
 * @param rules for them, for the elements if it is a list
 */
record Shape(FieldType type, boolean isNullable, Rules rules) {
    static Shape of(FieldType type) {
        return new Shape(type, false, Rules.NONE);
    }

    static Shape of(FieldType.Kind kind) {
        return of(FieldType.of(kind));
    }

    /** A list of these; rules of lists in lists are not kept. */
    Shape list(String where) {
        if (type.listDepth() == FieldType.MAX_DEPTH) {
            throw because(where + " is nested deeper than " + FieldType.MAX_DEPTH + " levels");
        }
        return new Shape(type.list(), false, type.isScalar() ? rules : Rules.NONE);
    }

    Shape nullable(boolean also) {
        return new Shape(type, isNullable || also, rules);
    }
}
