package io.eider.rest;

import static io.eider.api.auth.Operation.GRANT_READONLY;
import static io.eider.api.auth.Operation.LINK_BUCKET;
import static io.eider.api.auth.Operation.REVOKE_READONLY;
import static io.eider.api.auth.Operation.SHARE_BUCKET;
import static io.eider.api.auth.Operation.UNLINK_BUCKET;
import static io.eider.api.auth.Operation.UNSHARE_BUCKET;

import io.eider.api.auth.Caller;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.Sharing.LinkRights;
import io.eider.api.storage.Storage;
import io.eider.rest.body.BucketBodies.BucketResponse;
import io.eider.rest.body.QueryReader;
import io.eider.rest.body.SharingBodies.BucketLink;
import io.eider.rest.body.SharingBodies.BucketShare;
import io.eider.rest.body.SharingBodies.BucketShareResponse;
import io.eider.rest.body.SharingBodies.GrantResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DELETE;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;

/** Buckets offered to other projects and shown there (storage contract, section 1.5). */
@Path("/projects/{project_id}/branches/{branch_id}/buckets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sharing")
public final class SharingResource {
    private final Services services;
    private final RestMeters meters;

    SharingResource(Services services, RestMeters meters) {
        this.services = services;
        this.meters = meters;
    }

    /** Offers a bucket. */
    @POST
    @Path("{bucket_name}/share")
    @Secured(SHARE_BUCKET)
    @Operation(operationId = "shareBucket", summary = "Offer a bucket to another project")
    public BucketShareResponse share(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            BucketShare body) {
        ProjectId target = new ProjectId(body.targetProjectId());
        return meters.shared("share", () -> services.storage()
                .call(storage -> BucketShareResponse.of(
                        storage.sharing().share(PathIds.bucket(storage, project, branch, bucket), target))));
    }

    /** Takes an offer back. */
    @DELETE
    @Path("{bucket_name}/share")
    @Secured(UNSHARE_BUCKET)
    @Operation(operationId = "unshareBucket", summary = "Take an offer back; links that were made stay")
    public void unshare(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @QueryParam("target_project_id") @Parameter(required = true, schema = @Schema(type = "string"))
                    String targetProject) {
        QueryReader query = new QueryReader();
        String text = query.required("target_project_id", targetProject);
        query.check();
        ProjectId target = new ProjectId(text);
        meters.shared("unshare", () -> {
            services.storage().run(storage -> storage.sharing()
                    .unshare(PathIds.bucket(storage, project, branch, bucket), target));
            return null;
        });
    }

    /** Shows a bucket of another project. */
    @POST
    @Path("{bucket_name}/link")
    @Created
    @Secured(LINK_BUCKET)
    @Operation(operationId = "linkBucket", summary = "Show a bucket of another project that it has shared")
    public BucketResponse link(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @Context HttpServletRequest request,
            BucketLink body) {
        BucketId source =
                new BucketId(new ProjectId(body.sourceProjectId()), BranchId.DEFAULT, body.sourceBucketName());
        LinkRights rights =
                Gatekeeper.caller(request) instanceof Caller.Admin ? LinkRights.ANY : LinkRights.SHARED_ONLY;
        return meters.shared("link", () -> services.storage()
                .call(storage -> BucketResponse.of(
                        storage.sharing().link(PathIds.bucket(storage, project, branch, bucket), source, rights))));
    }

    /** Ends the appearance of a bucket. */
    @DELETE
    @Path("{bucket_name}/link")
    @Secured(UNLINK_BUCKET)
    @Operation(operationId = "unlinkBucket", summary = "Take a linked bucket away; the source keeps its data")
    public void unlink(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket) {
        meters.shared("unlink", () -> {
            services.storage()
                    .run(storage -> storage.sharing().unlink(PathIds.bucket(storage, project, branch, bucket)));
            return null;
        });
    }

    /** Says that a link can only read. */
    @POST
    @Path("{bucket_name}/grant-readonly")
    @Secured(GRANT_READONLY)
    @Operation(operationId = "grantReadonly", summary = "Without effect: a link can only read")
    public GrantResponse grant(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket) {
        return meters.shared("grant_readonly", () -> services.storage().call(storage -> {
            BucketId id = onDefault(storage, PathIds.bucket(storage, project, branch, bucket), "grant readonly access");
            return GrantResponse.of(storage.buckets().get(id).id().name());
        }));
    }

    /** Says nothing. */
    @DELETE
    @Path("{bucket_name}/grant-readonly")
    @Secured(REVOKE_READONLY)
    @Operation(operationId = "revokeReadonly", summary = "Without effect")
    public void revoke(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket) {
        meters.shared("revoke_readonly", () -> services.storage()
                .call(storage -> onDefault(
                        storage, PathIds.bucket(storage, project, branch, bucket), "revoke readonly access")));
    }

    private static BucketId onDefault(Storage storage, BucketId bucket, String operation) {
        storage.projects().requireBranch(bucket.project(), bucket.branch());
        if (!bucket.branch().isDefault()) {
            throw new ApiException(
                    ErrorCode.OPERATION_NOT_ALLOWED,
                    "Cannot " + operation + " from dev branches. Use default branch.",
                    Map.of("branch_id", bucket.branch().value()));
        }
        return bucket;
    }
}
