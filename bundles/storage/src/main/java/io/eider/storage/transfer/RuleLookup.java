package io.eider.storage.transfer;

import io.eider.api.storage.RowRuleSource;
import io.eider.api.storage.RowRules;
import io.eider.api.storage.Table;
import io.eider.api.swap.Swappable;
import java.time.Duration;
import java.util.Optional;

/**
 * The service that knows the rules of tables, if there is one. Once there was one, an import waits for the next, so that none passes
 * unchecked while a bundle is replaced (ADR-0023). Thread-safe.
 */
public final class RuleLookup {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Swappable<RowRuleSource> source = new Swappable<>("row rules", WAIT);
    private volatile boolean wasBound;

    /** Makes a service the one that is asked. */
    public void bind(RowRuleSource service) {
        wasBound = true;
        source.bind(service);
    }

    /** Takes a service away. */
    public void unbind(RowRuleSource service) {
        source.unbind(service);
    }

    /** @throws io.eider.api.error.ApiException SERVICE_UNAVAILABLE if the service left and no other came in time */
    Optional<RowRules> of(Table table) {
        return wasBound ? source.call(service -> service.rulesOf(table.id(), table.createdAt())) : Optional.empty();
    }
}
