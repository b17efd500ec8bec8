package io.eider.ontology.fetch;

import io.eider.api.ontology.SchemaDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The one schema that is part of Eider, {@code project_schema} (ontology contract, section 3). Immutable. */
final class PackagedSchemas {
    private static final String ID = "project_schema";

    private PackagedSchemas() {}

    static Optional<SchemaDocument> find(String schemaId, Instant now) {
        if (!schemaId.equals(ID)) {
            return Optional.empty();
        }
        String text = read();
        return Optional.of(new SchemaDocument(
                ID, "packaged:" + ID, "application/json", text, SchemaCall.sha256(text), Optional.empty(), now));
    }

    private static String read() {
        try (InputStream in = PackagedSchemas.class.getResourceAsStream(ID + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
