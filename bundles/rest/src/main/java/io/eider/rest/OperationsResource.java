package io.eider.rest;

import static io.eider.api.auth.Operation.READ_OPERATIONS;

import io.eider.api.id.ProjectId;
import io.eider.api.storage.OperationFilter;
import io.eider.api.storage.PageRequest;
import io.eider.rest.body.OperationBodies;
import io.eider.rest.body.OperationBodies.OperationListResponse;
import io.eider.rest.body.QueryReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.UriInfo;

/** The operations log (storage contract, sections 2.4 and 8.2). */
@Path("/projects/{project_id}/operations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations")
public final class OperationsResource {
    private final Services services;

    OperationsResource(Services services) {
        this.services = services;
    }

    /** What was done in a project, in all its branches. */
    @GET
    @Secured(READ_OPERATIONS)
    @Operation(
            operationId = "listOperations",
            summary = "What was done in a project, newest first",
            parameters = {
                @Parameter(in = ParameterIn.QUERY, name = "operation", description = "create_table, ..."),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "status",
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {"success", "failed"})),
                @Parameter(in = ParameterIn.QUERY, name = "resource_type", description = "table, bucket, ..."),
                @Parameter(in = ParameterIn.QUERY, name = "resource_id", description = "bucket.table, an id, ..."),
                @Parameter(in = ParameterIn.QUERY, name = "request_id", description = "X-Request-ID"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "since",
                        description = "begun at or after",
                        schema = @Schema(type = "string", format = "date-time")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "until",
                        description = "begun before",
                        schema = @Schema(type = "string", format = "date-time"))
            })
    public OperationListResponse list(
            @PathParam("project_id") String project,
            @Context UriInfo uri,
            @QueryParam("limit")
                    @DefaultValue("100")
                    @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "1000"))
                    String limit,
            @QueryParam("offset") @DefaultValue("0") @Parameter(schema = @Schema(type = "integer", minimum = "0"))
                    String offset) {
        QueryReader query = new QueryReader();
        OperationFilter filter = OperationBodies.filter(query, uri.getQueryParameters()::getFirst);
        PageRequest page = new PageRequest(
                query.integer("limit", limit, 1, 1000), query.integer("offset", offset, 0, Integer.MAX_VALUE));
        query.check();
        ProjectId id = new ProjectId(project);
        return services.storage()
                .call(storage -> OperationListResponse.of(storage.operations().list(id, filter, page)));
    }
}
