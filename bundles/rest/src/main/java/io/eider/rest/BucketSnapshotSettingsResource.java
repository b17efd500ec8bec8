package io.eider.rest;

import static io.eider.api.auth.Operation.READ_SNAPSHOT_SETTINGS;
import static io.eider.api.auth.Operation.UPDATE_SNAPSHOT_SETTINGS;

import io.eider.api.storage.SnapshotSettings.Level;
import io.eider.rest.body.SnapshotSettingsBodies.SnapshotConfig;
import io.eider.rest.body.SnapshotSettingsBodies.SnapshotSettingsResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** Settings of snapshots of a bucket (storage contract, section 1.11). */
@Path("/projects/{project_id}/branches/{branch_id}/buckets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "snapshots")
public final class BucketSnapshotSettingsResource {
    private final SettingsCalls settings;

    BucketSnapshotSettingsResource(Services services) {
        this.settings = new SettingsCalls(services);
    }

    /** The settings of a bucket. */
    @GET
    @Path("{bucket_name}/settings/snapshots")
    @Secured(READ_SNAPSHOT_SETTINGS)
    @Operation(operationId = "getBucketSnapshotSettings", summary = "Snapshot settings of a bucket")
    public SnapshotSettingsResponse get(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket) {
        return settings.get(storage -> new Level.OfBucket(PathIds.bucket(storage, project, branch, bucket)));
    }

    /** Replaces the settings of a bucket. */
    @PUT
    @Path("{bucket_name}/settings/snapshots")
    @Secured(UPDATE_SNAPSHOT_SETTINGS)
    @Operation(operationId = "setBucketSnapshotSettings", summary = "Replace the snapshot settings of a bucket")
    public SnapshotSettingsResponse set(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            SnapshotConfig body) {
        return settings.set(storage -> new Level.OfBucket(PathIds.bucket(storage, project, branch, bucket)), body);
    }

    /** Removes the settings of a bucket. */
    @DELETE
    @Path("{bucket_name}/settings/snapshots")
    @Secured(UPDATE_SNAPSHOT_SETTINGS)
    @Operation(operationId = "resetBucketSnapshotSettings", summary = "Inherit the snapshot settings of a bucket again")
    public void reset(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket) {
        settings.reset(storage -> new Level.OfBucket(PathIds.bucket(storage, project, branch, bucket)));
    }
}
