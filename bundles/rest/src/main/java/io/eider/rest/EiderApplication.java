package io.eider.rest;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import javax.ws.rs.core.Application;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationBase;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;

/**
 * The REST API as one JAX-RS application. Resources, gate and error mapping come together as its singletons, not one by one
 * over the whiteboard, so no resource is ever reachable without the gate before it.
 */
@Component(service = Application.class, configurationPid = RestConfig.PID, immediate = true)
@JaxrsName("eider")
@JaxrsApplicationBase("/")
public final class EiderApplication extends Application {
    /** The classes whose methods serve requests. */
    static final List<Class<?>> RESOURCES = List.of(
            ServiceResource.class,
            ProjectsResource.class,
            ApiKeysResource.class,
            BucketsResource.class,
            TablesResource.class,
            TransfersResource.class,
            FilesResource.class,
            DownloadsResource.class,
            MetricsResource.class,
            OpenApiResource.class,
            DocsResource.class,
            BranchesResource.class,
            SharingResource.class,
            SnapshotsResource.class,
            SharedBucketsResource.class,
            ProjectSnapshotSettingsResource.class,
            BucketSnapshotSettingsResource.class,
            TableSnapshotSettingsResource.class,
            SchemasResource.class,
            RowsResource.class,
            ProfilesResource.class,
            OperationsResource.class);

    private final Set<Object> singletons;

    /** As a component. */
    @Activate
    public EiderApplication(@Reference Services services, RestConfig config) {
        this(services, Settings.of(config));
    }

    /** The application over these services. */
    EiderApplication(Services services, Settings settings) {
        Endpoints endpoints = new Endpoints(RESOURCES);
        RestMeters meters = new RestMeters(services);
        this.singletons = Set.of(
                new Gatekeeper(services, endpoints, settings.requestMaxBytes()),
                new ReplayFilter(services, endpoints, meters),
                new ErrorMapper(endpoints, settings.debug()),
                new JsonReader(),
                new JsonWriter(),
                new Created.Filter(),
                new ServiceResource(services, settings.docsEnabled()),
                new ProjectsResource(services),
                new ApiKeysResource(services),
                new BucketsResource(services),
                new TablesResource(services),
                new TransfersResource(services, meters),
                new FilesResource(services, meters),
                new DownloadsResource(services, meters),
                new MetricsResource(services),
                new OpenApiResource(endpoints),
                new DocsResource(settings.docsEnabled()),
                new BranchesResource(services),
                new SharingResource(services, meters),
                new SnapshotsResource(services, meters),
                new SharedBucketsResource(services),
                new ProjectSnapshotSettingsResource(services),
                new BucketSnapshotSettingsResource(services),
                new TableSnapshotSettingsResource(services),
                new SchemasResource(services, meters),
                new RowsResource(services),
                new ProfilesResource(services),
                new OperationsFilter(services, meters, Clock.systemUTC()),
                new OperationsResource(services));
    }

    @Override
    public Set<Object> getSingletons() {
        return singletons;
    }

    /**
     * The settings, checked.
     *
     * @param debug whether clients see the text of an unforeseen fault
     * @param requestMaxBytes of a JSON body
     * @param docsEnabled whether /docs is there
     */
    record Settings(boolean debug, int requestMaxBytes, boolean docsEnabled) {
        static Settings of(RestConfig config) {
            return new Settings(config.debug(), config.request_max_bytes(), config.docs_enabled());
        }

        Settings {
            if (requestMaxBytes < 1) {
                throw new IllegalArgumentException(
                        RestConfig.PID + ": request.max.bytes must be 1 or more, not " + requestMaxBytes);
            }
        }
    }
}
