package io.eider.rest;

import static io.eider.api.auth.Operation.SERVE_PGWIRE;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BucketId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.storage.Bucket;
import io.eider.api.storage.Storage;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import io.eider.api.workspace.Workspace;
import io.eider.rest.body.Json;
import io.eider.rest.body.PgwireBodies.PgwireActivity;
import io.eider.rest.body.PgwireBodies.PgwireAuth;
import io.eider.rest.body.PgwireBodies.PgwireAuthResponse;
import io.eider.rest.body.PgwireBodies.PgwireCleanup;
import io.eider.rest.body.PgwireBodies.PgwireSession;
import io.eider.rest.body.PgwireBodies.PgwireSessionCreate;
import io.eider.rest.body.PgwireBodies.PgwireTable;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.PATCH;
import javax.ws.rs.POST;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;

/**
 * For a PostgreSQL front that runs as a process of its own on this machine (storage contract, section 1.15): only from a loopback address and
 * with the service token as Bearer; without a token in the settings there is nothing here. It tells absolute paths, as the contract wants.
 */
@javax.ws.rs.Path("/internal/pgwire")
@Produces(MediaType.APPLICATION_JSON)
@Hidden
public final class PgwireResource {
    private static final String MEMORY_LIMIT = "4GB";
    private static final int TIMEOUT_SECONDS = 300;
    private static final int IDLE_SECONDS = 3600;
    private static final int MOST_SESSIONS = 5;
    private static final String BEARER = "Bearer ";

    private final Services services;
    private final byte[] token;
    private final ForeignSessions sessions = new ForeignSessions();

    /** @param token blank: all calls answer 404 */
    PgwireResource(Services services, String token) {
        this.services = services;
        this.token = token.strip().getBytes(StandardCharsets.UTF_8);
    }

    private void requireFront(HttpServletRequest request) {
        if (token.length == 0 || !isLoopback(request.getRemoteAddr())) {
            throw new NotFoundException();
        }
        String header = request.getHeader("Authorization");
        String given = header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
        if (!MessageDigest.isEqual(token, given.strip().getBytes(StandardCharsets.UTF_8))) {
            throw new ApiException(ErrorCode.UNAUTHORIZED, "Invalid service token");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress(); // an address, so nothing is looked up
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Checks a user and tells what belongs to its workspace. */
    @POST
    @javax.ws.rs.Path("auth")
    @Secured(SERVE_PGWIRE)
    public PgwireAuthResponse auth(@Context HttpServletRequest request, PgwireAuth body) {
        requireFront(request);
        WorkspaceId id = services.credentials()
                .call(credentials -> credentials.verify(body.username(), body.password()))
                .orElseThrow(() -> new ApiException(ErrorCode.INVALID_CREDENTIALS, "Invalid username or password"));
        Workspace workspace = services.workspaces().call(workspaces -> workspaces.find(id));
        requireActive(workspace);
        long open = sessions.active(id.value());
        if (open >= MOST_SESSIONS) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("workspace_id", id.value());
            details.put("active_sessions", open);
            details.put("limit", MOST_SESSIONS);
            throw new ApiException(
                    ErrorCode.CONNECTION_LIMIT_REACHED,
                    "Maximum connections (" + MOST_SESSIONS + ") reached for workspace",
                    details);
        }
        return services.storage().call(storage -> answer(storage, workspace));
    }

    private static void requireActive(Workspace workspace) {
        if (workspace.isExpired()) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("workspace_id", workspace.id().value());
            details.put("expired_at", workspace.expiresAt().map(Json::timestamp).orElse(null));
            throw new ApiException(
                    ErrorCode.WORKSPACE_EXPIRED, "Workspace " + workspace.id() + " has expired", details);
        }
    }

    private static PgwireAuthResponse answer(Storage storage, Workspace workspace) {
        Path duckdb = storage.backend().paths().duckdbDir();
        String own = "project_" + workspace.project();
        Path ofBranch = duckdb.resolve(workspace.branch().isDefault() ? own : own + "_branch_" + workspace.branch());
        List<PgwireTable> tables = new ArrayList<>();
        for (Bucket bucket : storage.buckets().list(workspace.project(), workspace.branch())) {
            BucketId id = new BucketId(
                    workspace.project(), workspace.branch(), bucket.id().name());
            for (Table table : storage.tables().list(id)) {
                Path place = table.source() == TableSource.MAIN ? duckdb.resolve(own) : ofBranch;
                boolean isOther = table.source() == TableSource.LINKED;
                Path file = place.resolve(id.name()).resolve(table.id().name() + ".duckdb");
                tables.add(new PgwireTable(
                        id.name(), table.id().name(), isOther ? null : file.toString(), table.rowCount()));
            }
        }
        Path database = ofBranch.resolve("_workspaces").resolve(workspace.id() + ".duckdb");
        return PgwireAuthResponse.of(workspace, database.toString(), tables, MEMORY_LIMIT, TIMEOUT_SECONDS);
    }

    /** Notes a session. */
    @POST
    @javax.ws.rs.Path("sessions")
    @Created
    @Secured(SERVE_PGWIRE)
    public PgwireSession create(@Context HttpServletRequest request, PgwireSessionCreate body) {
        requireFront(request);
        services.workspaces().call(workspaces -> workspaces.find(new WorkspaceId(body.workspaceId())));
        return sessions.create(body);
    }

    /** The sessions, newest first. */
    @GET
    @javax.ws.rs.Path("sessions")
    @Secured(SERVE_PGWIRE)
    public JsonWriter.Written list(
            @Context HttpServletRequest request,
            @QueryParam("workspace_id") String workspace,
            @QueryParam("status") String status) {
        requireFront(request);
        List<PgwireSession> found = sessions.list(workspace, status);
        return new JsonWriter.Written(Json.bytes(found), found);
    }

    /** One session. */
    @GET
    @javax.ws.rs.Path("sessions/{session_id}")
    @Secured(SERVE_PGWIRE)
    public PgwireSession get(@Context HttpServletRequest request, @PathParam("session_id") String session) {
        requireFront(request);
        return sessions.get(session);
    }

    /** Notes that something was done in a session. */
    @PATCH
    @javax.ws.rs.Path("sessions/{session_id}/activity")
    @Secured(SERVE_PGWIRE)
    public PgwireSession activity(
            @Context HttpServletRequest request, @PathParam("session_id") String session, PgwireActivity body) {
        requireFront(request);
        return sessions.active(session, body.incrementQueries());
    }

    /** Notes that a session has ended. */
    @DELETE
    @javax.ws.rs.Path("sessions/{session_id}")
    @Secured(SERVE_PGWIRE)
    public void end(
            @Context HttpServletRequest request,
            @PathParam("session_id") String session,
            @QueryParam("reason") @DefaultValue("disconnected") String reason) {
        requireFront(request);
        sessions.end(session, reason);
    }

    /** Ends sessions that have done nothing for long. */
    @POST
    @javax.ws.rs.Path("sessions/cleanup")
    @Secured(SERVE_PGWIRE)
    public PgwireCleanup cleanup(
            @Context HttpServletRequest request, @QueryParam("idle_timeout_seconds") Integer idle) {
        requireFront(request);
        int seconds = idle == null || idle == 0 ? IDLE_SECONDS : idle;
        return new PgwireCleanup(sessions.timeOut(seconds), seconds);
    }
}
