package io.eider.ontology;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.ontology.OntologySchema;
import io.eider.api.ontology.SchemaDocument;
import io.eider.api.ontology.SchemaSource;
import io.eider.api.ontology.SchemaVersion;
import io.eider.engine.Catalog;
import io.eider.ontology.catalog.SchemaRecords;
import io.eider.ontology.schema.CanonicalJson;
import io.eider.ontology.schema.InvalidSchema;
import io.eider.ontology.schema.SchemaCheck;
import io.eider.ontology.source.Documents;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The versions of schemas: read once, kept for ever. Thread-safe. */
final class SchemaVersions {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    private final Catalog catalog;
    private final Supplier<List<SchemaSource>> sources;
    private final Clock clock;

    /** @param sources the readers, the one to be asked first first */
    SchemaVersions(Catalog catalog, Supplier<List<SchemaSource>> sources, Clock clock) {
        this.catalog = catalog;
        this.sources = sources;
        this.clock = clock;
    }

    List<String> readers() {
        return sources.get().stream().map(SchemaSource::name).toList();
    }

    OntologySchema read(SchemaDocument document) {
        return checked(source(document), document);
    }

    private OntologySchema checked(SchemaSource source, SchemaDocument document) {
        return EngineCheck.require(catalog, SchemaCheck.require(source.read(document)));
    }

    private SchemaSource source(SchemaDocument document) {
        return sources.get().stream()
                .filter(source -> source.knows(document))
                .findFirst()
                .orElseThrow(() -> InvalidSchema.because(Documents.problem(document)
                        .orElseGet(() -> "no reader knows this kind of document ("
                                + InvalidSchema.shown(document.mediaType()) + ")")));
    }

    SchemaVersion register(SchemaDocument document) {
        if (!ID.matcher(document.schemaId()).matches()) {
            throw new ApiException(
                    ErrorCode.INVALID_NAME,
                    "Invalid schema id: it must match " + ID.pattern(),
                    Map.of("field", "schema_id", "pattern", ID.pattern()));
        }
        SchemaSource source = source(document);
        OntologySchema schema = checked(source, document);
        String sha256 = CanonicalJson.sha256(CanonicalJson.of(schema));
        return catalog.write(session -> {
            Optional<SchemaVersion> newest = SchemaRecords.find(session, document.schemaId(), OptionalInt.empty());
            if (newest.filter(version -> version.sha256().equals(sha256)).isPresent()) {
                return newest.get();
            }
            SchemaVersion next = new SchemaVersion(
                    document.schemaId(),
                    newest.map(SchemaVersion::version).orElse(0) + 1,
                    sha256,
                    schema,
                    source.name(),
                    document.source(),
                    document.etag(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            SchemaRecords.insert(session, next);
            return next;
        });
    }

    List<SchemaVersion> newest() {
        return catalog.read(SchemaRecords::newest);
    }

    List<SchemaVersion> all(String schemaId) {
        List<SchemaVersion> all = catalog.read(session -> SchemaRecords.list(session, schemaId));
        if (all.isEmpty()) {
            throw missing(schemaId, OptionalInt.empty());
        }
        return all;
    }

    SchemaVersion require(String schemaId, OptionalInt version) {
        return catalog.read(session -> SchemaRecords.find(session, schemaId, version))
                .orElseThrow(() -> missing(schemaId, version));
    }

    private static ApiException missing(String schemaId, OptionalInt version) {
        String shown = InvalidSchema.shown(schemaId);
        return new ApiException(
                ErrorCode.SCHEMA_NOT_FOUND,
                "Schema " + shown + (version.isPresent() ? " has no version " + version.getAsInt() : " is not known"),
                Map.of("schema_id", shown));
    }
}
