package io.eider.bridge.live;

import static io.eider.bridge.live.LiveFixture.permissions;
import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.LiveInstance;
import io.eider.api.bridge.LiveRegistration;
import io.eider.api.bridge.LiveTables;
import io.eider.api.bridge.Permission;
import io.eider.api.bridge.TableName;
import io.eider.api.error.ApiException;
import io.eider.engine.link.Links;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong with a request is named, and nothing is left of it; its token can be used again. */
class OpeningIsRefusedBeforeAnythingChangesTest {
    private LiveFixture live;

    @BeforeEach
    void open() throws SQLException {
        live = new LiveFixture("CREATE TABLE users(id INTEGER)", "CREATE VIEW seen AS FROM users");
    }

    @AfterEach
    void close() throws SQLException {
        live.close();
    }

    private void refused(Map<TableName, Permission> tables, String catalog, String message) throws SQLException {
        int handles = Links.count();
        LiveRegistration source = live.register("s");
        refused(() -> live.bridges.open(source.source(), live.at, catalog, tables), message);
        assertThat(rows(live.target, "SELECT database_name FROM duckdb_databases() WHERE NOT internal"))
                .containsExactly("memory");
        assertThat(live.bridges.list()).isEmpty();
        assertThat(Links.count()).isEqualTo(handles);
        try (Bridge second = live.bridges.open(source.source(), live.at, "fine", permissions("users"))) {
            assertThat(second.describe().tables()).hasSize(1);
        }
        source.close();
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ApiException.class).hasMessageContaining(message);
    }

    @Test
    void aBridgeWithoutTables() throws SQLException {
        refused(Map.of(), "app", "at least one table");
    }

    @Test
    void aWordThatIsNoPermission() {
        refused(() -> Permission.of("write"), "'write'");
    }

    @Test
    void aTableWithADot() throws SQLException {
        refused(permissions("main.users"), "app", "'main.users' has a dot");
    }

    @Test
    void aTableThatTheSourceDoesNotHave() throws SQLException {
        refused(permissions("users", "nope"), "app", "no table 'nope'");
        refused(permissions("seen"), "app", "no table 'seen'");
    }

    @Test
    void aCatalogThatIsTaken() throws SQLException {
        refused(permissions("users"), "MEMORY", "'MEMORY' is taken");
    }

    @Test
    void aBridgeOverABridge() throws SQLException {
        live.open("users");
        refused(() -> live.bridges.register("chain", new LiveTables(live.target, "app", "main")), "is a bridge itself");
    }

    @Test
    void aSchemaThatIsNotThere() {
        refused(() -> live.bridges.register("s", new LiveTables(live.source, "memory", "nope")), "memory.nope");
        refused(() -> live.bridges.register(" ", new LiveTables(live.source, "memory", "main")), "needs an id");
    }

    @Test
    void aTokenOpensOneBridge() {
        LiveRegistration source = live.register("s");
        refused(() -> live.register("s"), "waits for a bridge already");
        try (Bridge first = live.bridges.open(source.source(), live.at, "one", permissions("users"))) {
            assertThat(first.catalog()).isEqualTo("one");
            refused(
                    () -> live.bridges.open(source.source(), live.at, "two", permissions("users")),
                    "unknown, spent or expired");
        }
        source.close();
    }

    @Test
    void aTokenOfAnotherInstanceOrAGuessedOne() throws SQLException {
        try (LiveRegistration source = live.register("s");
                LiveRegistration other = live.register("t")) {
            LiveInstance foreign = new LiveInstance("s", other.source().token());
            refused(
                    () -> live.bridges.open(foreign, live.at, "app", permissions("users")),
                    "unknown, spent or expired");
            LiveInstance guessed = new LiveInstance("s", "0".repeat(64));
            refused(
                    () -> live.bridges.open(guessed, live.at, "app", permissions("users")),
                    "unknown, spent or expired");
            live.bridges
                    .open(source.source(), live.at, "app", permissions("users"))
                    .close();
            assertThat(source.source().toString())
                    .doesNotContain(source.source().token());
        }
    }

    @Test
    void aTokenThatIsThirtySecondsOld() {
        Instant[] now = {Instant.EPOCH};
        LiveSources sources = new LiveSources(new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneId.of("UTC");
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        });
        LiveTables tables = new LiveTables(live.source, "memory", "main");
        LiveRegistration old = sources.register("s", tables);
        now[0] = now[0].plus(Duration.ofSeconds(29));
        sources.giveBack(sources.claim(old.source()));
        now[0] = now[0].plus(Duration.ofSeconds(1));
        refused(() -> sources.claim(old.source()), "expired");
        LiveRegistration renewed = sources.register("s", tables);
        assertThat(renewed.source().token()).isNotEqualTo(old.source().token());
        old.close();
        renewed.close();
        refused(() -> sources.claim(renewed.source()), "expired");
    }

    @Test
    void theConnectionsOfTheOwnersMayBeClosed() throws SQLException {
        live.open("users");
        live.source.close();
        live.target.close();
        run(live.app, "INSERT INTO app.users VALUES (1)");
        assertThat(rows(live.app, "FROM app.users")).containsExactly("1");
    }
}
