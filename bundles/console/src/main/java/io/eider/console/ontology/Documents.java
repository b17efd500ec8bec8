package io.eider.console.ontology;

import io.eider.api.id.TableId;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.SchemaBinding;
import io.eider.api.ontology.SchemaChange;
import io.eider.api.ontology.SchemaVersion;
import io.eider.console.Grid;
import io.eider.console.Json;
import io.eider.console.Plain;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Schemas, bindings and plans as JSON and as text. */
final class Documents {
    private Documents() {}

    static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String name(TableId table) {
        return table.project() + " " + table.shortName();
    }

    static Map<String, Object> of(SchemaVersion version) {
        return Json.object(
                "schema_id",
                version.schemaId(),
                "version",
                version.version(),
                "sha256",
                version.sha256(),
                "kind",
                version.kind(),
                "origin",
                version.source(),
                "created_at",
                version.createdAt(),
                "primary_key",
                version.schema().primaryKey(),
                "fields",
                version.schema().fields().stream().map(Documents::of).toList());
    }

    private static Map<String, Object> of(Field field) {
        return Json.object(
                "name",
                field.name(),
                "type",
                field.type().sql(),
                "required",
                field.isRequired(),
                "default",
                field.defaultValue(),
                "description",
                field.description());
    }

    static Map<String, Object> of(SchemaBinding binding) {
        return Json.object(
                "project_id",
                binding.table().project(),
                "bucket_name",
                binding.table().bucket().name(),
                "table_name",
                binding.table().name(),
                "schema_id",
                binding.schemaId(),
                "pinned_version",
                pinned(binding),
                "policy",
                wire(binding.policy()),
                "validation",
                wire(binding.validation()),
                "created_at",
                binding.createdAt());
    }

    static Optional<Integer> pinned(SchemaBinding binding) {
        return binding.pinned().isPresent() ? Optional.of(binding.pinned().getAsInt()) : Optional.empty();
    }

    static Map<String, Object> of(SchemaChange change) {
        return Json.object(
                "kind",
                wire(change.kind()),
                "field",
                change.field(),
                "text",
                change.text(),
                "class",
                wire(change.changeClass()));
    }

    static Map<String, Object> of(Migration migration) {
        return Json.object(
                "id",
                migration.id(),
                "project_id",
                migration.table().project(),
                "bucket_name",
                migration.table().bucket().name(),
                "table_name",
                migration.table().name(),
                "schema_id",
                migration.schemaId(),
                "version",
                migration.version(),
                "status",
                wire(migration.status()),
                "class",
                wire(migration.changeClass()),
                "changes",
                migration.changes().stream().map(Documents::of).toList(),
                "actor",
                migration.actor(),
                "created_at",
                migration.createdAt(),
                "finished_at",
                migration.finishedAt(),
                "approved_by",
                migration.approvedBy(),
                "snapshot_id",
                migration.snapshotId(),
                "error",
                migration.error());
    }

    private static Map<String, Object> of(SchemaChange.Planned planned) {
        Map<String, Object> document = of(planned.change());
        document.put("sql", planned.sql());
        document.put("failing_rows", planned.failingRows());
        document.put("problem", planned.problem());
        return document;
    }

    /** Differences, for people. */
    static Grid grid(List<SchemaChange> changes) {
        Grid grid = new Grid("No difference").left("Change").left("Class");
        changes.forEach(change -> grid.row(change.text(), wire(change.changeClass())));
        return grid;
    }

    /** A plan, for people. */
    static String text(Migration migration) {
        Grid grid = new Grid("Nothing to do")
                .left("Change")
                .left("Class")
                .right("Failing rows")
                .left("SQL")
                .left("Problem");
        for (SchemaChange.Planned planned : migration.changes()) {
            grid.wide(
                    planned.change().text(),
                    wire(planned.change().changeClass()),
                    Plain.count(planned.failingRows()),
                    String.join("; ", planned.sql()),
                    planned.problem());
        }
        return line(migration) + System.lineSeparator() + grid;
    }

    /** What became of a plan, in a line. */
    static String line(Migration migration) {
        return "Migration " + migration.id() + " of " + Plain.cell(name(migration.table())) + " to version "
                + migration.version() + " of " + Plain.cell(migration.schemaId()) + ": "
                + wire(migration.changeClass()) + ", " + wire(migration.status())
                + migration.snapshotId().map(id -> ", snapshot " + id).orElse("") + ".";
    }
}
