package io.eider.console.snapshot;

import io.eider.api.storage.Snapshot;
import io.eider.console.Grid;
import io.eider.console.Json;
import io.eider.console.Plain;
import io.eider.console.SnapshotCommand;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows a snapshot. */
@Service
@Command(scope = "eider", name = "snapshot-show", description = "Shows a snapshot")
public final class SnapshotShow extends SnapshotCommand {
    @Override
    protected void run() {
        Snapshot found = services.storage(storage -> storage.snapshots().get(projectId(), branchId(), snapshotId()));
        Grid grid = new Grid("").left("Column").left("Type").left("Null");
        found.columns().forEach(column -> grid.row(column.name(), column.type(), column.nullable() ? "yes" : "no"));
        show(
                document(found),
                found.table().shortName() + ": " + Plain.count(found.rowCount()) + " rows, taken "
                        + Plain.cell(found.createdAt()) + ", expires " + Plain.cell(found.expiresAt())
                        + System.lineSeparator() + grid);
    }

    static Map<String, Object> document(Snapshot snapshot) {
        return Json.object(
                "id",
                snapshot.id(),
                "bucket",
                snapshot.table().bucket().name(),
                "table",
                snapshot.table().name(),
                "type",
                snapshot.type(),
                "row_count",
                snapshot.rowCount(),
                "size_bytes",
                snapshot.sizeBytes(),
                "created_at",
                snapshot.createdAt(),
                "expires_at",
                snapshot.expiresAt(),
                "description",
                snapshot.description(),
                "primary_key",
                snapshot.primaryKey());
    }
}
