package io.eider.workspace.session;

import io.eider.api.storage.Table;
import io.eider.workspace.instance.WorkspaceInstance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** What SHOW lists: the workspace's own objects and the tables of the project, attached or not. */
final class Listings {
    private static final String OWN =
            "SELECT schema_name, table_name, 'table' FROM duckdb_tables() WHERE database_name = ? AND NOT internal"
                    + " UNION ALL SELECT schema_name, view_name, 'view' FROM duckdb_views() WHERE database_name = ? AND NOT internal";

    private Listings() {}

    /** Rows, or null for a name that is none of a listing. */
    static TextRows of(LiveSession session, String name) {
        WorkspaceInstance instance = session.instance();
        return switch (name) {
            case "databases" ->
                TextRows.of(
                        List.of("database_name"),
                        List.of(List.of(instance.sandbox().catalog())));
            case "schemas" -> {
                TreeSet<String> schemas = new TreeSet<>(List.of("main"));
                instance.tables()
                        .all()
                        .forEach(table -> schemas.add(table.id().bucket().name()));
                own(instance).forEach(row -> schemas.add(row.get(0)));
                yield TextRows.of(
                        List.of("schema_name"), schemas.stream().map(List::of).toList());
            }
            case "tables" ->
                TextRows.of(
                        List.of("name"),
                        own(instance).stream()
                                .filter(row -> row.get(0).equals("main"))
                                .map(row -> List.of(row.get(1)))
                                .toList());
            case "all tables" -> {
                List<List<String>> rows = new ArrayList<>(own(instance));
                for (Table table : instance.tables().all()) {
                    rows.add(List.of(table.id().bucket().name(), table.id().name(), "project table"));
                }
                yield TextRows.of(List.of("schema", "name", "type"), rows);
            }
            default -> null;
        };
    }

    private static List<List<String>> own(WorkspaceInstance instance) {
        String database = instance.sandbox().catalog();
        return instance
                .sandbox()
                .query(OWN, row -> List.of(row.getString(1), row.getString(2), row.getString(3)), database, database)
                .stream()
                .sorted(Comparator.comparing((List<String> row) -> row.get(0)).thenComparing(row -> row.get(1)))
                .toList();
    }
}
