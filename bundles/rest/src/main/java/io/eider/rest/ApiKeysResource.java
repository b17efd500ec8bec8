package io.eider.rest;

import static io.eider.api.auth.Operation.CREATE_API_KEY;
import static io.eider.api.auth.Operation.READ_API_KEY;
import static io.eider.api.auth.Operation.REVOKE_API_KEY;
import static io.eider.api.auth.Operation.ROTATE_API_KEY;

import io.eider.api.auth.Auth;
import io.eider.api.id.BranchId;
import io.eider.api.id.KeyId;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.Storage;
import io.eider.rest.body.ApiKeyBodies.ApiKeyCreate;
import io.eider.rest.body.ApiKeyBodies.ApiKeyCreateResponse;
import io.eider.rest.body.ApiKeyBodies.ApiKeyListResponse;
import io.eider.rest.body.ApiKeyBodies.ApiKeyResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** API keys of a project (storage contract, section 1.3). */
@Path("/projects/{project_id}/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "api-keys")
public final class ApiKeysResource {
    private final Services services;

    ApiKeysResource(Services services) {
        this.services = services;
    }

    /** Makes a key. */
    @POST
    @Created
    @Secured(CREATE_API_KEY)
    @Operation(operationId = "createApiKey", summary = "Make a key; it is shown once")
    public ApiKeyCreateResponse create(@PathParam("project_id") String project, ApiKeyCreate body) {
        ProjectId id = new ProjectId(project);
        Optional<BranchId> branch = services.storage().call(storage -> branch(storage, id, body));
        return services.auth().call(auth -> ApiKeyCreateResponse.of(auth.issue(body.toNewKey(id, branch))));
    }

    /** The branch, which has to exist if the scope is one of a branch; whether scope and branch fit is auth's to say. */
    private static Optional<BranchId> branch(Storage storage, ProjectId project, ApiKeyCreate body) {
        storage.projects().get(project);
        if (body.branchId() == null) {
            return Optional.empty();
        }
        if (!body.toScope().isOfBranch()) {
            return Optional.of(BranchId.DEFAULT);
        }
        BranchId branch = PathIds.branch(storage, project, body.branchId());
        storage.projects().requireBranch(project, branch);
        return Optional.of(branch);
    }

    /** Keys that are not revoked. */
    @GET
    @Secured(READ_API_KEY)
    @Operation(operationId = "listApiKeys", summary = "Keys that are not revoked, newest first")
    public ApiKeyListResponse list(@PathParam("project_id") String project) {
        return inProject(project, (id, auth) -> ApiKeyListResponse.of(auth.list(id)));
    }

    /** One key. */
    @GET
    @Path("{key_id}")
    @Secured(READ_API_KEY)
    @Operation(operationId = "getApiKey", summary = "One key, revoked or not")
    public ApiKeyResponse get(@PathParam("project_id") String project, @PathParam("key_id") String key) {
        return inProject(project, (id, auth) -> ApiKeyResponse.of(auth.get(id, new KeyId(key))));
    }

    /** Revokes a key. */
    @DELETE
    @Path("{key_id}")
    @Secured(REVOKE_API_KEY)
    @Operation(operationId = "revokeApiKey", summary = "Revoke a key")
    public void revoke(@PathParam("project_id") String project, @PathParam("key_id") String key) {
        inProject(project, (id, auth) -> {
            auth.revoke(id, new KeyId(key));
            return null;
        });
    }

    /** Replaces a key by a new one. */
    @POST
    @Path("{key_id}/rotate")
    @Created
    @Secured(ROTATE_API_KEY)
    @Operation(operationId = "rotateApiKey", summary = "Replace a key by a new one of the same kind")
    public ApiKeyCreateResponse rotate(@PathParam("project_id") String project, @PathParam("key_id") String key) {
        return inProject(project, (id, auth) -> ApiKeyCreateResponse.of(auth.rotate(id, new KeyId(key))));
    }

    private <R> R inProject(String project, KeyCall<R> call) {
        ProjectId id = new ProjectId(project);
        services.storage().run(storage -> storage.projects().get(id));
        return services.auth().call(auth -> call.apply(id, auth));
    }

    /** A call about the keys of a project that exists. */
    @FunctionalInterface
    private interface KeyCall<R> {
        R apply(ProjectId project, Auth auth);
    }
}
