package io.eider.rest;

import static io.eider.api.auth.Operation.LIST_BINDINGS;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.rest.body.MigrationAnswers.BindingListResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** The tables of a project that follow schemas (ontology contract, section 5.4). */
@Path("/projects/{project_id}/ontology")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ontology")
public final class BindingsResource {
    private final Services services;

    BindingsResource(Services services) {
        this.services = services;
    }

    /** Lists them. */
    @GET
    @Path("bindings")
    @Secured(LIST_BINDINGS)
    @Operation(operationId = "listBindings", summary = "Tables that follow schemas, by bucket and name")
    public BindingListResponse list(@PathParam("project_id") String project) {
        ProjectId id = new ProjectId(project);
        services.storage().run(storage -> storage.projects().requireBranch(id, BranchId.DEFAULT));
        return BindingListResponse.of(services.ontology().call(ontology -> ontology.bindings(Optional.of(id))));
    }
}
