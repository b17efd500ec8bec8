package io.eider.ontology.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.error.ApiException;
import io.eider.api.ontology.OntologySchema;
import io.eider.api.ontology.SchemaDocument;
import io.eider.api.ontology.SchemaSource;
import org.osgi.service.component.annotations.Component;

/** LinkML in YAML or JSON: one class of a schema is the table. Source: ontology contract, section 5.1; LinkML metamodel 1.8. */
@Component(service = SchemaSource.class, property = "service.ranking:Integer=20")
public final class LinkMl implements SchemaSource {
    @Override
    public String name() {
        return "linkml";
    }

    /** Whether it has classes; JSON has to have nothing of another kind beside, so those readers are asked first. */
    @Override
    public boolean knows(SchemaDocument document) {
        try {
            return document.text().contains("classes")
                    && YamlText.read(document.text()).path("classes").isObject();
        } catch (ApiException e) {
            return document.mediaType().endsWith("yaml"); // read says what is wrong with it
        }
    }

    @Override
    public OntologySchema read(SchemaDocument document) {
        JsonNode json = YamlText.read(document.text());
        return new LinkMlReader(json, new LinkMlModel(json)).read(document.schemaId());
    }
}
