package io.eider.rest;

import static io.eider.api.auth.Operation.QUERY_WORKSPACE;
import static io.eider.api.auth.Operation.UNLOAD_WORKSPACE;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.SessionId;
import io.eider.api.storage.Progress;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.Unload;
import io.eider.api.workspace.Workspaces;
import io.eider.rest.WorkspaceCalls.Target;
import io.eider.rest.body.QueryBodies.QueryResult;
import io.eider.rest.body.QueryBodies.WorkspaceQuery;
import io.eider.rest.body.QueryBodies.WorkspaceUnload;
import io.eider.rest.body.TransferBodies.ImportResponse;
import io.eider.rest.http.DeferredBody;
import io.eider.rest.http.GuardedResponse;
import io.eider.rest.http.PlainRequest;
import io.eider.rest.result.Accepted;
import io.eider.rest.result.Answer;
import io.eider.rest.result.ArrowResult;
import io.eider.rest.result.JsonResult;
import io.eider.rest.result.LimitedOutput;
import io.eider.rest.result.ResultWriter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;

/** SQL over HTTP: its result to the client, or into a table of the project. */
@Path("/projects/{project_id}/workspaces")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "workspaces")
public final class WorkspaceQueryResource {
    /** An answer that fails before this many bytes is the error alone. */
    private static final int HELD_BYTES = 64 * 1024;

    private static final String SESSION = "X-Session-ID";

    private final WorkspaceCalls calls;
    private final long maxBytes;

    /**
     * The resource.
     *
     * @param maxBytes largest answer
     */
    WorkspaceQueryResource(WorkspaceCalls calls, long maxBytes) {
        this.calls = calls;
        this.maxBytes = maxBytes;
    }

