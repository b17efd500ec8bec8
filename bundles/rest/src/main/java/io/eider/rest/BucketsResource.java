package io.eider.rest;

import static io.eider.api.auth.Operation.CREATE_BUCKET;
import static io.eider.api.auth.Operation.DELETE_BUCKET;
import static io.eider.api.auth.Operation.READ_BUCKET;

import io.eider.api.id.ProjectId;
import io.eider.api.storage.DropMode;
import io.eider.rest.body.BucketBodies.BucketCreate;
import io.eider.rest.body.BucketBodies.BucketListResponse;
import io.eider.rest.body.BucketBodies.BucketResponse;
import io.eider.rest.body.QueryReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;

/** Buckets (storage contract, section 1.4). */
@Path("/projects/{project_id}/branches/{branch_id}/buckets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "buckets")
public final class BucketsResource {
    private final Services services;

    BucketsResource(Services services) {
        this.services = services;
    }

    /** Makes a bucket. */
    @POST
    @Created
    @Secured(CREATE_BUCKET)
    @Operation(operationId = "createBucket", summary = "Make a bucket")
    public BucketResponse create(
            @PathParam("project_id") String project, @PathParam("branch_id") String branch, BucketCreate body) {
        return services.storage()
                .call(storage -> BucketResponse.of(storage.buckets()
                        .create(
                                PathIds.bucket(storage, project, branch, body.name()),
                                Optional.ofNullable(body.description()))));
    }

    /** The buckets of a branch. */
    @GET
    @Secured(READ_BUCKET)
    @Operation(operationId = "listBuckets", summary = "Own buckets by name, then linked ones")
    public BucketListResponse list(@PathParam("project_id") String project, @PathParam("branch_id") String branch) {
        ProjectId id = new ProjectId(project);
        return services.storage()
                .call(storage ->
                        BucketListResponse.of(storage.buckets().list(id, PathIds.branch(storage, id, branch))));
    }

    /** One bucket. */
    @GET
    @Path("{bucket_name}")
    @Secured(READ_BUCKET)
    @Operation(operationId = "getBucket", summary = "One bucket")
    public BucketResponse get(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket) {
        return services.storage()
                .call(storage ->
                        BucketResponse.of(storage.buckets().get(PathIds.bucket(storage, project, branch, bucket))));
    }

    /** Removes a bucket. */
    @DELETE
    @Path("{bucket_name}")
    @Secured(DELETE_BUCKET)
    @Operation(operationId = "deleteBucket", summary = "Delete a bucket")
    public void delete(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @QueryParam("cascade")
                    @DefaultValue("true")
                    @Parameter(description = "also what it holds", schema = @Schema(type = "boolean"))
                    String cascade) {
        QueryReader query = new QueryReader();
        DropMode mode = query.bool("cascade", cascade) ? DropMode.CASCADE : DropMode.RESTRICT;
        query.check();
        services.storage()
                .run(storage -> storage.buckets().drop(PathIds.bucket(storage, project, branch, bucket), mode));
    }
}
