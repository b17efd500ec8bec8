package io.eider.rest;

import static io.eider.api.auth.Operation.APPLY_MIGRATION;
import static io.eider.api.auth.Operation.APPROVE_MIGRATION;
import static io.eider.api.auth.Operation.BIND_TABLE;
import static io.eider.api.auth.Operation.PLAN_MIGRATION;
import static io.eider.api.auth.Operation.READ_BINDING;
import static io.eider.api.auth.Operation.READ_MIGRATION;
import static io.eider.api.auth.Operation.ROLL_BACK_MIGRATION;
import static io.eider.api.auth.Operation.UNBIND_TABLE;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.ontology.Migration;
import io.eider.rest.body.MigrationAnswers.BindingResponse;
import io.eider.rest.body.MigrationAnswers.DriftResponse;
import io.eider.rest.body.MigrationAnswers.MigrationListResponse;
import io.eider.rest.body.MigrationAnswers.MigrationResponse;
import io.eider.rest.body.OntologyBodies.MigrationApply;
import io.eider.rest.body.OntologyBodies.SchemaBind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

/**
 * How one table follows its schema (ontology contract, section 5.4). Only tables of the default branch can; in another branch nothing is
 * found. A migration is found only under its own table, so that its number tells nothing to others.
 */
@Path("/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/tables/{table_name}/ontology")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ontology")
public final class TableOntologyResource {
    private final Services services;
    private final MigrationCalls calls;

    TableOntologyResource(Services services) {
        this.services = services;
        this.calls = new MigrationCalls(services);
    }

    /** Which schema the table follows. */
    @GET
    @Secured(READ_BINDING)
    @Operation(operationId = "getBinding", summary = "Which schema a table follows")
    public BindingResponse get(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table) {
        TableId id = table(project, branch, bucket, table);
        return services.ontology()
                .call(ontology -> BindingResponse.of(ontology.binding(id).orElseThrow(() -> unbound(id))));
    }

    /** Lets the table follow a schema. */
    @POST
    @Created
    @Secured(BIND_TABLE)
    @Operation(operationId = "bindTable", summary = "Let a table follow a schema; it is made if it is not there")
    public BindingResponse bind(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            SchemaBind body) {
        TableId id = services.storage().call(storage -> {
            TableId named = new TableId(PathIds.bucket(storage, project, branch, bucket), table);
            storage.buckets().get(named.bucket());
            return named;
        });
        return services.ontology()
                .call(ontology -> BindingResponse.of(
                        ontology.bind(id, body.schemaId(), body.toVersion(), body.toPolicy(), body.toValidation())));
    }

    /** Ends that. */
    @DELETE
    @Secured(UNBIND_TABLE)
    @Operation(operationId = "unbindTable", summary = "Let a table follow its schema no more; the table stays")
    public void unbind(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table) {
        TableId id = table(project, branch, bucket, table);
        services.ontology().run(ontology -> ontology.unbind(id));
    }

    /** How the table differs. */
    @GET
    @Path("drift")
    @Secured(READ_BINDING)
    @Operation(operationId = "getDrift", summary = "How a table differs from its schema")
    public DriftResponse drift(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table) {
        TableId id = table(project, branch, bucket, table);
        return services.ontology().call(ontology -> DriftResponse.of(ontology.drift(id)));
    }

    /** Tries what has to be done. */
    @POST
    @Path("plan")
    @Created
    @Secured(PLAN_MIGRATION)
    @Operation(
            operationId = "planMigration",
            summary = "Try on a copy what brings a table to its schema; nothing changes")
    public MigrationResponse plan(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            @Context HttpServletRequest request) {
        TableId id = table(project, branch, bucket, table);
        String actor = MigrationCalls.actor(request);
        return services.ontology().call(ontology -> MigrationResponse.of(ontology.plan(id, actor)));
    }

    /** Plans of the table. */
    @GET
    @Path("migrations")
    @Secured(READ_MIGRATION)
    @Operation(operationId = "listMigrations", summary = "Plans of a table and what became of them, newest first")
    public MigrationListResponse history(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table) {
        TableId id = table(project, branch, bucket, table);
        return services.ontology().call(ontology -> MigrationListResponse.of(ontology.history(id)));
    }

    /** Applies a plan. */
    @POST
    @Path("migrations")
    @Secured(APPLY_MIGRATION)
    @Operation(
            operationId = "applyMigration",
            summary = "Apply a plan, all of it or nothing",
            description = MigrationCalls.ABOUT_APPLY,
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "It is applied",
                        content = @Content(schema = @Schema(implementation = MigrationResponse.class))),
                @ApiResponse(
                        responseCode = "202",
                        description = "It is being applied",
                        content = @Content(schema = @Schema(implementation = MigrationResponse.class)))
            })
    public Response apply(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            MigrationApply body,
            @Context HttpServletRequest request) {
        TableId id = table(project, branch, bucket, table);
        return calls.apply(found(id, body.migrationId()), request);
    }

    /** A plan. */
    @GET
    @Path("migrations/{migration_id}")
    @Secured(READ_MIGRATION)
    @Operation(operationId = "getMigration", summary = "A plan and what became of it")
    public MigrationResponse migration(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            @PathParam("migration_id") @Parameter(schema = @Schema(type = "integer")) String migration) {
        TableId id = table(project, branch, bucket, table);
        return MigrationResponse.of(found(id, MigrationCalls.number(migration)));
    }

    /** Approves a plan. */
    @POST
    @Path("migrations/{migration_id}/approve")
    @Secured(APPROVE_MIGRATION)
    @Operation(operationId = "approveMigration", summary = "Approve that a plan loses values")
    public MigrationResponse approve(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            @PathParam("migration_id") @Parameter(schema = @Schema(type = "integer")) String migration,
            @Context HttpServletRequest request) {
        TableId id = table(project, branch, bucket, table);
        return calls.approve(found(id, MigrationCalls.number(migration)), request);
    }

    /** Takes a plan back. */
    @POST
    @Path("migrations/{migration_id}/rollback")
    @Secured(ROLL_BACK_MIGRATION)
    @Operation(operationId = "rollBackMigration", summary = "Put the table back to the snapshot before the plan")
    public MigrationResponse rollback(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            @PathParam("migration_id") @Parameter(schema = @Schema(type = "integer")) String migration) {
        TableId id = table(project, branch, bucket, table);
        return calls.rollback(found(id, MigrationCalls.number(migration)));
    }

    /** The table of a path, which is there. */
    private TableId table(String project, String branch, String bucket, String table) {
        return services.storage().call(storage -> storage.tables()
                .get(new TableId(PathIds.bucket(storage, project, branch, bucket), table))
                .id());
    }

    private Migration found(TableId table, long id) {
        Migration found = calls.find(id);
        if (!found.table().equals(table)) {
            throw MigrationCalls.missing(id);
        }
        return found;
    }

    private static ApiException unbound(TableId table) {
        return new ApiException(
                ErrorCode.BINDING_NOT_FOUND,
                "Table " + table.shortName() + " follows no schema",
                Map.of("table", table.shortName()));
    }
}
