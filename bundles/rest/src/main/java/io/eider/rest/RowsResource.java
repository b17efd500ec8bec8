package io.eider.rest;

import static io.eider.api.auth.Operation.DELETE_ROWS;
import static io.eider.api.auth.Operation.INSERT_ROWS;
import static io.eider.api.auth.Operation.TRUNCATE_TABLE;
import static io.eider.api.auth.Operation.UPDATE_ROWS;

import io.eider.api.id.TableId;
import io.eider.api.storage.Storage;
import io.eider.rest.body.RowBodies.DeleteRows;
import io.eider.rest.body.RowBodies.DeleteRowsResponse;
import io.eider.rest.body.RowBodies.InsertRows;
import io.eider.rest.body.RowBodies.InsertRowsResponse;
import io.eider.rest.body.RowBodies.UpdateRows;
import io.eider.rest.body.RowBodies.UpdateRowsResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import javax.ws.rs.DELETE;
import javax.ws.rs.PATCH;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** Rows of tables (storage contract, sections 1.7 and 11). */
@Path("/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/tables")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "rows")
public final class RowsResource {
    private final Services services;

    RowsResource(Services services) {
        this.services = services;
    }

    /** Add rows, all of them or none. */
    @POST
    @Path("{table_name}/rows")
    @Created
    @Secured(INSERT_ROWS)
    @Operation(operationId = "insertRows", summary = "Add rows, all of them or none")
    public InsertRowsResponse insertRows(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            InsertRows body) {
        return services.storage().call(storage -> {
            TableId id = table(storage, project, branch, bucket, table);
            return InsertRowsResponse.of(storage.rows().insert(id, body.toInsert()));
        });
    }

    /** Change the rows that a filter finds. */
    @PATCH
    @Path("{table_name}/rows")
    @Secured(UPDATE_ROWS)
    @Operation(operationId = "updateRows", summary = "Change the rows that a filter finds")
    public UpdateRowsResponse updateRows(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            UpdateRows body) {
        return services.storage().call(storage -> {
            TableId id = table(storage, project, branch, bucket, table);
            return UpdateRowsResponse.of(storage.rows().update(id, body.toUpdate()));
        });
    }

    /** Delete the rows that a filter finds. */
    @DELETE
    @Path("{table_name}/rows")
    @Secured(DELETE_ROWS)
    @Operation(operationId = "deleteRows", summary = "Delete the rows that a filter finds")
    public DeleteRowsResponse deleteRows(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            DeleteRows body) {
        return services.storage().call(storage -> {
            TableId id = table(storage, project, branch, bucket, table);
            return DeleteRowsResponse.of(storage.rows().delete(id, body.whereClause()));
        });
    }

    /** Delete all rows. */
    @POST
    @Path("{table_name}/truncate")
    @Secured(TRUNCATE_TABLE)
    @Operation(operationId = "truncateTable", summary = "Delete all rows")
    public DeleteRowsResponse truncateTable(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table) {
        return services.storage().call(storage -> {
            TableId id = table(storage, project, branch, bucket, table);
            return DeleteRowsResponse.of(storage.rows().truncate(id));
        });
    }

    private static TableId table(Storage storage, String project, String branch, String bucket, String table) {
        return new TableId(PathIds.bucket(storage, project, branch, bucket), table);
    }
}
