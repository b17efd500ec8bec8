package io.eider.console;

import io.eider.api.bridge.BridgeDescription;
import io.eider.api.bridge.Bridges;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the catalogs of the bridges that are open. */
@Service
public final class BridgeCompleter extends IdCompleter {
    @Override
    protected List<String> ids(Typed typed) {
        return services.areBridgesBound()
                ? services.bridges(Bridges::list).stream()
                        .map(BridgeDescription::catalog)
                        .distinct()
                        .toList()
                : List.of();
    }
}
