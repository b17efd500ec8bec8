package io.eider.ontology;

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

/** The services of other bundles, each replaceable while migrations run (ADR-0005). Thread-safe. */
@Component(service = Services.class)
public final class Services {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Swappable<Storage> storage = new Swappable<>("storage", WAIT);
    private final Swappable<Meters> meters = new Swappable<>("metrics", WAIT);

    /** Without any service yet. */
    @Activate
    public Services() {}

    /** With services that stay, as tests use it. */
    public Services(Storage storage) {
        bindStorage(storage);
    }

    /** The storage. */
    public Swappable<Storage> storage() {
        return storage;
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
    void bindMeters(Meters service) {
        meters.bind(service);
    }

    void unbindMeters(Meters service) {
        meters.unbind(service);
    }
}
