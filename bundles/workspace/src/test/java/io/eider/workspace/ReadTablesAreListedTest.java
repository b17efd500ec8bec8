package io.eider.workspace;

import static io.eider.workspace.WorkspaceFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.bridge.BridgeDescription;
import io.eider.api.bridge.DescribedTable;
import io.eider.api.bridge.Permission;
import io.eider.api.workspace.SqlSession;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that a workspace reads are bridges too: they are listed as long as it has them, and only it takes them away. */
class ReadTablesAreListedTest {
    @TempDir
    Path directory;

    private WorkspaceFixture server;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void untilTheWorkspaceLetsThemGo() throws Exception {
        server = new WorkspaceFixture(directory).withOrders();
        try (SqlSession session = server.session(server.create("w"))) {
            assertThat(server.bridges.list()).isEmpty();
            rows(session, "SELECT * FROM in_c_sales.orders");
            assertThat(server.bridges.list()).hasSize(1);
            BridgeDescription bridge = server.bridges.list().get(0);
            assertThat(bridge.source()).isEqualTo("published");
            assertThat(bridge.tables()).extracting(DescribedTable::permission).containsExactly(Permission.READ);
            assertThat(bridge.tables()).extracting(DescribedTable::rowsRead).containsExactly(3L);
            assertThat(server.bridges.close(bridge.catalog())).isFalse();
            assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
        }
        server.workspaces.close();
        assertThat(server.bridges.list()).isEmpty();
    }
}
