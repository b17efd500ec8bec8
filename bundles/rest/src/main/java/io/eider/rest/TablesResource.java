package io.eider.rest;

import static io.eider.api.auth.Operation.CREATE_TABLE;
import static io.eider.api.auth.Operation.DELETE_TABLE;
import static io.eider.api.auth.Operation.READ_TABLE;

import io.eider.api.id.TableId;
import io.eider.api.storage.Storage;
import io.eider.rest.body.PreviewWriter;
import io.eider.rest.body.QueryReader;
import io.eider.rest.body.TableBodies.PreviewResponse;
import io.eider.rest.body.TableBodies.TableCreate;
import io.eider.rest.body.TableBodies.TableListResponse;
import io.eider.rest.body.TableBodies.TableResponse;
import io.eider.rest.http.DeferredBody;
import io.eider.rest.http.GuardedResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
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

/** Tables (storage contract, section 1.6). */
@Path("/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/tables")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tables")
public final class TablesResource {
    /** A preview that fails after this many bytes is cut off, before them it is answered with the error. */
    private static final int HELD_BYTES = 64 * 1024;

    private final Services services;

    TablesResource(Services services) {
        this.services = services;
    }

    /** Makes an empty table. */
    @POST
    @Created
    @Secured(CREATE_TABLE)
    @Operation(operationId = "createTable", summary = "Make an empty table")
    public TableResponse create(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            TableCreate body) {
        return services.storage()
                .call(storage -> TableResponse.of(storage.tables()
                        .create(body.toNewTable(table(storage, project, branch, bucket, body.name())))));
    }

    /** The tables of a bucket. */
    @GET
    @Secured(READ_TABLE)
    @Operation(operationId = "listTables", summary = "Tables by name")
    public TableListResponse list(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket) {
        return services.storage()
                .call(storage ->
                        TableListResponse.of(storage.tables().list(PathIds.bucket(storage, project, branch, bucket))));
    }

    /** One table. */
    @GET
    @Path("{table_name}")
    @Secured(READ_TABLE)
    @Operation(operationId = "getTable", summary = "One table")
    public TableResponse get(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table) {
        return services.storage()
                .call(storage ->
                        TableResponse.of(storage.tables().get(table(storage, project, branch, bucket, table))));
    }

    /** Removes a table. */
    @DELETE
    @Path("{table_name}")
    @Secured(DELETE_TABLE)
    @Operation(operationId = "deleteTable", summary = "Delete a table")
    public void delete(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table) {
        services.storage().run(storage -> storage.tables().drop(table(storage, project, branch, bucket, table)));
    }

    /** The first rows of a table, sent as they are read. */
    @GET
    @Path("{table_name}/preview")
    @Streamed
    @Secured(READ_TABLE)
    @Operation(
            operationId = "previewTable",
            summary = "The first rows of a table in storage order",
            description = "DECIMAL, dates and times are text, BLOB is base64, NaN and Infinity are text.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content = @Content(schema = @Schema(implementation = PreviewResponse.class))))
    public void preview(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            @QueryParam("limit")
                    @DefaultValue("1000")
                    @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "10000"))
                    String limit,
            @Context HttpServletRequest request) {
        QueryReader query = new QueryReader();
        int rows = query.integer("limit", limit, 1, 10_000);
        query.check();
        GuardedResponse response = GuardedResponse.of(request);
        try {
            services.storage()
                    .run(storage -> send(storage, table(storage, project, branch, bucket, table), rows, response));
        } catch (RuntimeException e) {
            if (!response.isTaken()) {
                throw e;
            }
            response.abort(e);
        }
    }

    private static void send(Storage storage, TableId table, int rows, GuardedResponse response) {
        Map<String, String> headers = Map.of("Content-Type", MediaType.APPLICATION_JSON);
        try (DeferredBody body = new DeferredBody(response, headers, HELD_BYTES)) {
            PreviewWriter writer = new PreviewWriter(body);
            storage.tables().preview(table, rows, writer);
            writer.end();
            body.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TableId table(Storage storage, String project, String branch, String bucket, String table) {
        return new TableId(PathIds.bucket(storage, project, branch, bucket), table);
    }
}
