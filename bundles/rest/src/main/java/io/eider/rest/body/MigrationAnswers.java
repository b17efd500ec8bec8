package io.eider.rest.body;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.SchemaBinding;
import io.eider.api.ontology.SchemaChange;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;

/** Answers about tables that follow schemas (ontology contract, section 5.4). */
public final class MigrationAnswers {
    private MigrationAnswers() {}

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** A difference. */
    public record ChangeResponse(String kind, String field, String text, @JsonProperty("class") String changeClass) {
        private static ChangeResponse of(SchemaChange change) {
            return new ChangeResponse(
                    MigrationAnswers.wire(change.kind()),
                    change.field(),
                    change.text(),
                    MigrationAnswers.wire(change.changeClass()));
        }
    }

    /** What the newer of two versions changes. */
    public record SchemaDiffResponse(String schemaId, int from, int to, List<ChangeResponse> changes) {
        /** As it is on the wire. */
        public static SchemaDiffResponse of(String schemaId, int from, int to, List<SchemaChange> changes) {
            return new SchemaDiffResponse(
                    schemaId, from, to, changes.stream().map(ChangeResponse::of).toList());
        }
    }

    /** A table that follows a schema. */
    public record BindingResponse(
            String projectId,
            String bucketName,
            String tableName,
            String schemaId,
            @Schema(nullable = true) Integer pinnedVersion,
            @Schema(allowableValues = {"off", "plan_only", "safe", "guarded", "all"}) String policy,
            @Schema(allowableValues = {"off", "warn", "reject", "quarantine"}) String validation,
            @Schema(format = "date-time") String createdAt) {
        /** As it is on the wire. */
        public static BindingResponse of(SchemaBinding binding) {
            return new BindingResponse(
                    binding.table().project().value(),
                    binding.table().bucket().name(),
                    binding.table().name(),
                    binding.schemaId(),
                    binding.pinned().isPresent() ? binding.pinned().getAsInt() : null,
                    MigrationAnswers.wire(binding.policy()),
                    MigrationAnswers.wire(binding.validation()),
                    Json.timestamp(binding.createdAt()));
        }
    }

    /** Bindings by table. */
    public record BindingListResponse(List<BindingResponse> bindings, int total) {
        /** As it is on the wire. */
        public static BindingListResponse of(List<SchemaBinding> bindings) {
            return new BindingListResponse(
                    bindings.stream().map(BindingResponse::of).toList(), bindings.size());
        }
    }

    /** How a table differs from its schema. */
    public record DriftResponse(boolean hasDrift, List<ChangeResponse> changes) {
        /** As it is on the wire. */
        public static DriftResponse of(List<SchemaChange> changes) {
            return new DriftResponse(
                    !changes.isEmpty(), changes.stream().map(ChangeResponse::of).toList());
        }
    }

    /** A change with what it came to on the rows of the table. */
    public record PlannedChangeResponse(
            String kind,
            String field,
            String text,
            @JsonProperty("class") String changeClass,
            List<String> sql,
            long failingRows,
            String problem) {
        private static PlannedChangeResponse of(SchemaChange.Planned planned) {
            SchemaChange change = planned.change();
            return new PlannedChangeResponse(
                    MigrationAnswers.wire(change.kind()),
                    change.field(),
                    change.text(),
                    MigrationAnswers.wire(change.changeClass()),
                    planned.sql(),
                    planned.failingRows(),
                    planned.problem());
        }
    }

    /** A plan and what became of it. */
    public record MigrationResponse(
            long id,
            String projectId,
            String bucketName,
            String tableName,
            String schemaId,
            int version,
            long tableVersion,
            @Schema(allowableValues = {"planned", "approved", "applying", "applied", "failed", "rolled_back"})
                    String status,
            @JsonProperty("class") @Schema(allowableValues = {"safe", "guarded", "destructive", "blocked"})
                    String changeClass,
            List<PlannedChangeResponse> changes,
            String actor,
            @Schema(format = "date-time") String createdAt,
            @Schema(nullable = true, format = "date-time") String finishedAt,
            @Schema(nullable = true) String approvedBy,
            @Schema(nullable = true) String snapshotId,
            @Schema(nullable = true) Long appliedVersion,
            @Schema(nullable = true) String error) {
        /** As it is on the wire. */
        public static MigrationResponse of(Migration migration) {
            return new MigrationResponse(
                    migration.id(),
                    migration.table().project().value(),
                    migration.table().bucket().name(),
                    migration.table().name(),
                    migration.schemaId(),
                    migration.version(),
                    migration.tableVersion(),
                    MigrationAnswers.wire(migration.status()),
                    MigrationAnswers.wire(migration.changeClass()),
                    migration.changes().stream().map(PlannedChangeResponse::of).toList(),
                    migration.actor(),
                    Json.timestamp(migration.createdAt()),
                    migration.finishedAt().map(Json::timestamp).orElse(null),
                    migration.approvedBy().orElse(null),
                    migration.snapshotId().orElse(null),
                    migration.appliedVersion().isPresent()
                            ? migration.appliedVersion().getAsLong()
                            : null,
                    migration.error().orElse(null));
        }
    }

    /** Plans of a table, the newest first. */
    public record MigrationListResponse(List<MigrationResponse> migrations, int total) {
        /** As it is on the wire. */
        public static MigrationListResponse of(List<Migration> migrations) {
            return new MigrationListResponse(
                    migrations.stream().map(MigrationResponse::of).toList(), migrations.size());
        }
    }
}
