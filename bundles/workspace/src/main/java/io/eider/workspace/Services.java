package io.eider.workspace;

import io.eider.api.auth.WorkspaceCredentials;
import io.eider.api.bridge.Bridges;
import io.eider.api.meter.Meters;
import io.eider.api.storage.Storage;
import io.eider.api.swap.Swappable;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The services of other bundles, each replaceable while sessions run (ADR-0005). Thread-safe. */
@Component(service = Services.class)
public final class Services {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Swappable<Storage> storage = new Swappable<>("storage", WAIT);
    private final Swappable<Bridges> bridges = new Swappable<>("bridge", WAIT);
    private final Swappable<WorkspaceCredentials> credentials = new Swappable<>("credentials", WAIT);
    private final Swappable<Meters> meters = new Swappable<>("metrics", WAIT);

    /** Without any service yet. */
    @Activate
    public Services() {}

    /** With services that stay, as tests use it. */
    public Services(Storage storage, Bridges bridges, WorkspaceCredentials credentials) {
        bindStorage(storage);
        bindBridges(bridges);
        bindCredentials(credentials);
    }

    /** The storage. */
    public Swappable<Storage> storage() {
        return storage;
    }

    /** The bridges. */
    public Swappable<Bridges> bridges() {
        return bridges;
    }

    /** The credentials. */
    public Swappable<WorkspaceCredentials> credentials() {
        return credentials;
    }

    /** The meters. */
    public Swappable<Meters> meters() {
        return meters;
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
    void bindMeters(Meters service) {
        meters.bind(service);
    }

    void unbindMeters(Meters service) {
        meters.unbind(service);
    }
}
