package io.eider.ontology.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.ontology.OntologySchema;
import io.eider.api.ontology.SchemaDocument;
import io.eider.api.ontology.SchemaSource;
import org.osgi.service.component.annotations.Component;

/** Avro's schemas, {@code .avsc}. Source: ontology contract, section 5.1; Avro specification 1.12. A field may say {@code x-duckdb-type} and {@code x-default}. */
@Component(service = SchemaSource.class, property = "service.ranking:Integer=30")
public final class AvroSchema implements SchemaSource {
    @Override
    public String name() {
        return "avro";
    }

    @Override
    public boolean knows(SchemaDocument document) {
        return Documents.object(document).filter(AvroSchema::isRecord).isPresent();
    }

    private static boolean isRecord(JsonNode json) {
        return json.path("type").asText().equals("record") && json.has("fields");
    }

    @Override
    public OntologySchema read(SchemaDocument document) {
        return new AvroReader().read(Documents.require(document));
    }
}
