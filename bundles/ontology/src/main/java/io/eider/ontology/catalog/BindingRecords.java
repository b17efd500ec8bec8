package io.eider.ontology.catalog;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.ontology.MigrationPolicy;
import io.eider.api.ontology.SchemaBinding;
import io.eider.api.storage.ValidationMode;
import io.eider.engine.CatalogSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Which table follows which schema. Every method belongs to the transaction of its session. */
public final class BindingRecords {
    private static final String SELECT =
            "SELECT project_id, bucket, name, schema_id, pinned, policy, validation, created_at"
                    + " FROM ontology_bindings";

    private BindingRecords() {}

    /** Adds a binding. */
    public static void insert(CatalogSession session, SchemaBinding binding) {
        TableId table = binding.table();
        session.update(
                "INSERT INTO ontology_bindings (key, project_id, bucket, name, schema_id, pinned, policy, validation,"
                        + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                table.toString(),
                table.project().value(),
                table.bucket().name(),
                table.name(),
                binding.schemaId(),
                binding.pinned().isPresent() ? binding.pinned().getAsInt() : null,
                binding.policy().name(),
                binding.validation().name(),
                binding.createdAt());
    }

    /** What a table is bound to. */
    public static Optional<SchemaBinding> find(CatalogSession session, TableId table) {
        return session.first(SELECT + " WHERE key = ?", BindingRecords::row, table.toString());
    }

    /** All, or those of a project, by table. */
    public static List<SchemaBinding> list(CatalogSession session, Optional<ProjectId> project) {
        if (project.isEmpty()) {
            return session.query(SELECT + " ORDER BY key", BindingRecords::row);
        }
        return session.query(
                SELECT + " WHERE project_id = ? ORDER BY key",
                BindingRecords::row,
                project.get().value());
    }

    /** From now on nothing is done without being asked. */
    public static void setPolicy(CatalogSession session, TableId table, MigrationPolicy policy) {
        session.update("UPDATE ontology_bindings SET policy = ? WHERE key = ?", policy.name(), table.toString());
    }

    /** How rows are checked from now on. Gives whether there is a binding. */
    public static boolean setValidation(CatalogSession session, TableId table, ValidationMode mode) {
        return session.update(
                        "UPDATE ontology_bindings SET validation = ? WHERE key = ?", mode.name(), table.toString())
                > 0;
    }

    /** Ends a binding. Gives whether there was one. */
    public static boolean delete(CatalogSession session, TableId table) {
        return session.update("DELETE FROM ontology_bindings WHERE key = ?", table.toString()) > 0;
    }

    private static SchemaBinding row(ResultSet row) throws SQLException {
        int pinned = row.getInt("pinned");
        OptionalInt version = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(pinned);
        return new SchemaBinding(
                table(row),
                row.getString("schema_id"),
                version,
                MigrationPolicy.valueOf(row.getString("policy")),
                ValidationMode.valueOf(row.getString("validation")),
                CatalogSession.instant(row, "created_at").orElse(Instant.EPOCH));
    }

    static TableId table(ResultSet row) throws SQLException {
        ProjectId project = new ProjectId(row.getString("project_id"));
        return new TableId(new BucketId(project, BranchId.DEFAULT, row.getString("bucket")), row.getString("name"));
    }
}
