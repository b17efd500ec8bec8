package io.eider.console;

import io.eider.api.auth.Auth;
import io.eider.api.storage.Storage;
import io.eider.api.swap.Swappable;
import java.time.Duration;
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

    private final Swappable<Storage> storage;
    private final Swappable<Auth> auth;

    /** Without any service yet. */
    @Activate
    public Services() {
        this(WAIT);
    }

    Services(Duration wait) {
        storage = new Swappable<>("storage", wait);
        auth = new Swappable<>("auth", wait);
    }

    /** Calls the storage; SERVICE_UNAVAILABLE if there is none. */
    public <R> R storage(Function<Storage, R> call) {
        return storage.call(call);
    }

    /** Calls the keys; SERVICE_UNAVAILABLE if there are none. */
    public <R> R auth(Function<Auth, R> call) {
        return auth.call(call);
    }

    /** Whether a call would not have to wait; for completion, which must not. */
    public boolean areBound() {
        return storage.isBound() && auth.isBound();
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
}
