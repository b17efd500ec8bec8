package io.eider.console;

import io.eider.api.auth.Auth;
import io.eider.api.bridge.Bridges;
import io.eider.api.log.LogLevels;
import io.eider.api.ontology.Ontology;
import io.eider.api.ontology.SchemaServer;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Project;
import io.eider.api.storage.Storage;
import io.eider.api.swap.Swappable;
import io.eider.api.workspace.Workspaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The services of the other bundles, for commands and completers. Karaf's own references would take the commands away while
 * a bundle is replaced; this service stays as long as the console does. Thread-safe.
 */
@Component(service = Services.class, immediate = true)
public final class Services {
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final int PAGE = 1_000;

    private final Swappable<Storage> storage;
    private final Swappable<Auth> auth;
    private final Swappable<Workspaces> workspaces;
    private final Swappable<Bridges> bridges;
    private final Swappable<LogLevels> logLevels;
    private final Swappable<Ontology> ontology;
    private final Swappable<SchemaServer> schemaServer;

    /** Without any service yet. */
    @Activate
    public Services() {
        this(WAIT);
    }

    Services(Duration wait) {
        storage = new Swappable<>("storage", wait);
        auth = new Swappable<>("auth", wait);
        workspaces = new Swappable<>("workspace", wait);
        bridges = new Swappable<>("bridge", wait);
        logLevels = new Swappable<>("metrics", wait);
        ontology = new Swappable<>("ontology", wait);
        schemaServer = new Swappable<>("ontology", wait);
    }

    /** Calls the storage; SERVICE_UNAVAILABLE if there is none. */
    public <R> R storage(Function<Storage, R> call) {
        return storage.call(call);
    }

    /** All projects, the newest first. */
    public List<Project> projects() {
        List<Project> all = new ArrayList<>();
        Page<Project> page;
        do {
            PageRequest next = new PageRequest(PAGE, all.size());
            page = storage.call(service -> service.projects().list(Optional.empty(), next));
            all.addAll(page.items());
        } while (page.items().size() == PAGE);
        return all;
    }

    /** Calls the keys; SERVICE_UNAVAILABLE if there are none. */
    public <R> R auth(Function<Auth, R> call) {
        return auth.call(call);
    }

    /** Calls the workspaces; SERVICE_UNAVAILABLE if there are none. */
    public <R> R workspaces(Function<Workspaces, R> call) {
        return workspaces.call(call);
    }

    /** Calls the bridges; SERVICE_UNAVAILABLE if there are none. */
    public <R> R bridges(Function<Bridges, R> call) {
        return bridges.call(call);
    }

    /** Calls the levels of the log; SERVICE_UNAVAILABLE if there are none. */
    public <R> R logLevels(Function<LogLevels, R> call) {
        return logLevels.call(call);
    }

    /** Calls the ontology; SERVICE_UNAVAILABLE if there is none. */
    public <R> R ontology(Function<Ontology, R> call) {
        return ontology.call(call);
    }

    /** Calls what schemas come from; SERVICE_UNAVAILABLE if it is not there. */
    public <R> R schemaServer(Function<SchemaServer, R> call) {
        return schemaServer.call(call);
    }

    /** Whether a call of storage or keys would not have to wait; for completion, which must not. */
    public boolean areBound() {
        return storage.isBound() && auth.isBound();
    }

    /** As {@link #areBound}, of the workspaces. */
    public boolean areWorkspacesBound() {
        return workspaces.isBound();
    }

    /** As {@link #areBound}, of the bridges. */
    public boolean areBridgesBound() {
        return bridges.isBound();
    }

    /** As {@link #areBound}, of the ontology. */
    public boolean isOntologyBound() {
        return ontology.isBound();
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
    void bindBridges(Bridges service) {
        bridges.bind(service);
    }

    void unbindBridges(Bridges service) {
        bridges.unbind(service);
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
}
