package io.eider.api.workspace;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.storage.ImportResult;
import io.eider.api.storage.Progress;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Workspaces of projects. Thread-safe. Every call with a project throws PROJECT_NOT_FOUND first, with a branch then
 * BRANCH_NOT_FOUND, with a workspace then WORKSPACE_NOT_FOUND, then WORKSPACE_EXPIRED where it is not said that it works for
 * expired ones. Source: storage contract, sections 1.14 and 3.7.
 */
@ProviderType
public interface Workspaces {
    /**
     * Makes a workspace. A table that cannot be preloaded fails the call and nothing is left.
     *
     * @throws io.eider.api.error.ApiException WORKSPACE_LIMIT_REACHED; TABLE_NOT_FOUND; STORAGE_FULL; INVALID_REQUEST if grants name
     *     a table twice; OPERATION_NOT_ALLOWED if they let write to a linked bucket
     */
    WorkspaceLogin create(NewWorkspace workspace);

    /** All of a project, those of its branches and the expired ones too; newest first. */
    List<Workspace> list(ProjectId project);

    /** All of a dev branch, newest first. */
    List<Workspace> list(ProjectId project, BranchId branch);

    /** The workspace; works for an expired one. */
    Workspace find(ProjectId project, WorkspaceId workspace);

    /** The workspace of an id, whatever its project; works for an expired one. */
    Workspace find(WorkspaceId workspace);

    /** The workspace with its contents. */
    WorkspaceDetail get(ProjectId project, WorkspaceId workspace);

    /** Removes it: sessions, credentials, file. Works for an expired one. */
    void drop(ProjectId project, WorkspaceId workspace);

    /** Drops all tables, views, sequences, types, macros and schemas of the workspace. */
    void clear(ProjectId project, WorkspaceId workspace);

    /**
     * Drops a table or view.
     *
     * @param name of the object in {@code main}, or {@code schema.name}
     * @throws io.eider.api.error.ApiException OBJECT_NOT_FOUND
     */
    void dropObject(ProjectId project, WorkspaceId workspace, String name);

    /**
     * Copies tables of the project into the workspace, each atomically; a copy of the same name is replaced. What fails is told in
     * the report.
     *
     * @throws io.eider.api.error.ApiException INVALID_REQUEST for a source that is no {@code bucket.table}; INVALID_WHERE_CLAUSE
     */
    LoadReport load(ProjectId project, WorkspaceId workspace, List<LoadTable> tables, Progress progress);

    /**
     * Writes the rows of a query of the workspace into a bucket's table as one new version, as an import does.
     *
     * @throws io.eider.api.error.ApiException as {@link SqlResults} and {@link io.eider.api.storage.Transfers#importFile}
     */
    ImportResult unload(ProjectId project, WorkspaceId workspace, Unload unload, Progress progress);

    /** Makes a new password; the old one does not work any more. */
    WorkspaceLogin resetPassword(ProjectId project, WorkspaceId workspace);

    /** Removes all workspaces of a project that is dropped. */
    void removeAll(ProjectId project);

    /** Removes all workspaces of a branch that is dropped. */
    void removeAll(ProjectId project, BranchId branch);

    /** Workspaces on this server, expired ones too. */
    long count();

    /** Their sessions. */
    WorkspaceSessions sessions();
}
