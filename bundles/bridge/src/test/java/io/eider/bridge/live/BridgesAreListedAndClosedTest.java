package io.eider.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.bridge.BridgeDescription;
import org.junit.jupiter.api.Test;

class BridgesAreListedAndClosedTest {
    @Test
    void closedByTheirCatalogTheyAreNotListedAnyMore() throws Exception {
        try (LiveFixture live = new LiveFixture("CREATE TABLE users (id INTEGER)").open("users")) {
            live.openAs("second", "users read");
            assertThat(live.bridges.list())
                    .extracting(BridgeDescription::catalog)
                    .containsExactly("app", "second");
            assertThat(live.bridges.close("second")).isTrue();
            assertThat(live.bridges.close("second")).isFalse();
            assertThat(live.bridges.list())
                    .extracting(BridgeDescription::catalog)
                    .containsExactly("app");
            assertThat(LiveFixture.rows(live.app, "SELECT count(*) FROM app.users"))
                    .containsExactly("0");
        }
    }
}
