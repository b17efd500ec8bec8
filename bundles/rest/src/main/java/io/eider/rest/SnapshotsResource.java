package io.eider.rest;

import static io.eider.api.auth.Operation.CREATE_SNAPSHOT;
import static io.eider.api.auth.Operation.DELETE_SNAPSHOT;
import static io.eider.api.auth.Operation.READ_SNAPSHOT;
import static io.eider.api.auth.Operation.RESTORE_SNAPSHOT;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.SnapshotId;
import io.eider.api.id.TableId;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.SnapshotContent;
import io.eider.api.storage.SnapshotFilter;
import io.eider.api.storage.Storage;
import io.eider.rest.body.QueryReader;
import io.eider.rest.body.SnapshotBodies.RestoreResponse;
import io.eider.rest.body.SnapshotBodies.SnapshotCreate;
import io.eider.rest.body.SnapshotBodies.SnapshotDetailResponse;
import io.eider.rest.body.SnapshotBodies.SnapshotListResponse;
import io.eider.rest.body.SnapshotBodies.SnapshotResponse;
import io.eider.rest.body.SnapshotBodies.SnapshotRestore;
import io.eider.rest.http.ContentDisposition;
import io.eider.rest.http.FileAnswer;
import io.eider.rest.http.GuardedResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;

/** Snapshots of tables (storage contract, section 1.12). */
@Path("/projects/{project_id}/branches/{branch_id}/snapshots")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "snapshots")
public final class SnapshotsResource {
    private final Services services;
    private final RestMeters meters;

    SnapshotsResource(Services services, RestMeters meters) {
        this.services = services;
        this.meters = meters;
    }

    /** Takes a snapshot. */
    @POST
    @Created
    @Secured(CREATE_SNAPSHOT)
    @Operation(
            operationId = "createSnapshot",
            summary = "Keep the present version of a table; costs the same for any size")
    public SnapshotResponse create(
            @PathParam("project_id") String project, @PathParam("branch_id") String branch, SnapshotCreate body) {
        return meters.snapshotTaken(() -> services.storage().call(storage -> {
            TableId table = new TableId(PathIds.bucket(storage, project, branch, body.bucket()), body.table());
            return SnapshotResponse.of(storage.snapshots().create(table, Optional.ofNullable(body.description())));
        }));
    }

    /** Snapshots, newest first. */
    @GET
    @Secured(READ_SNAPSHOT)
    @Operation(operationId = "listSnapshots", summary = "Snapshots, newest first")
    public SnapshotListResponse list(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @QueryParam("bucket") String bucket,
            @QueryParam("table") String table,
            @QueryParam("type") @Parameter(description = "exact, or auto for all automatic ones") String type,
            @QueryParam("limit")
                    @DefaultValue("100")
                    @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "1000"))
                    String limit,
            @QueryParam("offset") @DefaultValue("0") @Parameter(schema = @Schema(type = "integer", minimum = "0"))
                    String offset) {
        QueryReader query = new QueryReader();
        PageRequest page = new PageRequest(
                query.integer("limit", limit, 1, 1000), query.integer("offset", offset, 0, Integer.MAX_VALUE));
        query.check();

        SnapshotFilter filter =
                new SnapshotFilter(Optional.ofNullable(bucket), Optional.ofNullable(table), Optional.ofNullable(type));
        return inBranch(
                project,
                branch,
                (storage, scope) ->
                        SnapshotListResponse.of(storage.snapshots().list(scope.project, scope.branch, filter, page)));
    }

    /** One snapshot. */
    @GET
    @Path("{snapshot_id}")
    @Secured(READ_SNAPSHOT)
    @Operation(operationId = "getSnapshot", summary = "One snapshot with the definition of its table")
    public SnapshotDetailResponse get(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("snapshot_id") String snapshot) {
        return inBranch(
                project,
                branch,
                (storage, scope) -> SnapshotDetailResponse.of(
                        storage.snapshots().get(scope.project, scope.branch, scope.snapshot(storage, snapshot))));
    }

    /** Removes a snapshot. */
    @DELETE
    @Path("{snapshot_id}")
    @Secured(DELETE_SNAPSHOT)
    @Operation(operationId = "deleteSnapshot", summary = "Delete a snapshot")
    public void delete(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("snapshot_id") String snapshot) {
        inBranch(project, branch, (storage, scope) -> {
            storage.snapshots().delete(scope.project, scope.branch, scope.snapshot(storage, snapshot));
            return null;
        });
    }

    /** Restores a snapshot. */
    @POST
    @Path("{snapshot_id}/restore")
    @Secured(RESTORE_SNAPSHOT)
    @Operation(
            operationId = "restoreSnapshot",
            summary = "Make a snapshot its table's next version, or a table elsewhere")
    public RestoreResponse restore(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("snapshot_id") String snapshot,
            SnapshotRestore body) {
        return meters.snapshotRestored(() -> inBranch(
                project,
                branch,
                (storage, scope) -> RestoreResponse.of(storage.snapshots()
                        .restore(
                                scope.project,
                                scope.branch,
                                scope.snapshot(storage, snapshot),
                                Optional.ofNullable(body.targetBucket()),
                                Optional.ofNullable(body.targetTable())))));
    }

    /** Sends a snapshot as a file for archives. */
    @GET
    @Path("{snapshot_id}/export")
    @Streamed
    @Secured(READ_SNAPSHOT)
    @Operation(
            operationId = "exportSnapshot",
            summary = "The rows of a snapshot as Parquet",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content =
                                    @Content(
                                            mediaType = "application/x-parquet",
                                            schema = @Schema(type = "string", format = "binary"))))
    public void export(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("snapshot_id") String snapshot,
            @QueryParam("format")
                    @DefaultValue("parquet")
                    @Parameter(schema = @Schema(type = "string", allowableValues = "parquet"))
                    String format,
            @Context HttpServletRequest request) {
        SnapshotContent content = inBranch(project, branch, (storage, scope) -> storage.snapshots()
                .export(scope.project, scope.branch, scope.snapshot(storage, snapshot), format));
        GuardedResponse response = GuardedResponse.of(request);
        try (var channel = content.channel()) {
            new FileAnswer(
                            channel,
                            snapshot,
                            Instant.now(),
                            content.contentType(),
                            ContentDisposition.attachment(content.fileName()))
                    .send(request, response);
        } catch (IOException e) {
            if (!response.isTaken()) {
                throw new UncheckedIOException(e);
            }
            response.abort(e);
        }
    }

    private <R> R inBranch(String project, String branch, SnapshotCall<R> call) {
        ProjectId id = new ProjectId(project);
        return services.storage()
                .call(storage -> call.apply(storage, new Scope(id, PathIds.branch(storage, id, branch))));
    }

    /** The branch whose snapshots a request is about. */
    private record Scope(ProjectId project, BranchId branch) {
        /** A text that cannot be the id of a snapshot names none: SNAPSHOT_NOT_FOUND, after the branch was looked up. */
        SnapshotId snapshot(Storage storage, String text) {
            if (SnapshotId.isWellFormed(text)) {
                return new SnapshotId(text);
            }
            storage.projects().requireBranch(project, branch);
            throw new ApiException(
                    ErrorCode.SNAPSHOT_NOT_FOUND,
                    "Snapshot " + text + " not found",
                    Map.of("project_id", project.value(), "snapshot_id", text));
        }
    }

    @FunctionalInterface
    private interface SnapshotCall<R> {
        R apply(Storage storage, Scope scope);
    }
}
