package io.eider.rest;

import static io.eider.api.auth.Operation.READ_SERVICE;

import io.swagger.v3.oas.annotations.Hidden;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

/** The description of the API, made from the resources when it is first asked for. Thread-safe. */
@Path("/openapi.json")
@Hidden
public final class OpenApiResource {
    private final Endpoints endpoints;
    private volatile byte[] document;

    OpenApiResource(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** The OpenAPI 3 document. */
    @GET
    @Secured(READ_SERVICE)
    public Response document() {
        byte[] made = document;
        if (made == null) {
            made = OpenApiDocument.of(endpoints.all());
            document = made;
        }
        return Response.ok(made, MediaType.APPLICATION_JSON).build();
    }
}
