package io.eider.console;

import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows what is known of a table. */
@Service
@Command(scope = "eider", name = "table-show", description = "Shows the columns and figures of a table")
public final class TableShow extends TableCommand {
    @Override
    protected void run() {
        Table found = services.storage(storage -> storage.tables().get(id()));
        Grid columns = new Grid("")
                .left("Column")
                .left("Type")
                .left("Null")
                .left("Default")
                .left("Key");
        for (Column column : found.columns()) {
            int key = found.primaryKey().indexOf(column.name().value());
            columns.row(
                    column.name(),
                    column.type(),
                    column.nullable() ? "yes" : "no",
                    column.defaultExpression(),
                    key < 0 ? "" : "key " + (key + 1));
        }
        String figures = String.format(
                "%s: %s rows, %s, version %d, created %s",
                found.id().shortName(),
                Plain.count(found.rowCount()),
                Plain.size(found.sizeBytes()),
                found.version(),
                Plain.cell(found.createdAt()));
        show(document(found), figures + System.lineSeparator() + columns);
    }

    public static Map<String, Object> document(Table table) {
        return Json.object(
                "name",
                table.id().name(),
                "bucket",
                table.id().bucket().name(),
                "columns",
                table.columns().stream().map(TableShow::document).toList(),
                "primary_key",
                table.primaryKey(),
                "row_count",
                table.rowCount(),
                "size_bytes",
                table.sizeBytes(),
                "version",
                table.version(),
                "source",
                table.source().wireName(),
                "created_at",
                table.createdAt());
    }

    private static Map<String, Object> document(Column column) {
        return Json.object(
                "name",
                column.name(),
                "type",
                column.type(),
                "nullable",
                column.nullable(),
                "default",
                column.defaultExpression());
    }
}
