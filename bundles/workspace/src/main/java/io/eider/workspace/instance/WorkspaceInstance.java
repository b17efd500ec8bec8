package io.eider.workspace.instance;

import io.eider.engine.sandbox.Sandbox;
import io.eider.workspace.catalog.WorkspaceRow;
import io.eider.workspace.overlay.Overlay;
import io.eider.workspace.statement.Definitions;
import io.eider.workspace.table.Attachments;
import io.eider.workspace.table.ProjectTables;
import java.util.concurrent.atomic.AtomicLong;

/** The open instance of one workspace. */
public final class WorkspaceInstance {
    private final WorkspaceRow workspace;
    private final Sandbox sandbox;
    private final ProjectTables tables;
    private final Attachments attachments;
    private final Definitions definitions;
    private final Overlay overlay;
    private final String user;
    private final AtomicLong changes = new AtomicLong();
    private volatile boolean broken;

    WorkspaceInstance(
            WorkspaceRow workspace, Sandbox sandbox, ProjectTables tables, Attachments attachments, String user) {
        this.workspace = workspace;
        this.sandbox = sandbox;
        this.tables = tables;
        this.attachments = attachments;
        this.definitions = new Definitions(sandbox);
        this.overlay = new Overlay(sandbox, tables);
        this.user = user;
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

    /** PostgreSQL's catalogs. */
    public Overlay overlay() {
        return overlay;
    }

    /** The name with which clients of PostgreSQL log in. */
    public String user() {
        return user;
    }

    /** Objects of the workspace may have changed, or will have when a transaction is committed. */
    public void noteChange() {
        changes.incrementAndGet();
    }

    /** Moves when objects of the workspace may have changed. */
    public long changes() {
        return changes.get() + sandbox.commands();
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
