package io.eider.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.storage.Storage;
import io.eider.api.workspace.Workspaces;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkspaceCompletersTest {
    private final Script script = WorkspaceFixture.script();
    private final Services services = new Services(Duration.ofMillis(50));
    private final WorkspaceCompleter workspaces = new WorkspaceCompleter();
    private final SessionCompleter sessions = new SessionCompleter();

    @BeforeEach
    void bind() {
        services.bindStorage(script.as(Storage.class, ""));
        workspaces.services = services;
        sessions.services = services;
    }

    @Test
    void offerWhatThereIs() {
        services.bindWorkspaces(script.as(Workspaces.class, "workspaces."));
        assertThat(workspaces.ids(typed("eider:sql"))).containsExactly("ws_608b0b15");
        assertThat(sessions.ids(typed("eider:session-kill"))).containsExactly("pgw_0011223344556677");
        assertThat(script.calls).contains("workspaces.list p");
    }

    @Test
    void lookOnlyIntoTheProjectThatWasTyped() {
        services.bindWorkspaces(script.as(Workspaces.class, "workspaces."));
        workspaces.ids(typed("eider:sql", "--project", "q"));
        assertThat(script.calls).containsExactly("workspaces.list q");
    }

    @Test
    void offerNothingWhileThereAreNoWorkspaces() {
        assertThat(workspaces.ids(typed("eider:sql"))).isEmpty();
        assertThat(sessions.ids(typed("eider:session-kill"))).isEmpty();
        assertThat(script.calls).isEmpty();
    }

    private static Typed typed(String... words) {
        return Typed.of(List.of(words));
    }
}
