package io.eider.ontology;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.ontology.Field;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.OntologySchema;
import io.eider.api.ontology.SchemaDocument;
import io.eider.api.ontology.SchemaSource;
import io.eider.ontology.source.AvroSchema;
import io.eider.ontology.source.JsonSchema;
import io.eider.ontology.source.LinkMl;
import io.eider.ontology.source.ReferenceJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

class RankingTest {
    private static final SchemaSource OF_A_SITE = new SchemaSource() {
        @Override
        public String name() {
            return "site";
        }

        @Override
        public boolean knows(SchemaDocument document) {
            return true;
        }

        @Override
        public OntologySchema read(SchemaDocument document) {
            List<Field> fields = List.of(Field.of("x", FieldType.of(FieldType.Kind.DATE), false));
            return new OntologySchema("t", Optional.empty(), Optional.empty(), fields, List.of());
        }
    };

    @Test
    void sourceOfASiteIsAskedByItsRanking() {
        Sources sources = new Sources();
        SchemaSource reference = new ReferenceJson();
        sources.bindSource(reference, Map.of(Constants.SERVICE_RANKING, 10));
        sources.bindSource(new LinkMl(), Map.of(Constants.SERVICE_RANKING, 20));
        sources.bindSource(new AvroSchema(), Map.of(Constants.SERVICE_RANKING, 30));
        sources.bindSource(new JsonSchema(), Map.of(Constants.SERVICE_RANKING, 40));
        sources.bindSource(OF_A_SITE, Map.of());
        assertThat(sources.ranked())
                .extracting(SchemaSource::name)
                .containsExactly("json-schema", "avro", "linkml", "reference-json", "site");
        sources.unbindSource(OF_A_SITE);
        sources.bindSource(OF_A_SITE, Map.of(Constants.SERVICE_RANKING, 100));
        assertThat(sources.ranked().get(0)).isSameAs(OF_A_SITE);
    }
}
