package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;
import static io.eider.ontology.schema.InvalidSchema.shown;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.ontology.OntologySchema;
import io.eider.api.ontology.SchemaDocument;
import io.eider.api.ontology.SchemaSource;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** JSON Schema 2020-12 and draft-07. Source: ontology contract, section 5.1; json-schema.org. */
@Component(service = SchemaSource.class, property = "service.ranking:Integer=40")
public final class JsonSchema implements SchemaSource {
    private static final String MEDIA_TYPE = "application/schema+json";
    private static final Set<String> DIALECTS = Set.of(
            "https://json-schema.org/draft/2020-12/schema",
            "http://json-schema.org/draft-07/schema",
            "https://json-schema.org/draft-07/schema");

    @Override
    public String name() {
        return "json-schema";
    }

    @Override
    public boolean knows(SchemaDocument document) {
        return Documents.object(document)
                .filter(json -> document.mediaType().equals(MEDIA_TYPE)
                        || json.path("$schema").asText().contains("json-schema.org"))
                .isPresent();
    }

    @Override
    public OntologySchema read(SchemaDocument document) {
        JsonNode json = Documents.require(document);
        Optional<String> dialect = Documents.text(json, "$schema", "the schema");
        dialect.map(text -> text.endsWith("#") ? text.substring(0, text.length() - 1) : text)
                .filter(text -> !DIALECTS.contains(text))
                .ifPresent(text -> {
                    throw because("$schema " + shown(text) + " is neither 2020-12 nor draft-07");
                });
        return new JsonSchemaReader(json).read(document.schemaId());
    }
}
