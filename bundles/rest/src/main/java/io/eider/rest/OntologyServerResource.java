package io.eider.rest;

import static io.eider.api.auth.Operation.CLEAR_ONTOLOGY_CACHE;
import static io.eider.api.auth.Operation.READ_ONTOLOGY_SERVER;

import io.eider.api.ontology.Ontology;
import io.eider.api.ontology.SchemaServer;
import io.eider.rest.body.SchemaAnswers.OntologyServerResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** The ontology server and what is kept of it (ontology contract, section 5.4). */
@Path("/ontology")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ontology")
public final class OntologyServerResource {
    private final Services services;

    OntologyServerResource(Services services) {
        this.services = services;
    }

    /** Where schemas come from. */
    @GET
    @Path("sources")
    @Secured(READ_ONTOLOGY_SERVER)
    @Operation(
            operationId = "getOntologySources",
            summary = "The ontology server as it was last seen, and the readers of documents")
    public OntologyServerResponse sources() {
        List<String> readers = services.ontology().call(Ontology::readers);
        return OntologyServerResponse.of(services.schemaServer().call(SchemaServer::state), readers);
    }

    /** Forgets a document. */
    @DELETE
    @Path("cache/{schema_id}")
    @Secured(CLEAR_ONTOLOGY_CACHE)
    @Operation(operationId = "clearOntologyCache", summary = "Forget the kept document of a schema; its versions stay")
    public void clear(@PathParam("schema_id") String schema) {
        services.schemaServer().run(server -> server.forget(schema));
    }
}
