package io.eider.rest;

import static io.eider.api.auth.Operation.ADD_COLUMN;
import static io.eider.api.auth.Operation.ADD_PRIMARY_KEY;
import static io.eider.api.auth.Operation.ALTER_COLUMN;
import static io.eider.api.auth.Operation.DROP_COLUMN;
import static io.eider.api.auth.Operation.DROP_PRIMARY_KEY;

import io.eider.api.id.TableId;
import io.eider.api.storage.Storage;
import io.eider.rest.body.SchemaBodies.AddColumn;
import io.eider.rest.body.SchemaBodies.AlterColumn;
import io.eider.rest.body.SchemaBodies.SetPrimaryKey;
import io.eider.rest.body.TableBodies.TableResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import javax.ws.rs.DELETE;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** Columns and primary keys of tables (storage contract, section 1.7). */
@Path("/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/tables")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "table schema")
public final class SchemasResource {
    private final Services services;
    private final RestMeters meters;

    SchemasResource(Services services, RestMeters meters) {
        this.services = services;
        this.meters = meters;
    }

    /** Add a nullable column at the end. */
    @POST
    @Path("{table_name}/columns")
    @Created
    @Secured(ADD_COLUMN)
    @Operation(operationId = "addColumn", summary = "Add a nullable column at the end")
    public TableResponse addColumn(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            AddColumn body) {
        return services.storage().call(storage -> {
            TableId id = table(storage, project, branch, bucket, table);
            return TableResponse.of(
                    meters.schemaChanged("add_column", () -> storage.schemas().addColumn(id, body.toColumn())));
        });
    }

    /** Change name, type, nullability or default of a column. */
    @PUT
    @Path("{table_name}/columns/{column}")
    @Secured(ALTER_COLUMN)
    @Operation(operationId = "alterColumn", summary = "Change name, type, nullability or default of a column")
    public TableResponse alterColumn(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            @PathParam("column") String column,
            AlterColumn body) {
        return services.storage().call(storage -> {
            TableId id = table(storage, project, branch, bucket, table);
            return TableResponse.of(meters.schemaChanged(
                    "alter_column", () -> storage.schemas().alterColumn(id, column, body.toChange())));
        });
    }

    /** Drop a column. */
    @DELETE
    @Path("{table_name}/columns/{column}")
    @Secured(DROP_COLUMN)
    @Operation(operationId = "dropColumn", summary = "Drop a column")
    public TableResponse dropColumn(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            @PathParam("column") String column) {
        return services.storage().call(storage -> {
            TableId id = table(storage, project, branch, bucket, table);
            return TableResponse.of(
                    meters.schemaChanged("drop_column", () -> storage.schemas().dropColumn(id, column)));
        });
    }

    /** Make columns the primary key. */
    @POST
    @Path("{table_name}/primary-key")
    @Created
    @Secured(ADD_PRIMARY_KEY)
    @Operation(operationId = "addPrimaryKey", summary = "Make columns the primary key")
    public TableResponse addPrimaryKey(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            SetPrimaryKey body) {
        return services.storage().call(storage -> {
            TableId id = table(storage, project, branch, bucket, table);
            return TableResponse.of(
                    meters.schemaChanged("add_pk", () -> storage.schemas().setPrimaryKey(id, body.columns())));
        });
    }

    /** Take the primary key away; its columns stay NOT NULL. */
    @DELETE
    @Path("{table_name}/primary-key")
    @Secured(DROP_PRIMARY_KEY)
    @Operation(operationId = "dropPrimaryKey", summary = "Take the primary key away; its columns stay NOT NULL")
    public TableResponse dropPrimaryKey(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table) {
        return services.storage().call(storage -> {
            TableId id = table(storage, project, branch, bucket, table);
            return TableResponse.of(
                    meters.schemaChanged("drop_pk", () -> storage.schemas().dropPrimaryKey(id)));
        });
    }

    private static TableId table(Storage storage, String project, String branch, String bucket, String table) {
        return new TableId(PathIds.bucket(storage, project, branch, bucket), table);
    }
}
