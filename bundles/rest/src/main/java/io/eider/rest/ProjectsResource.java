package io.eider.rest;

import static io.eider.api.auth.Operation.CREATE_PROJECT;
import static io.eider.api.auth.Operation.DELETE_PROJECT;
import static io.eider.api.auth.Operation.LIST_PROJECTS;
import static io.eider.api.auth.Operation.READ_PROJECT;
import static io.eider.api.auth.Operation.UPDATE_PROJECT;

import io.eider.api.auth.IssuedKey;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.NewProject;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Project;
import io.eider.api.storage.ProjectChange;
import io.eider.api.storage.Projects;
import io.eider.rest.body.ProjectBodies.ProjectCreate;
import io.eider.rest.body.ProjectBodies.ProjectCreateResponse;
import io.eider.rest.body.ProjectBodies.ProjectListResponse;
import io.eider.rest.body.ProjectBodies.ProjectResponse;
import io.eider.rest.body.ProjectBodies.ProjectStatsResponse;
import io.eider.rest.body.ProjectBodies.ProjectUpdate;
import io.eider.rest.body.QueryReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.function.Function;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;

/** Projects (storage contract, section 1.2). */
@Path("/projects")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "projects")
public final class ProjectsResource {
    private final Services services;

    ProjectsResource(Services services) {
        this.services = services;
    }

    /** Makes a project and its first key; without the key there is no project. */
    @POST
    @Created
    @Secured(CREATE_PROJECT)
    @Operation(operationId = "createProject", summary = "Make a project; its first key is shown once")
    public ProjectCreateResponse create(ProjectCreate body) {
        ProjectId id = new ProjectId(body.id());
        NewProject wanted = new NewProject(id, Optional.ofNullable(body.name()), Optional.ofNullable(body.settings()));
        return services.storage().call(storage -> {
            Project project = storage.projects().create(wanted);
            return ProjectCreateResponse.of(project, firstKey(storage.projects(), id));
        });
    }

    private IssuedKey firstKey(Projects projects, ProjectId id) {
        try {
            return services.auth().call(auth -> auth.issueFirst(id));
        } catch (RuntimeException e) {
            projects.drop(id);
            throw e;
        }
    }

    /** Projects, newest first. */
    @GET
    @Secured(LIST_PROJECTS)
    @Operation(operationId = "listProjects", summary = "Projects, newest first")
    public ProjectListResponse list(
            @QueryParam("status") String status,
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
        return services.storage()
                .call(storage -> ProjectListResponse.of(storage.projects().list(Optional.ofNullable(status), page)));
    }

    /** One project. */
    @GET
    @Path("{project_id}")
    @Secured(READ_PROJECT)
    @Operation(operationId = "getProject", summary = "One project")
    public ProjectResponse get(@PathParam("project_id") String project) {
        ProjectId id = new ProjectId(project);
        return own(projects -> ProjectResponse.of(projects.get(id)));
    }

    /** Changes what the body names. */
    @PUT
    @Path("{project_id}")
    @Secured(UPDATE_PROJECT)
    @Operation(operationId = "updateProject", summary = "Change name or settings")
    public ProjectResponse update(@PathParam("project_id") String project, ProjectUpdate body) {
        ProjectId id = new ProjectId(project);
        ProjectChange change =
                new ProjectChange(Optional.ofNullable(body.name()), Optional.ofNullable(body.settings()));
        return own(projects -> ProjectResponse.of(projects.update(id, change)));
    }

    /** Removes a project, its keys and workspaces first, so that none outlives what it opens. */
    @DELETE
    @Path("{project_id}")
    @Secured(DELETE_PROJECT)
    @Operation(operationId = "deleteProject", summary = "Delete a project and all it holds")
    public void delete(@PathParam("project_id") String project) {
        ProjectId id = new ProjectId(project);
        own(projects -> {
            projects.get(id);
            services.auth().run(auth -> auth.removeAll(id));
            services.workspaces().run(workspaces -> workspaces.removeAll(id));
            projects.drop(id);
            return null;
        });
    }

    /** What a project holds. */
    @GET
    @Path("{project_id}/stats")
    @Secured(READ_PROJECT)
    @Operation(operationId = "getProjectStats", summary = "What a project holds")
    public ProjectStatsResponse stats(@PathParam("project_id") String project) {
        ProjectId id = new ProjectId(project);
        return own(projects -> ProjectStatsResponse.of(projects.get(id)));
    }

    /** A project's own endpoints say {@code not_found} where all others say {@code project_not_found} (C1b). */
    private <R> R own(Function<Projects, R> call) {
        try {
            return services.storage().call(storage -> call.apply(storage.projects()));
        } catch (ApiException e) {
            if (e.code() == ErrorCode.PROJECT_NOT_FOUND) {
                throw new ApiException(ErrorCode.GENERIC_NOT_FOUND, e.getMessage(), e.details(), e);
            }
            throw e;
        }
    }
}
