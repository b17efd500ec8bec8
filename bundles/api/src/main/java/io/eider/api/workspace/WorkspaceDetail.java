package io.eider.api.workspace;

import java.util.List;

/**
 * A workspace with what can be seen in it.
 *
 * @param workspace the workspace
 * @param activeSessions sessions that are open
 * @param tables tables of the project that it reads, and what it may do with each
 * @param grants as it was made with; none: it reads all tables
 * @param objects its own tables and views
 */
public record WorkspaceDetail(
        Workspace workspace,
        int activeSessions,
        List<GrantedTable> tables,
        List<WorkspaceObject> objects,
        List<TableGrant> grants) {
    /** Copies the lists. */
    public WorkspaceDetail {
        tables = List.copyOf(tables);
        objects = List.copyOf(objects);
        grants = List.copyOf(grants);
    }

    /**
     * A table of the project.
     *
     * @param schema its bucket
     * @param table its name
     * @param rows of the published version
     * @param permission what may be done with it
     */
    public record GrantedTable(String schema, String table, long rows, TablePermission permission) {}

    /**
     * A table or view of the workspace.
     *
     * @param name with its schema in front where that is not {@code main}
     * @param type {@code table} or {@code view}
     * @param rows of a table, estimated by the engine; 0 for a view
     */
    public record WorkspaceObject(String name, String type, long rows) {}
}
