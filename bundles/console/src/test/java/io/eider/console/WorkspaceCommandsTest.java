package io.eider.console;

import static io.eider.console.WorkspaceFixture.PROJECT;
import static io.eider.console.WorkspaceFixture.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.workspace.TableGrant;
import io.eider.api.workspace.TablePermission;
import io.eider.api.workspace.WorkspaceDetail;
import io.eider.api.workspace.WorkspaceDetail.GrantedTable;
import io.eider.api.workspace.WorkspaceDetail.WorkspaceObject;
import io.eider.api.workspace.WorkspaceLogin;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkspaceCommandsTest {
    private static final WorkspaceLogin LOGIN = new WorkspaceLogin(WORKSPACE, "secret-of-32-characters_________");

    private final CommandsFixture console = WorkspaceFixture.console();

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void listsTheWorkspacesOfOneProjectOrOfAll() {
        assertThat(console.lean("eider:workspace-list"))
                .contains("ws_608b0b15 | p | default | ana's | 4.0 KiB | 10.0 GiB | 1970-01-01T00:00:00Z |"
                        + " 1970-01-01T01:00:00Z | active");
        assertThat(console.script.calls).hasSize(2).last().isEqualTo("workspaces.list p");
        console.script.calls.clear();
        assertThat(console.run("eider:workspace-list --json --project q"))
                .startsWith("[{\"id\":\"ws_608b0b15\",\"name\":\"ana's\",\"project_id\":\"p\",")
                .endsWith("\"database\":\"workspace_ws_608b0b15\",\"username\":\"ws_ws_608b0b15_00b9a8da\"}]");
        assertThat(console.script.calls).containsExactly("workspaces.list q");
    }

    @Test
    void createsAWorkspaceAndTellsItsPassword() {
        console.script.answer("workspaces.create", LOGIN);
        assertThat(console.run("eider:workspace-create --hours 24 --size-limit 3 --preload in.c-a.t --preload in.c-a.u"
                                + " p 'of ana'")
                        .lines())
                .containsExactly(
                        "Made workspace ws_608b0b15. Its password, shown only now:",
                        "secret-of-32-characters_________",
                        "database workspace_ws_608b0b15, user ws_ws_608b0b15_00b9a8da");
        assertThat(console.script.calls)
                .containsExactly("workspaces.create NewWorkspace[project=p, branch=default, name=of ana,"
                        + " ttl=Optional[PT24H], sizeLimitGb=3, preload=[in.c-a.t, in.c-a.u], grants=[]]");
    }

    @Test
    void refusesLimitsThatNoWorkspaceMayHave() {
        assertThat(console.failure("eider:workspace-create --hours 0 p w")).contains("--hours is 0, not 1 to 168");
        assertThat(console.failure("eider:workspace-create --hours 169 p w")).contains("--hours is 169");
        assertThat(console.failure("eider:workspace-create --size-limit 101 p w"))
                .contains("--size-limit is 101, not 1 to 100");
        assertThat(console.script.calls).isEmpty();
    }

    @Test
    void makesAWorkspaceWithGrants() {
        console.script.answer("workspaces.create", LOGIN);
        console.run("eider:workspace-create --grant in.c-a.t=readwrite --grant *=read p w");
        assertThat(console.script.calls.get(0))
                .endsWith("grants=[TableGrant[table=in.c-a.t, permission=READWRITE],"
                        + " TableGrant[table=*, permission=READ]]]");
        assertThat(console.failure("eider:workspace-create --grant in.c-a.t=write p w"))
                .isEqualTo("Error: --grant in.c-a.t=write does not end with =read or =readwrite");
        assertThat(console.failure("eider:workspace-create --grant in.c-a.t p w"))
                .startsWith("Error: --grant in.c-a.t");
    }

    @Test
    void showsAWorkspace() {
        console.script.answer(
                "workspaces.get",
                new WorkspaceDetail(
                        WORKSPACE,
                        2,
                        List.of(new GrantedTable("in_c_sales", "orders", 7, TablePermission.READWRITE)),
                        List.of(new WorkspaceObject("mine", "table", 1_234)),
                        List.of(new TableGrant("in_c_sales.orders", TablePermission.READWRITE))));
        assertThat(console.lean("eider:workspace-show ws_608b0b15"))
                .startsWith("ws_608b0b15 ana's: project p, branch default, 4.0 KiB of 10.0 GiB,"
                        + " expires 1970-01-01T01:00:00Z")
                .contains("2 sessions; reads 1 tables of the project, writes in_c_sales.orders")
                .contains("mine | table | 1,234");
        assertThat(console.run("eider:workspace-show --json ws_608b0b15"))
                .contains("\"active_sessions\":2,")
                .contains(
                        "\"attached_tables\":[{\"schema\":\"in_c_sales\",\"table\":\"orders\",\"rows\":7,\"permission\":\"readwrite\"}]")
                .contains("\"grants\":[{\"table\":\"in_c_sales.orders\",\"permission\":\"readwrite\"}]")
                .contains("\"workspace_objects\":[{\"name\":\"mine\",\"type\":\"table\",\"rows\":1234}]")
                .doesNotContain("password");
    }

    @Test
    void findsAWorkspaceInTheNamedProjectAtOnce() {
        console.script.answer("workspaces.find", WORKSPACE).allow("workspaces.clear");
        console.run("eider:workspace-clear --force --project p ws_608b0b15");
        assertThat(console.script.calls)
                .containsExactly("workspaces.find p ws_608b0b15", "workspaces.clear p ws_608b0b15");
    }

    @Test
    void saysThatNoProjectHasTheWorkspace() {
        assertThat(console.failure("eider:workspace-show ws_00000000"))
                .isEqualTo("Error: workspace_not_found: Workspace ws_00000000 not found");
        assertThat(console.failure("eider:workspace-show ../x")).startsWith("Error: invalid_name: ");
    }

    @Test
    void clearsAndDeletesOnlyWhenTold() {
        console.script.allow("workspaces.clear", "workspaces.drop");
        assertThat(console.failure("eider:workspace-delete ws_608b0b15"))
                .isEqualTo("Error: Delete workspace ws_608b0b15 ana's (4.0 KiB) for good?"
                        + " There is no terminal to ask; say --force");
        assertThat(console.failure("eider:workspace-clear ws_608b0b15")).contains("say --force");
        assertThat(console.script.calls).noneMatch(call -> call.contains("clear") || call.contains("drop"));
        assertThat(console.run("eider:workspace-clear --force ws_608b0b15"))
                .isEqualTo("Cleared workspace ws_608b0b15.");
        assertThat(console.run("eider:workspace-delete --json --force ws_608b0b15"))
                .isEqualTo("{\"deleted\":\"ws_608b0b15\"}");
        assertThat(console.script.calls).contains("workspaces.clear p ws_608b0b15", "workspaces.drop p ws_608b0b15");
    }

    @Test
    void resetsThePassword() {
        console.script.answer("workspaces.resetPassword", LOGIN);
        assertThat(console.run("eider:workspace-reset-password ws_608b0b15"))
                .startsWith("Workspace ws_608b0b15 has a new password.")
                .contains(LOGIN.password());
        assertThat(console.run("eider:workspace-reset-password --json ws_608b0b15"))
                .endsWith("\"password\":\"" + LOGIN.password() + "\"}");
    }

    @Test
    void listsSessionsWithoutWhatSteersATerminal() {
        assertThat(console.lean("eider:session-list"))
                .contains("pgw_0011223344556677 | ws_608b0b15 | p | pg 10.0.0.7 psql?[2J | 1970-01-01T00:00:00Z |"
                        + " 1970-01-01T00:00:00Z | 12 | idle in transaction | 2 s | 25 %");
        assertThat(console.run("eider:session-list --json --project p --workspace ws_608b0b15"))
                .contains("\"state\":\"idle in transaction\",\"running_ms\":2500,\"progress\":0.25}");
        assertThat(console.script.calls)
                .containsExactly(
                        "workspaces.sessions.list Optional.empty Optional.empty",
                        "workspaces.sessions.list Optional[p] Optional[ws_608b0b15]");
    }

    @Test
    void cancelsAndKillsASessionByItsIdAlone() {
        console.script.allow("workspaces.sessions.cancel", "workspaces.sessions.kill");
        assertThat(console.run("eider:session-cancel pgw_0011223344556677"))
                .isEqualTo("Cancelled what session pgw_0011223344556677 ran.");
        assertThat(console.run("eider:session-kill --json pgw_0011223344556677"))
                .isEqualTo("{\"closed\":\"pgw_0011223344556677\"}");
        assertThat(console.script.calls)
                .contains(
                        "workspaces.sessions.cancel p ws_608b0b15 pgw_0011223344556677",
                        "workspaces.sessions.kill p ws_608b0b15 pgw_0011223344556677");
        assertThat(console.failure("eider:session-kill pgw_x"))
                .isEqualTo("Error: session_not_found: Session pgw_x not found");
    }

    @Test
    void theWorkspacesOfAProjectGoBeforeItsKeysAndTables() {
        console.script.answer("projects.get", PROJECT).allow("workspaces.removeAll", "auth.removeAll", "projects.drop");
        console.run("eider:project-delete --force p");
        assertThat(console.script.calls)
                .containsExactly("projects.get p", "workspaces.removeAll p", "auth.removeAll p", "projects.drop p");
    }

    @Test
    void aProjectStaysIfItsWorkspacesDo() {
        console.script
                .answer("projects.get", PROJECT)
                .answer("workspaces.removeAll", new ApiException(ErrorCode.TOO_BUSY, "busy"));
        assertThat(console.failure("eider:project-delete --force p")).isEqualTo("Error: too_busy: busy");
        assertThat(console.script.calls).containsExactly("projects.get p", "workspaces.removeAll p");
    }
}
