package io.eider.console.snapshot;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.TableId;
import io.eider.api.storage.SnapshotSettings.Level;
import io.eider.api.storage.SnapshotSettings.Resolved;
import io.eider.console.BucketCompleter;
import io.eider.console.Grid;
import io.eider.console.Json;
import io.eider.console.ProjectCommand;
import io.eider.console.TableCompleter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;

/** A command on the snapshot settings of a project, a bucket or a table, as many names as are given. */
abstract class SettingsCommand extends ProjectCommand {
    @Argument(index = 1, name = "bucket", description = "Name of a bucket; the project's settings if left out")
    @Completion(BucketCompleter.class)
    String bucket;

    @Argument(index = 2, name = "table", description = "Name of a table; the bucket's settings if left out")
    @Completion(TableCompleter.class)
    String table;

    final Level level() {
        if (bucket == null) {
            return new Level.OfProject(projectId());
        }
        BucketId id = new BucketId(projectId(), BranchId.DEFAULT, bucket);
        return table == null ? new Level.OfBucket(id) : new Level.OfTable(new TableId(id, table));
    }

    final void show(Resolved resolved) {
        Grid grid = new Grid("").left("Setting").left("Value").left("From");
        Map<String, Object> document = new LinkedHashMap<>();
        values(resolved).forEach((name, value) -> {
            String origin = resolved.origins().get(name).wireName();
            grid.row(name, value, origin);
            document.put(name, Json.object("value", value, "from", origin));
        });
        show(document, grid);
    }

    private static Map<String, Object> values(Resolved resolved) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : resolved.origins().keySet()) {
            Object value =
                    switch (name) {
                        case "retention.manual_days" ->
                            resolved.effective().manualDays().getAsInt();
                        case "retention.auto_days" ->
                            resolved.effective().autoDays().getAsInt();
                        case "enabled" -> resolved.effective().enabled().orElseThrow();
                        default ->
                            resolved.effective().triggers().entrySet().stream()
                                    .filter(entry ->
                                            name.endsWith("." + entry.getKey().wireName()))
                                    .findFirst()
                                    .orElseThrow()
                                    .getValue();
                    };
            values.put(name, value);
        }
        return values;
    }
}
