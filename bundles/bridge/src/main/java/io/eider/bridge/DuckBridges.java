package io.eider.bridge;

import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.BridgeSource;
import io.eider.api.bridge.BridgeTarget;
import io.eider.api.bridge.Bridges;
import io.eider.api.bridge.Permission;
import io.eider.api.bridge.PublishedTables;
import io.eider.api.bridge.TableName;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Storage;
import io.eider.api.swap.Swappable;
import java.time.Duration;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Opens bridges (ADR-0004). Keeps nothing: a bridge knows what it has attached and takes it away. */
@Component(service = Bridges.class)
public final class DuckBridges implements Bridges {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Swappable<Storage> storage = new Swappable<>("storage", WAIT);

    /** Without storage yet. */
    @Activate
    public DuckBridges() {}

    /** Over a storage, as tests and embedders use it. */
    public DuckBridges(Storage storage) {
        this.storage.bind(storage);
    }

    @Override
    public Bridge open(BridgeSource source, BridgeTarget target, String catalog, Map<TableName, Permission> tables) {
        if (tables.isEmpty()) {
            throw new ApiException(ErrorCode.INVALID_REQUEST, "A bridge needs at least one table");
        }
        PublishedTables published = (PublishedTables) source;
        for (TableName name : tables.keySet()) {
            if (!published.tables().containsKey(name)) {
                throw new ApiException(
                        ErrorCode.INVALID_REQUEST,
                        "The source does not list " + name.schema() + "." + name.name(),
                        Map.of("schema", name.schema(), "table", name.name()));
            }
        }
        return storage.call(service -> PublishedBridge.open(service.published(), published, target, catalog, tables));
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
}
