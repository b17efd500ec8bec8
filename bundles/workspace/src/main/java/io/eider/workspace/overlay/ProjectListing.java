package io.eider.workspace.overlay;

import io.eider.api.storage.Bucket;
import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import io.eider.engine.sandbox.Sandbox;
import io.eider.workspace.table.ProjectTables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The buckets and tables of the project as rows in an instance, so that they are listed with their columns without being attached. Read
 * again when the catalog has moved and a statement asks. Thread-safe.
 */
final class ProjectListing {
    private static final String STAGED =
            "relation VARCHAR, bucket VARCHAR, rows BIGINT, bytes BIGINT, number BIGINT, name VARCHAR,"
                    + " duck_type VARCHAR, nullable BIGINT, \"default\" VARCHAR, key_position BIGINT";

    /** The database in memory and its tables, without rows. */
    static final List<String> CREATE = List.of(
            "ATTACH ':memory:' AS " + Overlay.PROJECT,
            Overlay.named("CREATE TABLE $project.schemas (name VARCHAR, oid BIGINT, comment VARCHAR)"),
            Overlay.named(
                    "CREATE TABLE $project.tables (schema VARCHAR, name VARCHAR, kind VARCHAR, temporary BOOLEAN, natts SMALLINT,"
                            + " has_index BOOLEAN, checks SMALLINT, rows FLOAT, bytes BIGINT, comment VARCHAR, definition VARCHAR, oid BIGINT)"),
            Overlay.named(
                    "CREATE TABLE $project.columns (relid BIGINT, number SMALLINT, name VARCHAR, element INTEGER, type BIGINT,"
                            + " typmod INTEGER, dims INTEGER, \"notnull\" BOOLEAN, \"default\" VARCHAR, comment VARCHAR, schema VARCHAR,"
                            + " relation VARCHAR, duck_type VARCHAR)"),
            Overlay.named(
                    "CREATE TABLE $project.constraints (schema VARCHAR, relation VARCHAR, position BIGINT, kind VARCHAR,"
                            + " keys SMALLINT[], columns VARCHAR[], expression VARCHAR, referenced VARCHAR, referenced_columns VARCHAR[],"
                            + " name VARCHAR, oid BIGINT, relid BIGINT, indexid BIGINT)"),
            Overlay.named(
                    "CREATE TABLE $project.indexes (oid BIGINT, schema VARCHAR, name VARCHAR, relation VARCHAR, relid BIGINT,"
                            + " is_unique BOOLEAN, is_primary BOOLEAN, keys SMALLINT[], expressions VARCHAR[], comment VARCHAR,"
                            + " is_temporary BOOLEAN)"),
            Overlay.named(
                    "CREATE TABLE $project.sequences (schema VARCHAR, name VARCHAR, temporary BOOLEAN, oid BIGINT)"),
            Overlay.named("CREATE TABLE $project.composites (schema VARCHAR, name VARCHAR, relid BIGINT)"));

    /** Rows of pg_catalog from those tables. */
    static final List<String> DERIVE = Overlay.derived("$project.");

    /** Their shape, so that an instance need not derive it from empty tables. */
    static final List<String> KEEP = List.of(
            Overlay.named("CREATE TABLE $pg._project_class AS SELECT * FROM $project.class LIMIT 0"),
            Overlay.named("CREATE TABLE $pg._project_attribute AS SELECT * FROM $project.attribute LIMIT 0"));

    /** What an instance makes when the file is attached. */
    static final List<String> KEPT = List.of(
            Overlay.named("CREATE TABLE $project.class AS SELECT * FROM $pg._project_class"),
            Overlay.named("CREATE TABLE $project.attribute AS SELECT * FROM $pg._project_attribute"));

    private static final List<String> FIRST =
            List.of(Overlay.named("CREATE OR REPLACE TABLE $project.staged (" + STAGED + ")"));

    private static final List<String> THEN = Stream.concat(
                    Resources.statements("project.sql").stream().map(Overlay::named), DERIVE.stream())
            .toList();

    private final Sandbox sandbox;
    private final ProjectTables tables;
    private long shown = -1; // guarded by this
    private List<Object> content = List.of(); // guarded by this

    ProjectListing(Sandbox sandbox, ProjectTables tables) {
        this.sandbox = sandbox;
        this.tables = tables;
    }

    /** Makes the rows those of the catalog as it is now. */
    synchronized void refresh() {
        long generation = tables.generation();
        if (shown == generation) {
            return;
        }
        List<Bucket> buckets = tables.buckets();
        List<Table> all = tables.all();
        List<Object> now = List.of(buckets, all);
        if (!now.equals(content)) {
            sandbox.load(FIRST, List.of(Overlay.PROJECT, "main", "staged"), rows(buckets, all), THEN);
            content = now;
        }
        shown = generation;
    }

    private static List<Object[]> rows(List<Bucket> buckets, List<Table> tables) {
        List<Object[]> rows = new ArrayList<>();
        for (Bucket bucket : buckets) {
            rows.add(new Object[] {
                null, bucket.id().name(), null, null, null, bucket.description().orElse(null), null, null, null, null
            });
        }
        for (Table table : tables) {
            long number = 0;
            for (Column column : table.columns()) {
                String name = column.name().value();
                int key = table.primaryKey().indexOf(name) + 1;
                rows.add(new Object[] {
                    table.id().name(),
                    table.id().bucket().name(),
                    table.rowCount(),
                    table.sizeBytes(),
                    ++number,
                    name,
                    column.type(),
                    column.nullable() && key == 0 ? 1L : 0L,
                    column.defaultExpression().orElse(null),
                    (long) key
                });
            }
        }
        return rows;
    }
}
