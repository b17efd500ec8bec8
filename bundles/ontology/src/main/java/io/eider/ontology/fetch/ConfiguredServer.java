package io.eider.ontology.fetch;

import io.eider.api.error.ApiException;
import io.eider.api.ontology.FetchedSchema;
import io.eider.api.ontology.Ontology;
import io.eider.api.ontology.SchemaDocument;
import io.eider.api.ontology.SchemaServer;
import io.eider.api.ontology.ServerState;
import io.eider.engine.DataLayout;
import io.eider.ontology.Services;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The ontology server that the configuration names; a changed configuration makes another one. Thread-safe. */
@Component(service = SchemaServer.class, configurationPid = "io.eider.ontology")
@Designate(ocd = FetchConfig.class)
public final class ConfiguredServer implements SchemaServer, AutoCloseable {
    private static final String SOURCE = "ontology";

    private final HttpSchemaServer server;

    /** The server of the configuration; is not asked yet. @throws IllegalArgumentException naming the setting that is wrong */
    @Activate
    public ConfiguredServer(
            FetchConfig config,
            @Reference DataLayout layout,
            @Reference Ontology ontology,
            @Reference Services services) {
        FetchSettings settings = ConfiguredSettings.of(config);
        URI url = settings.url();
        DiskCache disk = new DiskCache(
                layout.paths().dataDir().resolve("ontology"),
                String.valueOf(url),
                settings.limits().maxBytes(),
                settings.keeping().maxSchemas());
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.limits().connect());
        Tls.of(config).ifPresent(client::sslContext);
        this.server = new HttpSchemaServer(
                settings,
                disk,
                new HttpCall(client.build(), settings, Clock.systemUTC()),
                document -> check(ontology, document),
                new FetchMeters(services.meters()::runIfBound, url == null ? SOURCE : url.getAuthority()));
    }

    private static void check(Ontology ontology, SchemaDocument document) throws UnusableDocument {
        try {
            ontology.read(document);
        } catch (ApiException e) {
            throw new UnusableDocument("it is no schema: " + e.details().getOrDefault("reason", e.getMessage()));
        }
    }

    @Override
    public FetchedSchema fetch(String schemaId) {
        return server.fetch(schemaId);
    }

    @Override
    public FetchedSchema refresh(String schemaId) {
        return server.refresh(schemaId);
    }

    @Override
    public void forget(String schemaId) {
        server.forget(schemaId);
    }

    @Override
    public boolean isHealthy() {
        return server.isHealthy();
    }

    @Override
    public ServerState state() {
        return server.state();
    }

    @Override
    @Deactivate
    public void close() {
        server.close();
    }
}
