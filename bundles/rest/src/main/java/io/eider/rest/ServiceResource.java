package io.eider.rest;

import static io.eider.api.auth.Operation.INIT_BACKEND;
import static io.eider.api.auth.Operation.READ_SERVICE;
import static io.eider.api.auth.Operation.REMOVE_BACKEND;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.StorageHealth;
import io.eider.rest.body.ServiceBodies;
import io.eider.rest.body.ServiceBodies.BackendResponse;
import io.eider.rest.body.ServiceBodies.HealthResponse;
import io.eider.rest.body.ServiceBodies.ProbeResponse;
import io.eider.rest.body.ServiceBodies.ServiceResponse;
import io.eider.rest.body.ServiceBodies.StoragePathsResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** The service itself and its backend (storage contract, section 1.1). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "service")
public final class ServiceResource {
    /** The version of the API, not of Eider. */
    static final String API_VERSION = "0.1.0";

    /** The name of the API. */
    static final String API_TITLE = "DuckDB Storage API";

    private final Services services;
    private final String docs;

    ServiceResource(Services services, boolean docsEnabled) {
        this.services = services;
        this.docs = docsEnabled ? "/docs" : null;
    }

    /** Where to go from here. */
    @GET
    @Secured(READ_SERVICE)
    @Operation(operationId = "getService", summary = "Name and version of the service")
    public ServiceResponse service() {
        return new ServiceResponse(API_TITLE, API_VERSION, "/health", docs);
    }

    /** Whether data can be read and written. */
    @GET
    @Path("health")
    @Secured(READ_SERVICE)
    @Operation(operationId = "getHealth", summary = "Whether data can be read and written")
    public HealthResponse health() {
        return HealthResponse.of(API_VERSION, requireStorage());
    }

    /** Whether the process runs. */
    @GET
    @Path("health/live")
    @Secured(READ_SERVICE)
    @Operation(operationId = "getLiveness", summary = "Whether the process runs")
    public ProbeResponse live() {
        return new ProbeResponse("alive");
    }

    /** Whether requests can be served. */
    @GET
    @Path("health/ready")
    @Secured(READ_SERVICE)
    @Operation(operationId = "getReadiness", summary = "Whether requests can be served")
    public ProbeResponse ready() {
        if (!services.auth().isBound()) {
            throw new ApiException(ErrorCode.STORAGE_UNAVAILABLE, "The auth service is not available yet");
        }
        requireStorage();
        return new ProbeResponse("ready");
    }

    /** A probe does not wait for a service that is being replaced. */
    private StorageHealth requireStorage() {
        if (!services.storage().isBound()) {
            throw new ApiException(ErrorCode.STORAGE_UNAVAILABLE, "The storage service is not available yet");
        }
        StorageHealth health =
                services.storage().call(storage -> storage.backend().health());
        if (!health.isAvailable()) {
            throw new ApiException(
                    ErrorCode.STORAGE_UNAVAILABLE,
                    "One or more storage paths are not accessible",
                    ServiceBodies.directories(health));
        }
        return health;
    }

    /** Makes missing directories. */
    @POST
    @Path("backend/init")
    @Secured(INIT_BACKEND)
    @Operation(operationId = "initBackend", summary = "Make missing storage directories")
    public BackendResponse init() {
        return services.storage().call(storage -> {
            List<String> created = storage.backend().init();
            String message = "Backend initialized successfully"
                    + (created.isEmpty() ? "" : " (created: " + String.join(", ", created) + ")");
            return new BackendResponse(
                    true, message, StoragePathsResponse.of(storage.backend().paths()));
        });
    }

    /** Acknowledges; nothing is ever deleted this way. */
    @POST
    @Path("backend/remove")
    @Secured(REMOVE_BACKEND)
    @Operation(operationId = "removeBackend", summary = "Acknowledge a removal; deletes nothing")
    public BackendResponse remove() {
        return new BackendResponse(true, "Backend removal acknowledged (no-op)", null);
    }
}
