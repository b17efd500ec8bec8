package io.eider.console;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.SessionId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.storage.Page;
import io.eider.api.storage.Project;
import io.eider.api.storage.ProjectStats;
import io.eider.api.workspace.SessionClient;
import io.eider.api.workspace.SessionInfo;
import io.eider.api.workspace.SessionState;
import io.eider.api.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A project, its workspace and a session of it. */
final class WorkspaceFixture {
    static final Project PROJECT = new Project(
            new ProjectId("p"),
            Optional.empty(),
            Instant.EPOCH,
            Instant.EPOCH,
            "active",
            Optional.empty(),
            new ProjectStats(2_048, 3, 1));
    static final Workspace WORKSPACE = new Workspace(
            new WorkspaceId("ws_608b0b15"),
            PROJECT.id(),
            BranchId.DEFAULT,
            "ana's",
            "ws_ws_608b0b15_00b9a8da",
            Instant.EPOCH,
            Optional.of(Instant.EPOCH.plusSeconds(3_600)),
            4_096,
            10L << 30,
            false);
    static final SessionInfo SESSION = new SessionInfo(
            new SessionId("pgw_0011223344556677"),
            WORKSPACE.id(),
            PROJECT.id(),
            new SessionClient("pg", Optional.of("10.0.0.7"), Optional.of("psql\u001b[2J")),
            Instant.EPOCH,
            Instant.EPOCH,
            12,
            SessionState.IDLE_IN_TRANSACTION,
            Optional.of(Duration.ofMillis(2_500)),
            Optional.of(0.25));

    private WorkspaceFixture() {}

    /** Lets the workspace be found by its id alone. */
    static CommandsFixture console() {
        return new CommandsFixture(script());
    }

    /** Answers what is asked to find it. */
    static Script script() {
        return new Script()
                .answer("projects.list", new Page<>(List.of(PROJECT), 1))
                .answer("workspaces.list", List.of(WORKSPACE))
                .answer("workspaces.sessions.list", List.of(SESSION));
    }
}
