package io.eider.rest.reference;

import static io.eider.api.auth.Operation.READ_SERVICE;

import io.eider.rest.MetricsResource;
import io.eider.rest.Secured;
import io.eider.rest.Services;
import io.eider.rest.Streamed;
import io.eider.rest.reference.ReferenceBodies.MonitoringHealthResponse;
import io.eider.rest.reference.ReferenceBodies.SystemResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;

/** The monitoring paths of the reference service (ontology contract, section 2). */
@Path("/monitoring")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reference")
public final class MonitoringResource {
    /** What the reference service says, for clients that look at it. */
    private static final String VERSION = "1.0.1";

    private final Services services;
    private final MetricsResource metrics;
    private final SystemUse use = new SystemUse();

    /** Over these services. */
    public MonitoringResource(Services services, MetricsResource metrics) {
        this.services = services;
        this.metrics = metrics;
    }

    /** Whether the process runs. */
    @GET
    @Path("health")
    @Secured(READ_SERVICE)
    @Operation(operationId = "getMonitoringHealth", summary = "Whether the process runs")
    public MonitoringHealthResponse health() {
        return new MonitoringHealthResponse("healthy", VERSION);
    }

    /** As /metrics. */
    @GET
    @Path("metrics")
    @Streamed
    @Secured(READ_SERVICE)
    @Operation(
            operationId = "getMonitoringMetrics",
            summary = "As /metrics",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content = @Content(mediaType = "text/plain", schema = @Schema(type = "string"))))
    public void metrics(@Context HttpServletRequest request) {
        metrics.metrics(request);
    }

    /** Percents in use. */
    @GET
    @Path("metrics/system")
    @Secured(READ_SERVICE)
    @Operation(operationId = "getSystemUse", summary = "Percents of processors, memory and disk in use")
    public SystemResponse system() {
        SystemResponse now = use.now();
        services.meter(meters -> {
            meters.gauge("system_cpu_usage", "Processors in use, in percent").set(now.cpu());
            meters.gauge("system_memory_usage", "Memory in use, in percent").set(now.memory());
            meters.gauge("system_disk_usage", "Root file system in use, in percent")
                    .set(now.disk());
        });
        return now;
    }
}
