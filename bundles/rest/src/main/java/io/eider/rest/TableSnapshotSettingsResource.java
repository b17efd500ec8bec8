package io.eider.rest;

import static io.eider.api.auth.Operation.READ_SNAPSHOT_SETTINGS;
import static io.eider.api.auth.Operation.UPDATE_SNAPSHOT_SETTINGS;

import io.eider.api.id.TableId;
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

/** Settings of snapshots of a table (storage contract, section 1.11). */
@Path("/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/tables")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "snapshots")
public final class TableSnapshotSettingsResource {
    private final SettingsCalls settings;

    TableSnapshotSettingsResource(Services services) {
        this.settings = new SettingsCalls(services);
    }

    /** The settings of a table. */
    @GET
    @Path("{table_name}/settings/snapshots")
    @Secured(READ_SNAPSHOT_SETTINGS)
    @Operation(operationId = "getTableSnapshotSettings", summary = "Snapshot settings of a table")
    public SnapshotSettingsResponse get(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table) {
        return settings.get(
                storage -> new Level.OfTable(new TableId(PathIds.bucket(storage, project, branch, bucket), table)));
    }

    /** Replaces the settings of a table. */
    @PUT
    @Path("{table_name}/settings/snapshots")
    @Secured(UPDATE_SNAPSHOT_SETTINGS)
    @Operation(operationId = "setTableSnapshotSettings", summary = "Replace the snapshot settings of a table")
    public SnapshotSettingsResponse set(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            SnapshotConfig body) {
        return settings.set(
                storage -> new Level.OfTable(new TableId(PathIds.bucket(storage, project, branch, bucket), table)),
                body);
    }

    /** Removes the settings of a table. */
    @DELETE
    @Path("{table_name}/settings/snapshots")
    @Secured(UPDATE_SNAPSHOT_SETTINGS)
    @Operation(operationId = "resetTableSnapshotSettings", summary = "Inherit the snapshot settings of a table again")
    public void reset(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table) {
        settings.reset(
                storage -> new Level.OfTable(new TableId(PathIds.bucket(storage, project, branch, bucket), table)));
    }
}
