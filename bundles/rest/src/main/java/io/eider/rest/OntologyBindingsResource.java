package io.eider.rest;

import static io.eider.api.auth.Operation.BIND_TABLE;
import static io.eider.api.auth.Operation.LIST_BINDINGS;

import io.eider.api.id.BranchId;
import io.eider.api.id.TableId;
import io.eider.rest.Secured.Place;
import io.eider.rest.body.MigrationAnswers.BindingListResponse;
import io.eider.rest.body.MigrationAnswers.BindingResponse;
import io.eider.rest.body.OntologyBodies.TableBind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;

/**
 * The tables of all projects that follow schemas (ontology contract, section 5.4). The path names no project, so only the server's key opens
 * it; keys of projects use {@link BindingsResource} and {@link TableOntologyResource}.
 */
@Path("/ontology/bindings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ontology")
public final class OntologyBindingsResource {
    private final Services services;

    OntologyBindingsResource(Services services) {
        this.services = services;
    }

    /** Lists them. */
    @GET
    @Secured(value = LIST_BINDINGS, place = Place.ANYWHERE)
    @Operation(operationId = "listAllBindings", summary = "Tables of all projects that follow schemas")
    public BindingListResponse list() {
        return BindingListResponse.of(services.ontology().call(ontology -> ontology.bindings(Optional.empty())));
    }

    /** Lets a table follow a schema. */
    @POST
    @Created
    @Secured(value = BIND_TABLE, place = Place.ANYWHERE)
    @Operation(
            operationId = "bindAnyTable",
            summary = "Let a table of any project follow a schema; it is made if it is not there")
    public BindingResponse bind(TableBind body, @Context HttpServletRequest request) {
        TableId id = services.storage().call(storage -> {
            TableId named = new TableId(
                    PathIds.bucket(storage, body.projectId(), BranchId.DEFAULT.value(), body.bucketName()),
                    body.tableName());
            OperationsFilter.about(request, named);
            storage.buckets().get(named.bucket());
            return named;
        });
        return services.ontology()
                .call(ontology -> BindingResponse.of(ontology.bind(
                        id,
                        body.schema().schemaId(),
                        body.schema().toVersion(),
                        body.schema().toPolicy(),
                        body.schema().toValidation())));
    }
}
