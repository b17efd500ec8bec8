package io.eider.rest;

import static io.eider.api.auth.Operation.KILL_WORKSPACE_SESSION;
import static io.eider.api.auth.Operation.QUERY_WORKSPACE;
import static io.eider.api.auth.Operation.READ_WORKSPACE_SESSIONS;

import io.eider.api.id.SessionId;
import io.eider.rest.WorkspaceCalls.Target;
import io.eider.rest.body.SessionBodies.SessionListResponse;
import io.eider.rest.body.SessionBodies.SessionResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;

/** The sessions of a workspace, those of PostgreSQL clients too. */
@Path("/projects/{project_id}/workspaces/{workspace_id}/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "workspaces")
public final class WorkspaceSessionsResource {
    private final WorkspaceCalls calls;

    WorkspaceSessionsResource(WorkspaceCalls calls) {
        this.calls = calls;
    }

    /** Opens a session. */
    @POST
    @Created
    @Secured(QUERY_WORKSPACE)
    @Operation(
            operationId = "openWorkspaceSession",
            summary = "Open a session for queries that share a transaction, settings or temporary tables")
    public SessionResponse open(
            @PathParam("project_id") String project,
            @PathParam("workspace_id") String workspace,
            @Context HttpServletRequest request) {
        Target target = Target.of(project, workspace);
        return calls.call(
                target,
                request,
                QUERY_WORKSPACE,
                workspaces -> SessionResponse.of(workspaces
                        .sessions()
                        .open(target.project(), target.id(), HttpSessions.client(request))
                        .info()));
    }

    /** Open sessions. */
    @GET
    @Secured(READ_WORKSPACE_SESSIONS)
    @Operation(operationId = "listWorkspaceSessions", summary = "Open sessions, oldest first, of every front")
    public SessionListResponse list(
            @PathParam("project_id") String project,
            @PathParam("workspace_id") String workspace,
            @Context HttpServletRequest request) {
        Target target = Target.of(project, workspace);
        return calls.call(target, request, READ_WORKSPACE_SESSIONS, workspaces -> {
            workspaces.find(target.project(), target.id());
            return SessionListResponse.of(
                    workspaces.sessions().list(Optional.of(target.project()), Optional.of(target.id())));
        });
    }

    /** Ends a session. */
    @DELETE
    @Path("{session_id}")
    @Secured(KILL_WORKSPACE_SESSION)
    @Operation(
            operationId = "killWorkspaceSession",
            summary = "End a session, whoever opened it; its transaction is rolled back")
    public void kill(
            @PathParam("project_id") String project,
            @PathParam("workspace_id") String workspace,
            @PathParam("session_id") String session,
            @Context HttpServletRequest request) {
        Target target = Target.of(project, workspace);
        SessionId id = new SessionId(session);
        calls.call(target, request, KILL_WORKSPACE_SESSION, workspaces -> {
            workspaces.find(target.project(), target.id());
            workspaces.sessions().kill(target.project(), target.id(), id);
            return null;
        });
    }

    /** Ends a statement. */
    @POST
    @Path("{session_id}/cancel")
    @Secured(QUERY_WORKSPACE)
    @Operation(operationId = "cancelWorkspaceSession", summary = "End the statement that a session runs")
    public void cancel(
            @PathParam("project_id") String project,
            @PathParam("workspace_id") String workspace,
            @PathParam("session_id") String session,
            @Context HttpServletRequest request) {
        Target target = Target.of(project, workspace);
        SessionId id = new SessionId(session);
        calls.call(target, request, QUERY_WORKSPACE, workspaces -> {
            workspaces.find(target.project(), target.id());
            workspaces.sessions().cancel(target.project(), target.id(), id);
            return null;
        });
    }
}
