package io.eider.rest;

import static io.eider.api.auth.Operation.READ_PROJECT_SNAPSHOT_SETTINGS;
import static io.eider.api.auth.Operation.UPDATE_PROJECT_SNAPSHOT_SETTINGS;

import io.eider.api.id.ProjectId;
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

/** Settings of snapshots of a project (storage contract, section 1.11). */
@Path("/projects")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "snapshots")
public final class ProjectSnapshotSettingsResource {
    private final SettingsCalls settings;

    ProjectSnapshotSettingsResource(Services services) {
        this.settings = new SettingsCalls(services);
    }

    /** The settings of a project. */
    @GET
    @Path("{project_id}/settings/snapshots")
    @Secured(READ_PROJECT_SNAPSHOT_SETTINGS)
    @Operation(operationId = "getProjectSnapshotSettings", summary = "Snapshot settings of a project")
    public SnapshotSettingsResponse get(@PathParam("project_id") String project) {
        return settings.get(storage -> new Level.OfProject(new ProjectId(project)));
    }

    /** Replaces the settings of a project. */
    @PUT
    @Path("{project_id}/settings/snapshots")
    @Secured(UPDATE_PROJECT_SNAPSHOT_SETTINGS)
    @Operation(operationId = "setProjectSnapshotSettings", summary = "Replace the snapshot settings of a project")
    public SnapshotSettingsResponse set(@PathParam("project_id") String project, SnapshotConfig body) {
        return settings.set(storage -> new Level.OfProject(new ProjectId(project)), body);
    }

    /** Removes the settings of a project. */
    @DELETE
    @Path("{project_id}/settings/snapshots")
    @Secured(UPDATE_PROJECT_SNAPSHOT_SETTINGS)
    @Operation(
            operationId = "resetProjectSnapshotSettings",
            summary = "Inherit the snapshot settings of a project again")
    public void reset(@PathParam("project_id") String project) {
        settings.reset(storage -> new Level.OfProject(new ProjectId(project)));
    }
}
