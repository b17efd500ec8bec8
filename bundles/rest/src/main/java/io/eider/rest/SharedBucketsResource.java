package io.eider.rest;

import static io.eider.api.auth.Operation.READ_SHARED_BUCKET;

import io.eider.api.id.ProjectId;
import io.eider.rest.body.SharingBodies.SharedBucketListResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** What other projects offer to one (beyond the contract, which has no such list). */
@Path("/projects")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sharing")
public final class SharedBucketsResource {
    private final Services services;

    SharedBucketsResource(Services services) {
        this.services = services;
    }

    /** What other projects offer. */
    @GET
    @Path("{project_id}/shared-buckets")
    @Secured(READ_SHARED_BUCKET)
    @Operation(operationId = "listSharedBuckets", summary = "Buckets that other projects offer to this one")
    public SharedBucketListResponse list(@PathParam("project_id") String project) {
        ProjectId id = new ProjectId(project);
        return services.storage()
                .call(storage -> SharedBucketListResponse.of(storage.sharing().offered(id)));
    }
}
