package io.eider.rest;

import static io.eider.api.auth.Operation.PROFILE_TABLE;

import io.eider.api.id.TableId;
import io.eider.api.storage.ProfileMode;
import io.eider.rest.body.ProfileBodies.TableProfileResponse;
import io.eider.rest.body.QueryReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;

/** Statistics of tables (storage contract, section 1.8). */
@Path("/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/tables")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tables")
public final class ProfilesResource {
    private static final List<String> MODES =
            Arrays.stream(ProfileMode.values()).map(ProfileMode::wireName).toList();

    private final Services services;

    ProfilesResource(Services services) {
        this.services = services;
    }

    /** Looks at every value of a table. */
    @POST
    @Path("{table_name}/profile")
    @Secured(PROFILE_TABLE)
    @Operation(
            operationId = "profileTable",
            summary = "Statistics of every column",
            description = "NaN and infinities count as values and are left out of averages, quantiles and outliers. "
                    + "A histogram is null for more than 1000 different values.")
    public TableProfileResponse profile(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            @QueryParam("mode")
                    @DefaultValue("basic")
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"basic", "full", "distribution", "quality"}))
                    String mode) {
        QueryReader query = new QueryReader();
        String wanted = query.literal("mode", mode, MODES);
        query.check();
        return services.storage()
                .call(storage -> TableProfileResponse.of(storage.profiles()
                        .profile(
                                new TableId(PathIds.bucket(storage, project, branch, bucket), table),
                                ProfileMode.valueOf(wanted.toUpperCase(Locale.ROOT)))));
    }
}
