package io.eider.rest.reference;

import static io.eider.api.auth.Operation.READ_LOG_LEVEL;
import static io.eider.api.auth.Operation.SET_LOG_LEVEL;

import io.eider.api.log.LogLevel;
import io.eider.rest.Secured;
import io.eider.rest.Services;
import io.eider.rest.reference.ReferenceBodies.LogLevelResponse;
import io.eider.rest.reference.ReferenceBodies.LogLevelUpdate;
import io.eider.rest.reference.ReferenceBodies.MessageResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** The level of Eider's own log (ontology contract, section 2). */
@Path("/admin/logging/level")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reference")
public final class LoggingResource {
    private final Services services;

    /** Over these services. */
    public LoggingResource(Services services) {
        this.services = services;
    }

    /** The level now. */
    @GET
    @Secured(READ_LOG_LEVEL)
    @Operation(operationId = "getLogLevel", summary = "The level of Eider's own log")
    public LogLevelResponse get() {
        return new LogLevelResponse(
                services.logLevels().call(levels -> levels.level().name()));
    }

    /** Another level. */
    @POST
    @Secured(SET_LOG_LEVEL)
    @Operation(operationId = "setLogLevel", summary = "Set the level of Eider's own log until the next start")
    public MessageResponse set(LogLevelUpdate body) {
        LogLevel level = LogLevel.of(body.level()).orElseThrow();
        services.logLevels().run(levels -> levels.set(level));
        return new MessageResponse("Logging level set to " + level.name());
    }
}
