package io.eider.workspace.session;

import io.eider.api.bridge.TableName;
import io.eider.api.id.TableId;
import io.eider.workspace.instance.WorkspaceInstance;
import io.eider.workspace.statement.Chain;
import io.eider.workspace.statement.SqlFailures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which tables of the project a statement may mean: every pair of names joined by a dot that fits one, and more is no harm. */
final class Visible {
    private Visible() {}

    /** By the name under which the statement looks for it. */
    static Map<TableName, TableId> tables(WorkspaceInstance instance, Set<Chain> chains, List<String> searchPath) {
        Map<TableName, TableId> found = new LinkedHashMap<>();
        List<String> buckets = searchPath.stream()
                .filter(name -> !name.equals("main") && instance.tables().isBucket(name))
                .toList();
        for (String bucket : buckets) { // in the order of the path
            for (Chain chain : chains) {
                add(found, instance, bucket, chain.first());
            }
        }
        for (Chain chain : chains) {
            if (chain.parts().size() > 1
                    && add(found, instance, chain.first(), chain.parts().get(1))) {
                requireUnambiguous(instance, chain.first());
            }
        }
        return found;
    }

    /** The schemas of the workspace in the search path, at least {@code main}: the first is where objects are made. */
    static List<String> schemas(WorkspaceInstance instance, List<String> searchPath) {
        List<String> own = new ArrayList<>();
        for (String name : searchPath) {
            if (name.equals("main") || instance.definitions().isOwnSchema(name)) {
                own.add(name);
            }
        }
        return own.isEmpty() ? List.of("main") : own;
    }

    private static boolean add(Map<TableName, TableId> found, WorkspaceInstance instance, String bucket, String table) {
        Optional<TableId> id = instance.tables().find(bucket, table);
        id.ifPresent(named -> found.putIfAbsent(new TableName(bucket, table), named));
        return id.isPresent();
    }

    private static void requireUnambiguous(WorkspaceInstance instance, String schema) {
        if (instance.definitions().isOwnSchema(schema)) {
            throw SqlFailures.of(
                    "42P09",
                    "'" + schema + "' is ambiguous: a bucket of the project and a schema of the workspace",
                    "Rename the schema of the workspace.");
        }
    }
}
