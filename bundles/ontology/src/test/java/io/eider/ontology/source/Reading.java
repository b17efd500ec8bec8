package io.eider.ontology.source;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ColumnName;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.OntologySchema;
import io.eider.api.ontology.SchemaDocument;
import io.eider.api.ontology.SchemaSource;
import io.eider.ontology.schema.SchemaCheck;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** Reads documents of tests with the sources that there are. */
final class Reading {
    static final List<SchemaSource> SOURCES =
            List.of(new JsonSchema(), new AvroSchema(), new LinkMl(), new ReferenceJson());

    private Reading() {}

    static SchemaDocument document(String text) {
        return new SchemaDocument("s", "test", "application/json", text, "", Optional.empty(), Instant.EPOCH);
    }

    static OntologySchema read(SchemaSource source, String text) {
        return SchemaCheck.require(source.read(document(text)));
    }

    static Field field(SchemaSource source, String text, String name) {
        return read(source, text).fields().stream()
                .filter(field -> field.name().equals(new ColumnName(name)))
                .findFirst()
                .orElseThrow();
    }

    /** Why a document is refused; it has to be, with the one error that there is for it. */
    static String refusal(SchemaSource source, String text) {
        try {
            read(source, text);
        } catch (ApiException e) {
            Assertions.assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SCHEMA);
            return e.getMessage();
        }
        return Assertions.fail("It was not refused: " + text);
    }
}
