package io.eider.rest;

import static io.eider.api.auth.Operation.CLEAR_WORKSPACE;
import static io.eider.api.auth.Operation.CREATE_WORKSPACE;
import static io.eider.api.auth.Operation.DELETE_WORKSPACE;
import static io.eider.api.auth.Operation.DROP_WORKSPACE_OBJECT;
import static io.eider.api.auth.Operation.LOAD_WORKSPACE_TABLES;
import static io.eider.api.auth.Operation.READ_WORKSPACE;
import static io.eider.api.auth.Operation.RESET_WORKSPACE_CREDENTIALS;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.Progress;
import io.eider.api.workspace.LoadTable;
import io.eider.api.workspace.NewWorkspace;
import io.eider.api.workspace.WorkspaceDetail;
import io.eider.api.workspace.Workspaces;
import io.eider.rest.WorkspaceCalls.Target;
import io.eider.rest.body.WorkspaceBodies.ConnectionResponse;
import io.eider.rest.body.WorkspaceBodies.LoadResponse;
import io.eider.rest.body.WorkspaceBodies.WorkspaceCreate;
import io.eider.rest.body.WorkspaceBodies.WorkspaceDetailResponse;
import io.eider.rest.body.WorkspaceBodies.WorkspaceListResponse;
import io.eider.rest.body.WorkspaceBodies.WorkspaceLoad;
import io.eider.rest.body.WorkspaceBodies.WorkspaceResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.function.Consumer;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;

/** Workspaces of a project, also those of its branches (storage contract, section 1.14). */
@Path("/projects/{project_id}/workspaces")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "workspaces")
public final class WorkspacesResource {
    private final WorkspaceCalls calls;

    WorkspacesResource(WorkspaceCalls calls) {
        this.calls = calls;
    }

    /** Makes a workspace. */
    @POST
    @Created
    @Secured(CREATE_WORKSPACE)
    @Operation(operationId = "createWorkspace", summary = "Make a workspace; its password is shown once")
    public WorkspaceResponse create(@PathParam("project_id") String project, WorkspaceCreate body) {
        NewWorkspace wanted = body.toNewWorkspace(new ProjectId(project), BranchId.DEFAULT);
        return calls.call(workspaces -> calls.shown(workspaces.create(wanted)));
    }

    /** Workspaces, newest first. */
    @GET
    @Secured(READ_WORKSPACE)
    @Operation(
            operationId = "listWorkspaces",
            summary = "Workspaces, newest first, those of dev branches and expired ones too")
    public WorkspaceListResponse list(@PathParam("project_id") String project) {
        ProjectId id = new ProjectId(project);
        return calls.call(workspaces -> calls.shown(workspaces.list(id)));
    }

    /** One workspace. */
    @GET
    @Path("{workspace_id}")
    @Secured(READ_WORKSPACE)
    @Operation(operationId = "getWorkspace", summary = "One workspace with the tables that can be seen in it")
    public WorkspaceDetailResponse get(
            @PathParam("project_id") String project, @PathParam("workspace_id") String workspace) {
        Target target = Target.of(project, workspace);
        return calls.call(workspaces -> {
            WorkspaceDetail detail = workspaces.get(target.project(), target.id());
            return WorkspaceDetailResponse.of(detail, calls.connection(detail.workspace()));
        });
    }

    /** Removes a workspace. */
    @DELETE
    @Path("{workspace_id}")
    @Secured(DELETE_WORKSPACE)
    @Operation(operationId = "deleteWorkspace", summary = "Delete a workspace, also an expired one")
    public void delete(
            @PathParam("project_id") String project,
            @PathParam("workspace_id") String workspace,
            @Context HttpServletRequest request) {
        Target target = Target.of(project, workspace);
        run(target, request, DELETE_WORKSPACE, workspaces -> workspaces.drop(target.project(), target.id()));
    }

    /** Empties a workspace. */
    @POST
    @Path("{workspace_id}/clear")
    @Secured(CLEAR_WORKSPACE)
    @Operation(operationId = "clearWorkspace", summary = "Drop all that was made in a workspace")
    public void clear(
            @PathParam("project_id") String project,
            @PathParam("workspace_id") String workspace,
            @Context HttpServletRequest request) {
        Target target = Target.of(project, workspace);
        run(target, request, CLEAR_WORKSPACE, workspaces -> workspaces.clear(target.project(), target.id()));
    }

    /** Removes a table or view. */
    @DELETE
    @Path("{workspace_id}/objects/{object_name}")
    @Secured(DROP_WORKSPACE_OBJECT)
    @Operation(
            operationId = "dropWorkspaceObject",
            summary = "Drop a table or view of a workspace; schema.name if it is not in main")
    public void dropObject(
            @PathParam("project_id") String project,
            @PathParam("workspace_id") String workspace,
            @PathParam("object_name") String name,
            @Context HttpServletRequest request) {
        Target target = Target.of(project, workspace);
        run(
                target,
                request,
                DROP_WORKSPACE_OBJECT,
                workspaces -> workspaces.dropObject(target.project(), target.id(), name));
    }

    /** Copies tables. */
    @POST
    @Path("{workspace_id}/load")
    @Secured(LOAD_WORKSPACE_TABLES)
    @Operation(
            operationId = "loadWorkspace",
            summary = "Copy tables of the project into a workspace",
            description =
                    "A table that cannot be copied has an error in its entry of the answer; the others are copied.")
    public LoadResponse load(
            @PathParam("project_id") String project,
            @PathParam("workspace_id") String workspace,
            @Context HttpServletRequest request,
            WorkspaceLoad body) {
        Target target = Target.of(project, workspace);
        List<LoadTable> tables = body.toTables();
        return calls.call(
                target,
                request,
                LOAD_WORKSPACE_TABLES,
                workspaces -> LoadResponse.of(workspaces.load(target.project(), target.id(), tables, Progress.NONE)));
    }

    /** Makes a new password. */
    @POST
    @Path("{workspace_id}/credentials/reset")
    @Secured(RESET_WORKSPACE_CREDENTIALS)
    @Operation(operationId = "resetWorkspaceCredentials", summary = "Make a new password, which is shown once")
    public ConnectionResponse resetPassword(
            @PathParam("project_id") String project,
            @PathParam("workspace_id") String workspace,
            @Context HttpServletRequest request) {
        Target target = Target.of(project, workspace);
        return calls.call(
                target,
                request,
                RESET_WORKSPACE_CREDENTIALS,
                workspaces -> calls.connection(workspaces.resetPassword(target.project(), target.id())));
    }

    private void run(
            Target target,
            HttpServletRequest request,
            io.eider.api.auth.Operation operation,
            Consumer<Workspaces> call) {
        calls.call(target, request, operation, workspaces -> {
            call.accept(workspaces);
            return null;
        });
    }
}
