package io.eider.bridge;

import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.BridgeDescription;
import io.eider.api.bridge.BridgeSource;
import io.eider.api.bridge.BridgeTarget;
import io.eider.api.bridge.Bridges;
import io.eider.api.bridge.LiveInstance;
import io.eider.api.bridge.LiveRegistration;
import io.eider.api.bridge.LiveTables;
import io.eider.api.bridge.Permission;
import io.eider.api.bridge.PublishedTables;
import io.eider.api.bridge.TableName;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.meter.Meters;
import io.eider.api.storage.Storage;
import io.eider.api.swap.Swappable;
import io.eider.bridge.jdbc.Transports;
import io.eider.bridge.live.LiveBridge;
import io.eider.bridge.live.LiveSources;
import io.eider.bridge.published.PublishedBridge;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Opens bridges (ADR-0004). A bridge knows what it has attached and takes it away. */
@Component(service = Bridges.class, immediate = true)
public final class DuckBridges implements Bridges {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Swappable<Storage> storage = new Swappable<>("storage", WAIT);
    private final Swappable<Meters> meters = new Swappable<>("metrics", WAIT);
    private final LiveSources sources = new LiveSources(Clock.systemUTC());
    private final Set<Bridge> open = ConcurrentHashMap.newKeySet();
    private final Transports transports;
    private final LiveBridge.Shared shared;
    private final PublishedBridge.Environment environment;

    /** Without storage yet. */
    @Activate
    public DuckBridges() {
        this.transports = new Transports(meters);
        this.shared = new LiveBridge.Shared(sources, transports, open::remove);
        this.environment = new PublishedBridge.Environment(
                (table, link) -> storage.call(service -> service.published().link(table, link)),
                (table, file, wait, rules) ->
                        storage.call(service -> service.writes().begin(table, file, wait, rules)),
                transports,
                open::remove);
    }

    /** For bridges over live instances, as embedders use it. */
    public DuckBridges(Meters meters) {
        this();
        this.meters.bind(meters);
    }

    /** Over a storage, as tests and embedders use it. */
    public DuckBridges(Storage storage, Meters meters) {
        this(meters);
        this.storage.bind(storage);
    }

    @Override
    public Bridge open(BridgeSource source, BridgeTarget target, String catalog, Map<TableName, Permission> tables) {
        if (tables.isEmpty()) {
            throw new ApiException(ErrorCode.INVALID_REQUEST, "A bridge needs at least one table");
        }
        if (source instanceof LiveInstance instance) {
            Bridge bridge = LiveBridge.open(shared, instance, target, catalog, tables);
            open.add(bridge);
            return bridge;
        }
        return published((PublishedTables) source, target, catalog, tables);
    }

    private Bridge published(
            PublishedTables published, BridgeTarget target, String catalog, Map<TableName, Permission> tables) {
        for (TableName name : tables.keySet()) {
            if (!published.tables().containsKey(name)) {
                throw new ApiException(
                        ErrorCode.INVALID_REQUEST,
                        "The source does not list " + name.schema() + "." + name.name(),
                        Map.of("schema", name.schema(), "table", name.name()));
            }
        }
        PublishedBridge bridge = PublishedBridge.open(environment, published, target, catalog, tables);
        open.add(bridge);
        return bridge;
    }

    @Override
    public LiveRegistration register(String id, LiveTables tables) {
        return sources.register(id, tables);
    }

    @Override
    public List<BridgeDescription> list() {
        return open.stream()
                .map(Bridge::describe)
                .sorted(Comparator.comparing(BridgeDescription::catalog))
                .toList();
    }

    @Override
    public void attached(long rows) {
        transports.statement(Transports.ATTACHED);
        transports.rows(Transports.ATTACHED, rows);
    }

    @Override
    public boolean close(String catalog) {
        List<Bridge> found = open.stream()
                .filter(bridge -> bridge.catalog().equals(catalog) && !(bridge instanceof PublishedBridge))
                .toList();
        found.forEach(Bridge::close);
        return !found.isEmpty();
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
