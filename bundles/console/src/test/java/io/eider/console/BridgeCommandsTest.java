package io.eider.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.bridge.BridgeDescription;
import io.eider.api.bridge.BridgedColumn;
import io.eider.api.bridge.DescribedTable;
import io.eider.api.bridge.Permission;
import io.eider.api.bridge.TableName;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BridgeCommandsTest {
    private static final BridgeDescription APP = new BridgeDescription(
            "app",
            "live",
            List.of(
                    new DescribedTable(
                            new TableName("main", "users"),
                            Permission.READWRITE,
                            List.of(new BridgedColumn("id", "INTEGER"), new BridgedColumn("name", "VARCHAR")),
                            List.of("id"),
                            1_200,
                            3),
                    new DescribedTable(
                            new TableName("main", "log"),
                            Permission.READ,
                            List.of(new BridgedColumn("at\u001b[2J", "DATE")),
                            List.of(),
                            5,
                            0)),
            2);

    private final CommandsFixture console = new CommandsFixture();

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void listsBridgesWithWhatWentThroughThem() {
        console.script.answer("bridges.list", List.of(APP));
        assertThat(console.lean("eider:bridge-list")).contains("app | live | 2 | 2 | 1,205 | 3");
        assertThat(console.run("eider:bridge-list --json"))
                .startsWith("[{\"catalog\":\"app\",\"source\":\"live\",\"sessions\":2,\"tables\":[{\"schema\":\"main\","
                        + "\"table\":\"users\",\"permission\":\"readwrite\","
                        + "\"columns\":[{\"name\":\"id\",\"type\":\"INTEGER\"},")
                .contains("\"primary_key\":[\"id\"],\"rows_read\":1200,\"rows_written\":3}");
        console.script.answer("bridges.list", List.of());
        assertThat(console.run("eider:bridge-list")).endsWith("No bridges");
    }

    @Test
    void showsTheTablesOfABridge() {
        console.script.answer("bridges.list", List.of(APP));
        assertThat(console.lean("eider:bridge-show app"))
                .contains("live | main.users | readwrite | id INTEGER, name VARCHAR | id | 1,200 | 3")
                .contains("live | main.log | read | at?[2J DATE |");
        assertThat(console.failure("eider:bridge-show other")).isEqualTo("Error: No bridge shows a catalog other");
    }

    @Test
    void closesABridgeOnlyWhenTold() {
        console.script.answer("bridges.list", List.of(APP)).answer("bridges.close", true);
        assertThat(console.failure("eider:bridge-close app"))
                .isEqualTo("Error: Close bridge app with 2 tables? There is no terminal to ask; say --force");
        assertThat(console.failure("eider:bridge-close --force other")).contains("No bridge shows");
        assertThat(console.script.calls).noneMatch(call -> call.startsWith("bridges.close"));
        assertThat(console.run("eider:bridge-close --force app")).isEqualTo("Closed bridge app.");
        assertThat(console.run("eider:bridge-close --json --force app")).isEqualTo("{\"closed\":\"app\"}");
        assertThat(console.script.calls).contains("bridges.close app");
    }
}
