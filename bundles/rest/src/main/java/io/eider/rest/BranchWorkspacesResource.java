package io.eider.rest;

import static io.eider.api.auth.Operation.CREATE_BRANCH_WORKSPACE;
import static io.eider.api.auth.Operation.DELETE_BRANCH_WORKSPACE;
import static io.eider.api.auth.Operation.READ_BRANCH_WORKSPACE;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.workspace.Workspace;
import io.eider.api.workspace.WorkspaceDetail;
import io.eider.api.workspace.Workspaces;
import io.eider.rest.WorkspaceCalls.Target;
import io.eider.rest.body.WorkspaceBodies.WorkspaceCreate;
import io.eider.rest.body.WorkspaceBodies.WorkspaceDetailResponse;
import io.eider.rest.body.WorkspaceBodies.WorkspaceListResponse;
import io.eider.rest.body.WorkspaceBodies.WorkspaceResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** Workspaces of a dev branch (storage contract, section 1.14); the default branch has none under this path. */
@Path("/projects/{project_id}/branches/{branch_id}/workspaces")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "workspaces")
public final class BranchWorkspacesResource {
    private final WorkspaceCalls calls;

    BranchWorkspacesResource(WorkspaceCalls calls) {
        this.calls = calls;
    }

    /** Makes a workspace. */
    @POST
    @Created
    @Secured(CREATE_BRANCH_WORKSPACE)
    @Operation(
            operationId = "createBranchWorkspace",
            summary = "Make a workspace that sees the tables of a dev branch; its password is shown once")
    public WorkspaceResponse create(
            @PathParam("project_id") String project, @PathParam("branch_id") String branch, WorkspaceCreate body) {
        ProjectId projectId = new ProjectId(project);
        BranchId branchId = calls.devBranch(projectId, branch);
        return calls.call(workspaces -> calls.shown(workspaces.create(body.toNewWorkspace(projectId, branchId))));
    }

    /** Workspaces, newest first. */
    @GET
    @Secured(READ_BRANCH_WORKSPACE)
    @Operation(operationId = "listBranchWorkspaces", summary = "Workspaces of a dev branch, newest first")
    public WorkspaceListResponse list(@PathParam("project_id") String project, @PathParam("branch_id") String branch) {
        ProjectId projectId = new ProjectId(project);
        BranchId branchId = calls.devBranch(projectId, branch);
        return calls.call(workspaces -> calls.shown(workspaces.list(projectId, branchId)));
    }

    /** One workspace. */
    @GET
    @Path("{workspace_id}")
    @Secured(READ_BRANCH_WORKSPACE)
    @Operation(
            operationId = "getBranchWorkspace",
            summary = "One workspace of a dev branch with the tables that can be seen in it")
    public WorkspaceDetailResponse get(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("workspace_id") String workspace) {
        Target target = Target.of(project, workspace);
        BranchId branchId = calls.devBranch(target.project(), branch);
        return calls.call(workspaces -> {
            requireIn(workspaces, branchId, target);
            WorkspaceDetail detail = workspaces.get(target.project(), target.id());
            return WorkspaceDetailResponse.of(detail, calls.connection(detail.workspace()));
        });
    }

    /** Removes a workspace. */
    @DELETE
    @Path("{workspace_id}")
    @Secured(DELETE_BRANCH_WORKSPACE)
    @Operation(operationId = "deleteBranchWorkspace", summary = "Delete a workspace of a dev branch")
    public void delete(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("workspace_id") String workspace) {
        Target target = Target.of(project, workspace);
        BranchId branchId = calls.devBranch(target.project(), branch);
        calls.call(workspaces -> {
            requireIn(workspaces, branchId, target);
            workspaces.drop(target.project(), target.id());
            return null;
        });
    }

    private static void requireIn(Workspaces workspaces, BranchId branch, Target target) {
        try {
            Workspace found = workspaces.find(target.project(), target.id());
            if (found.branch().equals(branch)) {
                return;
            }
        } catch (ApiException e) {
            if (e.code() != ErrorCode.WORKSPACE_NOT_FOUND) {
                throw e;
            }
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("project_id", target.project().value());
        details.put("branch_id", branch.value());
        details.put("workspace_id", target.id().value());
        throw new ApiException(
                ErrorCode.WORKSPACE_NOT_FOUND, "Workspace " + target.id() + " not found in branch " + branch, details);
    }
}
