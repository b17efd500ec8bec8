package io.eider.rest;

import io.eider.api.auth.Auth;
import io.eider.api.auth.WorkspaceCredentials;
import io.eider.api.log.LogLevels;
import io.eider.api.meter.Meters;
import io.eider.api.meter.Scrape;
import io.eider.api.ontology.Ontology;
import io.eider.api.ontology.OntologyHome;
import io.eider.api.ontology.SchemaServer;
import io.eider.api.storage.Storage;
import io.eider.api.swap.Swappable;
import io.eider.api.workspace.Workspaces;
import java.time.Duration;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The services of other bundles, each replaceable while requests run (ADR-0005). Thread-safe. */
@Component(service = Services.class, configurationPid = RestConfig.PID)
@Designate(ocd = RestConfig.class)
public final class Services {
    private static final int MAX_WAIT_SECONDS = 600;

    private final Swappable<Storage> storage;
    private final Swappable<Auth> auth;
    private final Swappable<WorkspaceCredentials> credentials;
    private final Swappable<Workspaces> workspaces;
    private final Swappable<Meters> meters;
    private final Swappable<Scrape> scrape;
    private final Swappable<Ontology> ontology;
    private final Swappable<SchemaServer> schemaServer;
    private final Swappable<OntologyHome> home;
    private final Swappable<LogLevels> logLevels;

    /** As a component. */
    @Activate
    public Services(RestConfig config) {
        this(wait(config.swap_wait_seconds()));
    }

    /**
     * Nothing is bound yet.
     *
     * @param wait how long a call waits for a service that is being replaced
     */
    public Services(Duration wait) {
        this.storage = new Swappable<>("storage", wait);
        this.auth = new Swappable<>("auth", wait);
        credentials = new Swappable<>("credentials", wait);
        this.workspaces = new Swappable<>("workspaces", wait);
        this.meters = new Swappable<>("metrics", wait);
        this.scrape = new Swappable<>("metrics", wait);
        this.ontology = new Swappable<>("ontology", wait);
        this.schemaServer = new Swappable<>("ontology", wait);
        this.home = new Swappable<>("ontology", wait);
        this.logLevels = new Swappable<>("metrics", wait);
    }

    private static Duration wait(int seconds) {
        if (seconds < 0 || seconds > MAX_WAIT_SECONDS) {
            throw new IllegalArgumentException(
                    RestConfig.PID + ": swap.wait.seconds must be 0 to " + MAX_WAIT_SECONDS + ", not " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }

    /** Storage. */
    public Swappable<Storage> storage() {
        return storage;
    }

    /** Keys and callers. */
    public Swappable<Auth> auth() {
        return auth;
    }

    /** Workspaces and their sessions. */
    public Swappable<Workspaces> workspaces() {
        return workspaces;
    }

    /** User names and passwords of workspaces. */
    public Swappable<WorkspaceCredentials> credentials() {
        return credentials;
    }

    /** The text of all meters. */
    public Swappable<Scrape> scrape() {
        return scrape;
    }

    /** Schemas and the tables that follow them. */
    public Swappable<Ontology> ontology() {
        return ontology;
    }

    /** The ontology server. */
    public Swappable<SchemaServer> schemaServer() {
        return schemaServer;
    }

    /** Where the tables of the reference endpoints are. */
    public Swappable<OntologyHome> home() {
        return home;
    }

    /** The level of the log. */
    public Swappable<LogLevels> logLevels() {
        return logLevels;
    }

    /** Counts something, unless nobody counts; a request never waits for its metrics. */
    public void meter(Consumer<Meters> count) {
        meters.runIfBound(count);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindStorage(Storage service) {
        storage.bind(service);
    }

    void unbindStorage(Storage service) {
        storage.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAuth(Auth service) {
        auth.bind(service);
    }

    void unbindAuth(Auth service) {
        auth.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCredentials(WorkspaceCredentials service) {
        credentials.bind(service);
    }

    void unbindCredentials(WorkspaceCredentials service) {
        credentials.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindWorkspaces(Workspaces service) {
        workspaces.bind(service);
    }

    void unbindWorkspaces(Workspaces service) {
        workspaces.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindMeters(Meters service) {
        meters.bind(service);
    }

    void unbindMeters(Meters service) {
        meters.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindScrape(Scrape service) {
        scrape.bind(service);
    }

    void unbindScrape(Scrape service) {
        scrape.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindOntology(Ontology service) {
        ontology.bind(service);
    }

    void unbindOntology(Ontology service) {
        ontology.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSchemaServer(SchemaServer service) {
        schemaServer.bind(service);
    }

    void unbindSchemaServer(SchemaServer service) {
        schemaServer.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindOntologyHome(OntologyHome service) {
        home.bind(service);
    }

    void unbindOntologyHome(OntologyHome service) {
        home.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindLogLevels(LogLevels service) {
        logLevels.bind(service);
    }

    void unbindLogLevels(LogLevels service) {
        logLevels.unbind(service);
    }
}
