package io.eider.rest;

import static io.eider.api.auth.Operation.APPLY_MIGRATION;
import static io.eider.api.auth.Operation.APPROVE_MIGRATION;
import static io.eider.api.auth.Operation.READ_MIGRATION;
import static io.eider.api.auth.Operation.ROLL_BACK_MIGRATION;

import io.eider.api.ontology.Migration;
import io.eider.rest.Secured.Place;
import io.eider.rest.body.MigrationAnswers.MigrationResponse;
import io.eider.rest.body.OntologyBodies.MigrationApply;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

/**
 * Migrations by their number alone, of whatever table (ontology contract, section 5.4). The path names no project, so only the server's key
 * opens it; keys of projects use {@link TableOntologyResource}.
 */
@Path("/ontology/migrations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ontology")
public final class OntologyMigrationsResource {
    private final MigrationCalls calls;

    OntologyMigrationsResource(Services services) {
        this.calls = new MigrationCalls(services);
    }

    /** Applies a plan. */
    @POST
    @Secured(value = APPLY_MIGRATION, place = Place.ANYWHERE)
    @Operation(
            operationId = "applyAnyMigration",
            summary = "Apply a plan of any table, all of it or nothing",
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
    public Response apply(MigrationApply body, @Context HttpServletRequest request) {
        return calls.apply(found(body.migrationId(), request), request);
    }

    /** A plan. */
    @GET
    @Path("{migration_id}")
    @Secured(value = READ_MIGRATION, place = Place.ANYWHERE)
    @Operation(operationId = "getAnyMigration", summary = "A plan of any table and what became of it")
    public MigrationResponse get(
            @PathParam("migration_id") @Parameter(schema = @Schema(type = "integer")) String migration) {
        return MigrationResponse.of(calls.find(MigrationCalls.number(migration)));
    }

    /** Approves a plan. */
    @POST
    @Path("{migration_id}/approve")
    @Secured(value = APPROVE_MIGRATION, place = Place.ANYWHERE)
    @Operation(operationId = "approveAnyMigration", summary = "Approve that a plan of any table loses values")
    public MigrationResponse approve(
            @PathParam("migration_id") @Parameter(schema = @Schema(type = "integer")) String migration,
            @Context HttpServletRequest request) {
        return calls.approve(found(MigrationCalls.number(migration), request), request);
    }

    /** Takes a plan back. */
    @POST
    @Path("{migration_id}/rollback")
    @Secured(value = ROLL_BACK_MIGRATION, place = Place.ANYWHERE)
    @Operation(operationId = "rollBackAnyMigration", summary = "Put any table back to the snapshot before a plan")
    public MigrationResponse rollback(
            @PathParam("migration_id") @Parameter(schema = @Schema(type = "integer")) String migration,
            @Context HttpServletRequest request) {
        return calls.rollback(found(MigrationCalls.number(migration), request));
    }

    private Migration found(long id, HttpServletRequest request) {
        Migration migration = calls.find(id);
        OperationsFilter.about(request, migration.table());
        return migration;
    }
}
