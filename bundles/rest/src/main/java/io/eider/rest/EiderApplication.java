package io.eider.rest;

import io.eider.rest.reference.AdminTablesResource;
import io.eider.rest.reference.LoggingResource;
import io.eider.rest.reference.MonitoringResource;
import io.eider.rest.reference.OpsResource;
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
            OperationsResource.class,
            WorkspacesResource.class,
            BranchWorkspacesResource.class,
            WorkspaceQueryResource.class,
            WorkspaceSessionsResource.class,
            PgwireResource.class,
            OpsResource.class,
            AdminTablesResource.class,
            LoggingResource.class,
            MonitoringResource.class,
            OntologySchemasResource.class,
            OntologyServerResource.class,
            OntologyBindingsResource.class,
            OntologyMigrationsResource.class,
            BindingsResource.class,
            TableOntologyResource.class);

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
        MetricsResource metrics = new MetricsResource(services);
        WorkspaceCalls workspaces = new WorkspaceCalls(services, settings);
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
                metrics,
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
                new OperationsResource(services),
                new WorkspacesResource(workspaces),
                new BranchWorkspacesResource(workspaces),
                new WorkspaceQueryResource(workspaces, settings.queryMaxBytes()),
                new WorkspaceSessionsResource(workspaces),
                new PgwireResource(services, settings.serviceToken()),
                new OpsResource(services),
                new AdminTablesResource(services),
                new LoggingResource(services),
                new MonitoringResource(services, metrics),
                new OntologySchemasResource(services),
                new OntologyServerResource(services),
                new OntologyBindingsResource(services),
                new OntologyMigrationsResource(services),
                new BindingsResource(services),
                new TableOntologyResource(services));
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
     * @param pgwireHost for PostgreSQL clients
     * @param pgwirePort for PostgreSQL clients
     * @param queryMaxBytes of the answer to SQL
     * @param serviceToken of a PostgreSQL front in another process; blank for none
     */
    record Settings(
            boolean debug,
            int requestMaxBytes,
            boolean docsEnabled,
            String pgwireHost,
            int pgwirePort,
            long queryMaxBytes,
            String serviceToken) {
        private static final int MAX_PORT = 65_535;

        static Settings of(RestConfig config) {
            return new Settings(
                    config.debug(),
                    config.request_max_bytes(),
                    config.docs_enabled(),
                    config.pgwire_host(),
                    config.pgwire_port(),
                    config.query_max_bytes(),
                    config._pgwire_service_token());
        }

        Settings {
            require(requestMaxBytes >= 1, "request.max.bytes must be 1 or more, not " + requestMaxBytes);
            require(queryMaxBytes >= 1, "query.max.bytes must be 1 or more, not " + queryMaxBytes);
            require(
                    pgwirePort >= 1 && pgwirePort <= MAX_PORT,
                    "pgwire.port must be 1 to " + MAX_PORT + ", not " + pgwirePort);
        }

        private static void require(boolean isGood, String message) {
            if (!isGood) {
                throw new IllegalArgumentException(RestConfig.PID + ": " + message);
            }
        }
    }
}
