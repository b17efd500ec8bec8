package io.eider.rest.body;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.eider.api.ontology.MigrationPolicy;
import io.eider.api.ontology.SchemaDocument;
import io.eider.api.storage.RowInsert;
import io.eider.api.storage.ValidationMode;
import io.eider.rest.replay.ReplayKey;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Bodies of requests about schemas and the tables that follow them (ontology contract, section 5.4). */
public final class OntologyBodies {
    private static final String JSON = "application/json";
    private static final String INLINE = "inline:";
    private static final List<String> POLICIES = Arrays.stream(MigrationPolicy.values())
            .sorted((a, b) -> Boolean.compare(a != MigrationPolicy.PLAN_ONLY, b != MigrationPolicy.PLAN_ONLY))
            .map(OntologyBodies::wire)
            .toList();

    private static final List<String> MODES =
            Arrays.stream(ValidationMode.values()).map(OntologyBodies::wire).toList();

    private OntologyBodies() {}

    /** A policy or mode on the wire: {@code off}, {@code plan_only}, ... */
    static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static SchemaDocument document(String schemaId, String mediaType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new SchemaDocument(
                schemaId,
                INLINE,
                mediaType.strip().toLowerCase(Locale.ROOT),
                text,
                HexFormat.of().formatHex(ReplayKey.sha256().digest(bytes)),
                Optional.empty(),
                Instant.now());
    }

    /** A document to keep, or the schema whose document to fetch. */
    public record SchemaRegister(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String schemaId,
            @Schema(defaultValue = JSON) String mediaType,
            @Schema(nullable = true, description = "its text; null: it is fetched from the ontology server")
                    String document) {
        /** Reads it. */
        public static SchemaRegister read(JsonBody body) {
            return new SchemaRegister(
                    body.requiredString("schema_id"),
                    body.string("media_type", JSON),
                    body.string("document").orElse(null));
        }

        /** The document, if the body has one. */
        public Optional<SchemaDocument> toDocument() {
            return Optional.ofNullable(document).map(text -> OntologyBodies.document(schemaId, mediaType, text));
        }
    }

    /** A document to look at, or rows. */
    public record SchemaValidate(
            @Schema(defaultValue = JSON) String mediaType,
            @Schema(nullable = true, description = "a document's text; null: the rows are looked at") String document,
            @ArraySchema(
                            maxItems = RowInsert.MAX_ROWS,
                            arraySchema = @Schema(nullable = true, description = "objects of column names and values"))
                    List<Map<String, Object>> rows,
            @Schema(nullable = true, minimum = "1", description = "of the schema, for rows; null: the newest")
                    Long version) {
        /** Reads it. */
        public static SchemaValidate read(JsonBody body) {
            OptionalLong version = body.integer("version", 1, Integer.MAX_VALUE);
            String document = body.string("document").orElse(null);
            return new SchemaValidate(
                    body.string("media_type", JSON),
                    document,
                    document == null ? body.requiredMaps("rows", RowInsert.MAX_ROWS) : List.of(),
                    version.isPresent() ? version.getAsLong() : null);
        }

        /** The version that rows are looked at by. */
        public OptionalInt toVersion() {
            return version == null ? OptionalInt.empty() : OptionalInt.of(version.intValue());
        }

        /** The document. */
        public SchemaDocument toDocument(String schemaId) {
            return OntologyBodies.document(schemaId, mediaType, document);
        }
    }

    /** Which schema a table shall follow. */
    public record SchemaBind(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String schemaId,
            @Schema(nullable = true, minimum = "1", description = "null: always the newest") Long version,
            @Schema(
                            defaultValue = "plan_only",
                            allowableValues = {"off", "plan_only", "safe", "guarded", "all"},
                            description = "what is applied without being asked")
                    String policy,
            @Schema(
                            defaultValue = "off",
                            allowableValues = {"off", "warn", "reject", "quarantine"},
                            description = "what becomes of imported rows that break the schema's rules")
                    String validation) {
        /** Reads it. */
        public static SchemaBind read(JsonBody body) {
            OptionalLong version = body.integer("version", 1, Integer.MAX_VALUE);
            return new SchemaBind(
                    body.requiredString("schema_id"),
                    version.isPresent() ? version.getAsLong() : null,
                    body.literal("policy", POLICIES),
                    body.literal("validation", MODES));
        }

        /** The only version to follow. */
        public OptionalInt toVersion() {
            return version == null ? OptionalInt.empty() : OptionalInt.of(version.intValue());
        }

        /** The policy. */
        public MigrationPolicy toPolicy() {
            return MigrationPolicy.valueOf(policy.toUpperCase(Locale.ROOT));
        }

        /** What becomes of rows that break rules. */
        public ValidationMode toValidation() {
            return ValidationMode.valueOf(validation.toUpperCase(Locale.ROOT));
        }
    }

    /** Which schema a table of any project shall follow; of its default branch. */
    public record TableBind(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String projectId,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String bucketName,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String tableName,
            @JsonUnwrapped SchemaBind schema) {
        /** Reads it. */
        public static TableBind read(JsonBody body) {
            return new TableBind(
                    body.requiredString("project_id"),
                    body.requiredString("bucket_name"),
                    body.requiredString("table_name"),
                    SchemaBind.read(body));
        }
    }

    /** What to apply. */
    public record MigrationApply(@Schema(requiredMode = Schema.RequiredMode.REQUIRED, minimum = "1") long migrationId) {
        /** Reads it. */
        public static MigrationApply read(JsonBody body) {
            return new MigrationApply(body.requiredInteger("migration_id", 1, Long.MAX_VALUE));
        }
    }
}
