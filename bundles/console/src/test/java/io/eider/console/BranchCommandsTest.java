package io.eider.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.Branch;
import io.eider.api.storage.MergeReport;
import io.eider.api.storage.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BranchCommandsTest {
    private static final Branch BRANCH = new Branch(
            new ProjectId("p"),
            new BranchId("0a1b2c3d"),
            "price\u001b[31m test",
            Instant.EPOCH,
            Optional.of("for prices"),
            List.of(new Branch.OwnTable("in.c-sales", "orders", Instant.EPOCH)),
            2_048);

    private final CommandsFixture console = new CommandsFixture();

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void createsABranch() {
        console.script.answer("branches.create", BRANCH);
        assertThat(console.run("eider:branch-create --description 'for prices' p 'price test'"))
                .isEqualTo("Made branch 0a1b2c3d.");
        assertThat(console.script.calls).containsExactly("branches.create p price test Optional[for prices]");
    }

    @Test
    void listsAndShowsWithoutWhatSteersATerminal() {
        console.script.answer("branches.list", new Page<>(List.of(BRANCH), 1)).answer("branches.get", BRANCH);
        assertThat(console.lean("eider:branch-list p"))
                .contains("0a1b2c3d | price?[31m test | 1 | 2.0 KiB | 1970-01-01T00:00:00Z");
        assertThat(console.lean("eider:branch-show p 0a1b2c3d"))
                .startsWith("0a1b2c3d price?[31m test, 2.0 KiB")
                .contains("in.c-sales | orders | 1970-01-01T00:00:00Z");
        assertThat(console.run("eider:branch-show --json p 0a1b2c3d"))
                .startsWith("{\"id\":\"0a1b2c3d\",\"name\":\"price\\u001b[31m test\",\"description\":\"for prices\",")
                .endsWith("\"copied_at\":\"1970-01-01T00:00:00Z\"}]}");
    }

    @Test
    void deletesWorkspacesAndKeysBeforeTheBranch() {
        console.script
                .answer("branches.get", BRANCH)
                .allow("branches.drop")
                .allow("workspaces.removeAll", "auth.removeAll");
        assertThat(console.run("eider:branch-delete --force p 0a1b2c3d")).isEqualTo("Deleted branch 0a1b2c3d.");
        assertThat(console.script.calls)
                .containsExactly(
                        "branches.get p 0a1b2c3d",
                        "workspaces.removeAll p 0a1b2c3d",
                        "auth.removeAll p 0a1b2c3d",
                        "branches.drop p 0a1b2c3d");
    }

    @Test
    void deletesNothingWithoutAYes() {
        console.script.answer("branches.get", BRANCH);
        assertThat(console.failure("eider:branch-delete p 0a1b2c3d"))
                .isEqualTo("Error: Delete branch 0a1b2c3d with 1 tables of its own for good?"
                        + " There is no terminal to ask; say --force");
        assertThat(console.failure("eider:branch-merge p 0a1b2c3d in.c-sales orders"))
                .contains("say --force");
        assertThat(console.script.calls).containsExactly("branches.get p 0a1b2c3d");
    }

    @Test
    void mergesPairsOfBucketAndTable() {
        MergeReport.Entry entry =
                new MergeReport.Entry("in.c-sales", "orders", OptionalLong.of(1), OptionalLong.empty(), 3, true, 7);
        console.script.answer("branches.merge", new MergeReport(List.of(entry), false));
        assertThat(console.lean("eider:branch-merge --dry-run --overwrite p 0a1b2c3d in.c-sales orders"))
                .contains("in.c-sales | orders | 1 | | 3 | yes");
        assertThat(console.script.calls)
                .singleElement()
                .asString()
                .contains("orders")
                .contains("OVERWRITE")
                .contains("REPORT_ONLY");
        assertThat(console.failure("eider:branch-merge --force p 0a1b2c3d in.c-sales"))
                .isEqualTo("Error: tables are given as pairs of bucket and table");
    }

    @Test
    void pullsATableBack() {
        console.script.answer("branches.pull", true);
        assertThat(console.run("eider:branch-pull --force p 0a1b2c3d in.c-sales orders"))
                .isEqualTo("The branch reads the default branch again.");
        assertThat(console.script.calls).last().asString().startsWith("branches.pull ");
    }
}
