package io.eider.console.bridge;

import io.eider.api.bridge.BridgeDescription;
import io.eider.api.bridge.DescribedTable;
import io.eider.console.Json;
import java.util.Locale;
import java.util.Map;

/** A bridge as JSON. */
final class BridgeDocument {
    private BridgeDocument() {}

    static Map<String, Object> of(BridgeDescription bridge) {
        return Json.object(
                "catalog",
                bridge.catalog(),
                "source",
                bridge.source(),
                "sessions",
                bridge.sessions(),
                "tables",
                bridge.tables().stream().map(BridgeDocument::table).toList());
    }

    static String permission(DescribedTable table) {
        return table.permission().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> table(DescribedTable table) {
        return Json.object(
                "schema",
                table.name().schema(),
                "table",
                table.name().name(),
                "permission",
                permission(table),
                "columns",
                table.columns().stream()
                        .map(column -> Json.object("name", column.name(), "type", column.type()))
                        .toList(),
                "primary_key",
                table.key(),
                "rows_read",
                table.rowsRead(),
                "rows_written",
                table.rowsWritten());
    }
}
