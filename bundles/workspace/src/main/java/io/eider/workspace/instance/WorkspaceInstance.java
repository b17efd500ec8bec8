package io.eider.workspace.instance;

import io.eider.engine.sandbox.Sandbox;
import io.eider.workspace.catalog.WorkspaceRow;
import io.eider.workspace.statement.Definitions;
import io.eider.workspace.table.Attachments;
import io.eider.workspace.table.ProjectTables;

/** The open instance of one workspace. */
public final class WorkspaceInstance {
    private final WorkspaceRow workspace;
    private final Sandbox sandbox;
    private final ProjectTables tables;
    private final Attachments attachments;
    private final Definitions definitions;
    private volatile boolean broken;

    WorkspaceInstance(WorkspaceRow workspace, Sandbox sandbox, ProjectTables tables, Attachments attachments) {
        this.workspace = workspace;
        this.sandbox = sandbox;
        this.tables = tables;
        this.attachments = attachments;
        this.definitions = new Definitions(sandbox);
    }

    /** Whose it is. */
    public WorkspaceRow workspace() {
        return workspace;
    }

    /** DuckDB. */
    public Sandbox sandbox() {
        return sandbox;
    }

    /** The tables of the project. */
    public ProjectTables tables() {
        return tables;
    }

    /** Those of them that are attached. */
    public Attachments attachments() {
        return attachments;
    }

    /** What its views and macros name. */
    public Definitions definitions() {
        return definitions;
    }

    /** DuckDB has failed in a way that it does not recover from: nobody gets this instance any more. */
    public void markBroken() {
        broken = true;
    }

    /** Whether nobody gets this instance any more. */
    public boolean isBroken() {
        return broken;
    }
}
