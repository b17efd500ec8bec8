package io.eider.rest.body;

import io.eider.api.id.ColumnName;
import io.eider.api.ontology.FetchedSchema;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.OntologySchema;
import io.eider.api.ontology.SchemaVersion;
import io.eider.api.ontology.ServerState;
import io.eider.api.storage.RowFaults;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;

/** Answers about schemas and where they come from (ontology contract, section 5.4). */
public final class SchemaAnswers {
    private static final String REGISTRY = "registry";

    private SchemaAnswers() {}

    /** Where a document was from, without an address that is nobody's business: {@code server}, {@code inline}, ... */
    private static String origin(SchemaVersion version) {
        String source = version.source();
        int colon = source.indexOf(':');
        boolean isUrl = source.startsWith("http:") || source.startsWith("https:");
        return isUrl ? "server" : colon < 0 ? source : source.substring(0, colon);
    }

    /** The newest version of a schema. */
    public record SchemaSummaryResponse(
            String schemaId,
            int version,
            String sha256,
            String kind,
            String origin,
            String name,
            int fieldCount,
            List<String> primaryKey,
            @Schema(format = "date-time") String createdAt) {
        /** As it is on the wire. */
        public static SchemaSummaryResponse of(SchemaVersion version) {
            return new SchemaSummaryResponse(
                    version.schemaId(),
                    version.version(),
                    version.sha256(),
                    version.kind(),
                    SchemaAnswers.origin(version),
                    version.schema().name(),
                    version.schema().fields().size(),
                    version.schema().primaryKey(),
                    Json.timestamp(version.createdAt()));
        }
    }

    /** Schemas by id, or versions of one, the newest first. */
    public record SchemaListResponse(List<SchemaSummaryResponse> schemas, int total) {
        /** As it is on the wire. */
        public static SchemaListResponse of(List<SchemaVersion> versions) {
            return new SchemaListResponse(
                    versions.stream().map(SchemaSummaryResponse::of).toList(), versions.size());
        }
    }

    /** A version of a schema. */
    public record SchemaVersionResponse(
            String schemaId,
            int version,
            String sha256,
            String kind,
            String origin,
            @Schema(description = "registry; after a question to the ontology server live, cache, stale or packaged")
                    String source,
            @Schema(nullable = true) String etag,
            @Schema(format = "date-time") String createdAt,
            SchemaContent schema) {
        /** A version that is kept. */
        public static SchemaVersionResponse of(SchemaVersion version) {
            return of(version, REGISTRY);
        }

        /** A version that was just asked for. */
        public static SchemaVersionResponse of(SchemaVersion version, FetchedSchema fetched) {
            return of(version, fetched.outcome().sourceName());
        }

        private static SchemaVersionResponse of(SchemaVersion version, String source) {
            return new SchemaVersionResponse(
                    version.schemaId(),
                    version.version(),
                    version.sha256(),
                    version.kind(),
                    SchemaAnswers.origin(version),
                    source,
                    version.etag().orElse(null),
                    Json.timestamp(version.createdAt()),
                    SchemaContent.of(version.schema()));
        }
    }

    /** What a document says that is not kept, or what is wrong with rows. */
    public record SchemaValidationResponse(
            String schemaId,
            @Schema(nullable = true, description = "of a document") SchemaContent schema,
            @Schema(nullable = true, description = "of rows") RowFaultsResponse rows) {
        /** Of a document. */
        public static SchemaValidationResponse of(String schemaId, SchemaContent schema) {
            return new SchemaValidationResponse(schemaId, schema, null);
        }

        /** Of rows. */
        public static SchemaValidationResponse of(String schemaId, RowFaults faults) {
            return new SchemaValidationResponse(schemaId, null, RowFaultsResponse.of(faults));
        }
    }

    /** What is wrong with rows: at most 1,000 faults, the first rows first. */
    public record RowFaultsResponse(
            boolean valid, long checkedRows, long badRows, List<RowFaultResponse> faults, boolean hasMore) {
        private static RowFaultsResponse of(RowFaults found) {
            return new RowFaultsResponse(
                    found.faults().isEmpty(),
                    found.checkedRows(),
                    found.badRows(),
                    found.faults().stream()
                            .map(fault ->
                                    new RowFaultResponse(fault.row(), fault.column(), fault.rule(), fault.value()))
                            .toList(),
                    found.hasMore());
        }
    }

    /** A fault; rows are counted from 1. */
    public record RowFaultResponse(long row, String column, String rule, String value) {}

    /** What a schema says. */
    public record SchemaContent(
            String name,
            @Schema(nullable = true) String description,
            @Schema(nullable = true) String iri,
            List<String> primaryKey,
            List<SchemaField> fields) {
        /** As it is on the wire. */
        public static SchemaContent of(OntologySchema schema) {
            return new SchemaContent(
                    schema.name(),
                    schema.description().orElse(null),
                    schema.iri().orElse(null),
                    schema.primaryKey(),
                    schema.fields().stream().map(SchemaField::of).toList());
        }
    }

    /** A field of a schema; numbers are texts with all their digits. */
    public record SchemaField(
            String name,
            @Schema(description = "as DuckDB calls it") String type,
            boolean required,
            @Schema(nullable = true) String defaultValue,
            List<String> allowed,
            @Schema(nullable = true) String minimum,
            @Schema(nullable = true) String maximum,
            @Schema(nullable = true) Integer maxLength,
            @Schema(nullable = true) String pattern,
            @Schema(nullable = true) String description,
            @Schema(nullable = true) String iri,
            List<String> previousNames) {
        private static SchemaField of(Field field) {
            Field.Rules rules = field.rules();
            return new SchemaField(
                    field.name().value(),
                    field.type().sql(),
                    field.isRequired(),
                    field.defaultValue().orElse(null),
                    rules.allowed(),
                    rules.minimum().map(number -> number.toPlainString()).orElse(null),
                    rules.maximum().map(number -> number.toPlainString()).orElse(null),
                    rules.maxLength().orElse(null),
                    rules.pattern().orElse(null),
                    field.description().orElse(null),
                    field.iri().orElse(null),
                    field.previousNames().stream().map(ColumnName::value).toList());
        }
    }

    /** The ontology server and those who read what it sends. */
    public record OntologyServerResponse(
            String url,
            String mode,
            @Schema(allowableValues = {"closed", "half_open", "open"}) String breaker,
            long keptSchemas,
            @Schema(nullable = true, format = "date-time") String lastSuccess,
            @Schema(nullable = true) String lastProblem,
            List<String> readers) {
        /** As it is on the wire. */
        public static OntologyServerResponse of(ServerState state, List<String> readers) {
            return new OntologyServerResponse(
                    state.url(),
                    state.mode(),
                    state.breaker().toLowerCase(Locale.ROOT),
                    state.keptSchemas(),
                    state.lastSuccess().map(Json::timestamp).orElse(null),
                    state.lastProblem().orElse(null),
                    readers);
        }
    }
}
