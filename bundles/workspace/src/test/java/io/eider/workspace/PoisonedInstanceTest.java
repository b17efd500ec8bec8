package io.eider.workspace;

import static io.eider.workspace.WorkspaceFixture.error;
import static io.eider.workspace.WorkspaceFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.SqlSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint that finds no room makes DuckDB invalidate its instance. Needs the right to mount a small disk. */
class PoisonedInstanceTest {
    private static final String FILL =
            "INSERT INTO kept SELECT 43, md5(random()::VARCHAR) || md5(random()::VARCHAR) || md5(random()::VARCHAR) FROM range(5000)";

    @TempDir
    Path directory;

    @Test
    void failedInstanceIsOpenedAgainAndOthersDoNotNotice() throws Exception {
        Path disk = directory.resolve("duckdb/project_p1_branch_small/_workspaces");
        try (WorkspaceFixture server = new WorkspaceFixture(directory).withOrders()) {
            var branch = server.storage.branches().create(WorkspaceFixture.PROJECT, "small", Optional.empty());
            disk = Files.createDirectories(
                    directory.resolve("duckdb/project_p1_branch_" + branch.id() + "/_workspaces"));
            assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()) == 0);
            WorkspaceId broken = server.create("broken", branch.id());
            WorkspaceId healthy = server.create("healthy");
            try (SqlSession other = server.session(healthy)) {
                poison(server, broken);
                assertThat(rows(other, "SELECT count(*) FROM in_c_sales.orders"))
                        .containsExactly("3");
            }
        } finally {
            run("umount", disk.toString());
        }
    }

    private static void poison(WorkspaceFixture server, WorkspaceId id) {
        SqlSession first = server.session(id);
        SqlSession second = server.session(id);
        rows(first, "CREATE TABLE kept AS SELECT 42 AS i, '' AS t");
        int committed = 0;
        ApiException failed = null;
        while (failed == null && committed < 100) {
            try {
                rows(first, FILL);
                committed++;
            } catch (ApiException e) {
                failed = e;
            }
        }
        assertThat(failed).isNotNull();
        assertThat(failed.code()).isEqualTo(ErrorCode.STORAGE_FULL);
        assertThat(failed.getMessage()).doesNotContain("/duckdb/");
        assertThat(error(second, "SELECT * FROM kept").code()).isEqualTo(ErrorCode.SESSION_CLOSED);
        first.close();
        second.close();
        try (SqlSession after = server.session(id)) {
            String count = rows(after, "SELECT count(*) FROM kept").get(0);
            assertThat(Integer.parseInt(count)).isGreaterThanOrEqualTo(committed * 5000 + 1);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