    /** Runs SQL and sends the rows as they are read. */
    @POST
    @Path("{workspace_id}/query")
    @Produces({MediaType.APPLICATION_JSON, ArrowResult.MEDIA_TYPE})
    @Streamed
    @Secured(QUERY_WORKSPACE)
    @Operation(
            operationId = "queryWorkspace",
            summary = "Run SQL in a workspace; rows as JSON or as an Arrow IPC stream",
            description =
                    "Several statements are one transaction; the answer is the result of the last one that gives rows (by its"
                            + " first word, or RETURNING) or, if none does, of the last one, and all of them run. Numbers are JSON"
                            + " numbers with all their digits, NaN and infinities are text, dates and times ISO 8601, BLOB is base64,"
                            + " other types DuckDB's text. An error before the first 64 KiB of the answer is answered as any other"
                            + " error; after them the JSON ends with the member error in place of row_count, command, truncated and"
                            + " duration_ms, the Arrow stream is cut off. Arrow: HUGEINT and UHUGEINT are decimal128(38, 0), larger"
                            + " values are an error; nested and other types are utf8. An answer is never kept for"
                            + " X-Idempotency-Key. With session_id the text runs in that session, otherwise in one of its own.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            headers =
                                    @Header(
                                            name = SESSION,
                                            description = "the session, for a cancel while the answer comes",
                                            schema = @Schema(type = "string")),
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON,
                                        schema = @Schema(implementation = QueryResult.class)),
                                @Content(
                                        mediaType = ArrowResult.MEDIA_TYPE,
                                        schema = @Schema(type = "string", format = "binary"))
                            }))
    public void query(
            @PathParam("project_id") String project,
            @PathParam("workspace_id") String workspace,
            @Context HttpServletRequest request,
            WorkspaceQuery body) {
        Target target = Target.of(project, workspace);
        Exchange exchange =
                new Exchange(request, GuardedResponse.of(request), Accepted.isArrow(PlainRequest.accept(request)));
        try {
            calls.call(target, request, QUERY_WORKSPACE, workspaces -> {
                run(workspaces, target, body, exchange);
                return null;
            });
        } catch (RuntimeException e) {
            if (!exchange.response.isTaken()) {
                throw e;
            }
            exchange.response.abort(e);
        }
    }

    private void run(Workspaces workspaces, Target target, WorkspaceQuery body, Exchange exchange) {
        if (body.sessionId() != null) {
            send(HttpSessions.get(workspaces, target, new SessionId(body.sessionId())), body, exchange);
            return;
        }
        try (SqlSession own =
                workspaces.sessions().open(target.project(), target.id(), HttpSessions.client(exchange.request))) {
            send(own, body, exchange);
        }
    }

    private void send(SqlSession session, WorkspaceQuery query, Exchange exchange) {
        GuardedResponse response = exchange.response;
        response.setHeader(SESSION, session.info().id().value());
        Answer answer = Answer.to(query.sql(), query.rowLimit());
        try (SqlResults results = session.run(query.sql(), query.parameters(), query.toOptions());
                DeferredBody body = new DeferredBody(response, exchange.headers(), HELD_BYTES)) {
            ResultWriter writer = exchange.writer(body, query.byteLimit(maxBytes));
            try {
                writer.end(answer.send(results, writer));
            } catch (UncheckedIOException e) {
                throw e;
            } catch (RuntimeException e) {
                if (!response.isTaken() || !writer.fail(ErrorMapper.detail(e, exchange.request))) {
                    throw e;
                }
            }
            body.finish();
        } catch (IOException e) { // the client has gone, which ends its statement
            throw new UncheckedIOException(e);
        }
    }

    /** Writes rows of a workspace into a table of the project. */
    @POST
    @Path("{workspace_id}/unload")
    @Secured(UNLOAD_WORKSPACE)
    @Operation(
            operationId = "unloadWorkspace",
            summary = "Write a query or a table of a workspace into a table of the project, all of it or nothing",
            description =
                    "As an import does: columns by name, missing ones NULL or their default, keys as dedup_mode says.")
    public ImportResponse unload(
            @PathParam("project_id") String project,
            @PathParam("workspace_id") String workspace,
            @Context HttpServletRequest request,
            WorkspaceUnload body) {
        Target target = Target.of(project, workspace);
        return calls.call(target, request, UNLOAD_WORKSPACE, workspaces -> {
            BranchId into = body.branch() == null
                    ? workspaces.find(target.project(), target.id()).branch()
                    : calls.branch(target.project(), body.branch());
            WorkspaceCalls.requireAllowed(UNLOAD_WORKSPACE, Gatekeeper.caller(request), target.project(), into);
            Unload wanted = body.toUnload(target.project(), into);
            if (body.table() != null) {
                requireObject(workspaces, target, body.table());
            }
            return ImportResponse.of(workspaces.unload(target.project(), target.id(), wanted, Progress.NONE));
        });
    }

    private static void requireObject(Workspaces workspaces, Target target, String name) {
        boolean isThere = workspaces.get(target.project(), target.id()).objects().stream()
                .anyMatch(object -> object.name().equals(name));
        if (isThere) {
            return;
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("project_id", target.project().value());
        details.put("workspace_id", target.id().value());
        details.put("object_name", name);
        throw new ApiException(
                ErrorCode.OBJECT_NOT_FOUND, "Object '" + name + "' not found in workspace " + target.id(), details);
    }

    /**
     * A request and the answer that is being made.
     *
     * @param isArrow whether it is wanted in Arrow's form
     */
    private record Exchange(HttpServletRequest request, GuardedResponse response, boolean isArrow) {
        private Map<String, String> headers() {
            return Map.of("Content-Type", isArrow ? ArrowResult.MEDIA_TYPE : MediaType.APPLICATION_JSON);
        }

        private ResultWriter writer(OutputStream body, long limit) throws IOException {
            LimitedOutput limited = new LimitedOutput(body, limit);
            return isArrow ? new ArrowResult(limited) : new JsonResult(limited);
        }
    }
}
