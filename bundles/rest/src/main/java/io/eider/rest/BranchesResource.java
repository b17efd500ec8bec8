package io.eider.rest;

import static io.eider.api.auth.Operation.CREATE_BRANCH;
import static io.eider.api.auth.Operation.DELETE_BRANCH;
import static io.eider.api.auth.Operation.MERGE_BRANCH;
import static io.eider.api.auth.Operation.PULL_TABLE;
import static io.eider.api.auth.Operation.READ_BRANCH;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.PageRequest;
import io.eider.rest.body.BranchBodies.BranchCreate;
import io.eider.rest.body.BranchBodies.BranchDetailResponse;
import io.eider.rest.body.BranchBodies.BranchListResponse;
import io.eider.rest.body.BranchBodies.BranchMerge;
import io.eider.rest.body.BranchBodies.BranchResponse;
import io.eider.rest.body.BranchBodies.MergeResponse;
import io.eider.rest.body.BranchBodies.PullResponse;
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

/** Dev branches (storage contract, section 1.13). */
@Path("/projects/{project_id}/branches")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "branches")
public final class BranchesResource {
    private final Services services;

    BranchesResource(Services services) {
        this.services = services;
    }

    /** Makes a branch. */
    @POST
    @Created
    @Secured(CREATE_BRANCH)
    @Operation(operationId = "createBranch", summary = "Make a dev branch; it costs nothing until a table is written")
    public BranchResponse create(@PathParam("project_id") String project, BranchCreate body) {
        ProjectId id = new ProjectId(project);
        return services.storage()
                .call(storage -> BranchResponse.of(
                        storage.branches().create(id, body.name(), Optional.ofNullable(body.description()))));
    }

    /** Branches, newest first. */
    @GET
    @Secured(READ_BRANCH)
    @Operation(operationId = "listBranches", summary = "Dev branches, newest first")
    public BranchListResponse list(
            @PathParam("project_id") String project,
            @QueryParam("limit")
                    @DefaultValue("100")
                    @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "1000"))
                    String limit,
            @QueryParam("offset") @DefaultValue("0") @Parameter(schema = @Schema(type = "integer", minimum = "0"))
                    String offset) {
        QueryReader query = new QueryReader();
        PageRequest page = new PageRequest(
                query.integer("limit", limit, 1, 1000), query.integer("offset", offset, 0, Integer.MAX_VALUE));
        query.check();

        ProjectId id = new ProjectId(project);
        return services.storage()
                .call(storage ->
                        BranchListResponse.of(storage.branches().list(id, page).items()));
    }

    /** One branch. */
    @GET
    @Path("{branch_id}")
    @Secured(READ_BRANCH)
    @Operation(operationId = "getBranch", summary = "One dev branch with its own tables")
    public BranchDetailResponse get(@PathParam("project_id") String project, @PathParam("branch_id") String branch) {
        ProjectId id = new ProjectId(project);
        return services.storage()
                .call(storage ->
                        BranchDetailResponse.of(storage.branches().get(id, PathIds.branch(storage, id, branch))));
    }

    /** Removes a branch, its keys and workspaces first, so that none outlives what it opens. */
    @DELETE
    @Path("{branch_id}")
    @Secured(DELETE_BRANCH)
    @Operation(
            operationId = "deleteBranch",
            summary = "Delete a dev branch with its own tables, snapshots, workspaces and keys")
    public void delete(@PathParam("project_id") String project, @PathParam("branch_id") String branch) {
        ProjectId id = new ProjectId(project);
        services.storage().run(storage -> {
            BranchId branchId = PathIds.branch(storage, id, branch);
            storage.branches().get(id, branchId);
            services.auth().run(auth -> auth.removeAll(id, branchId));
            services.workspaces().run(workspaces -> workspaces.removeAll(id, branchId));
            storage.branches().drop(id, branchId);
        });
    }

    /** Gives up the branch's copy of a table. */
    @POST
    @Path("{branch_id}/tables/{bucket_name}/{table_name}/pull")
    @Secured(PULL_TABLE)
    @Operation(
            operationId = "pullTable",
            summary = "Drop the branch's copy of a table and read the default branch again")
    public PullResponse pull(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table) {
        return services.storage().call(storage -> {
            TableId id = new TableId(PathIds.bucket(storage, project, branch, bucket), table);
            return PullResponse.of(id, storage.branches().pull(id));
        });
    }

    /** Brings tables of the branch into the default branch. */
    @POST
    @Path("{branch_id}/merge")
    @Secured(MERGE_BRANCH)
    @Operation(operationId = "mergeBranch", summary = "Make tables of the branch the default branch's, all or none")
    public MergeResponse merge(
            @PathParam("project_id") String project, @PathParam("branch_id") String branch, BranchMerge body) {
        ProjectId id = new ProjectId(project);
        return services.storage().call(storage -> {
            BranchId branchId = PathIds.branch(storage, id, branch);
            return MergeResponse.of(storage.branches().merge(id, branchId, body.toRequest(id, branchId)));
        });
    }
}
