package io.eider.rest;

import io.eider.api.auth.Caller;
import io.eider.api.auth.Operation;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.Workspace;
import io.eider.api.workspace.WorkspaceLogin;
import io.eider.api.workspace.Workspaces;
import io.eider.rest.body.WorkspaceBodies.ConnectionResponse;
import io.eider.rest.body.WorkspaceBodies.WorkspaceListResponse;
import io.eider.rest.body.WorkspaceBodies.WorkspaceResponse;
import java.util.List;
import java.util.function.Function;
import javax.servlet.http.HttpServletRequest;

/** What the resources of workspaces have in common: who may touch which one, and how one is shown. */
final class WorkspaceCalls {
    private final Services services;
    private final EiderApplication.Settings settings;

    WorkspaceCalls(Services services, EiderApplication.Settings settings) {
        this.services = services;
        this.settings = settings;
    }

    /** A call that {@link Gatekeeper} could decide about alone. */
    <R> R call(Function<Workspaces, R> call) {
        return services.workspaces().call(call);
    }

    /**
     * Does something to a workspace whose branch the path does not tell, if the caller may do it there. The workspace is looked up
     * only for a key that is bound to a branch.
     */
    <R> R call(Target target, HttpServletRequest request, Operation operation, Function<Workspaces, R> call) {
        return services.workspaces().call(workspaces -> {
            Caller caller = Gatekeeper.caller(request);
            if (caller instanceof Caller.ProjectKey key && key.scope().isOfBranch()) {
                BranchId branch = workspaces.find(target.project, target.id).branch();
                requireAllowed(operation, caller, target.project, branch);
            }
            return call.apply(workspaces);
        });
    }

    /**
     * Refuses a caller who may not do something in a branch.
     *
     * @throws ApiException FORBIDDEN_PROJECT
     */
    static void requireAllowed(Operation operation, Caller caller, ProjectId project, BranchId branch) {
        if (!operation.isAllowedIn(caller, branch)) {
            throw new ApiException(ErrorCode.FORBIDDEN_PROJECT, "Access denied to project " + project);
        }
    }

    /** A branch of any kind. */
    BranchId branch(ProjectId project, String branch) {
        return services.storage().call(storage -> PathIds.branch(storage, project, branch));
    }

    /** The dev branch of a path. */
    BranchId devBranch(ProjectId project, String branch) {
        return services.storage().call(storage -> PathIds.devBranch(storage, project, branch));
    }

    /** As a client sees it who does not learn the password. */
    WorkspaceResponse shown(Workspace workspace) {
        return WorkspaceResponse.of(workspace, connection(workspace));
    }

    /** As the client sees it who has made it. */
    WorkspaceResponse shown(WorkspaceLogin login) {
        return WorkspaceResponse.of(login.workspace(), connection(login));
    }

    /** Several. */
    WorkspaceListResponse shown(List<Workspace> workspaces) {
        return new WorkspaceListResponse(workspaces.stream().map(this::shown).toList(), workspaces.size());
    }

    /** How to get in, with the password. */
    ConnectionResponse connection(WorkspaceLogin login) {
        return connection(login.workspace(), login.password());
    }

    /** How to get in, without the password. */
    ConnectionResponse connection(Workspace workspace) {
        return connection(workspace, null);
    }

    private ConnectionResponse connection(Workspace workspace, String password) {
        return new ConnectionResponse(
                settings.pgwireHost(),
                settings.pgwirePort(),
                workspace.database(),
                workspace.username(),
                password,
                "prefer",
                null);
    }

    /**
     * A workspace by its path.
     *
     * @param project of the path
     * @param id of the path
     */
    record Target(ProjectId project, WorkspaceId id) {
        /** @throws ApiException INVALID_NAME */
        static Target of(String project, String workspace) {
            return new Target(new ProjectId(project), new WorkspaceId(workspace));
        }
    }
}
