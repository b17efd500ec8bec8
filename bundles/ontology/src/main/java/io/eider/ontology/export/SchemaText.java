package io.eider.ontology.export;

import io.eider.api.ontology.OntologySchema;
import io.eider.api.ontology.SchemaForm;

/** A schema as a text. Source: ontology contract, section 5.4. */
public final class SchemaText {
    private SchemaText() {}

    /** The schema in a form. */
    public static String of(OntologySchema schema, SchemaForm form) {
        return switch (form) {
            case JSON_SCHEMA -> JsonSchemaText.of(schema);
            case AVRO -> AvroText.of(schema);
            case DDL -> DdlText.of(schema);
            case MARKDOWN -> MarkdownText.of(schema);
        };
    }
}
