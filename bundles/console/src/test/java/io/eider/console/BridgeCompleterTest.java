package io.eider.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.bridge.BridgeDescription;
import io.eider.api.bridge.Bridges;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BridgeCompleterTest {
    @Test
    void offersEachCatalogOnceAndNothingWithoutBridges() {
        Script script = new Script()
                .answer(
                        "bridges.list",
                        List.of(
                                new BridgeDescription("app", "a", List.of(), 0),
                                new BridgeDescription("app", "b", List.of(), 0)));
        BridgeCompleter completer = new BridgeCompleter();
        completer.services = new Services(Duration.ofMillis(50));
        assertThat(completer.ids(Typed.of(List.of("eider:bridge-show")))).isEmpty();
        completer.services.bindBridges(script.as(Bridges.class, "bridges."));
        assertThat(completer.ids(Typed.of(List.of("eider:bridge-show")))).containsExactly("app");
    }
}
