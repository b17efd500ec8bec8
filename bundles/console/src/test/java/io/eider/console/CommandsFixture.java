package io.eider.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eider.api.auth.Auth;
import io.eider.api.bridge.Bridges;
import io.eider.api.storage.Storage;
import io.eider.api.workspace.Workspaces;
import java.time.Duration;
import org.apache.karaf.shell.support.CommandException;

/** A shell whose services a test plays. */
final class CommandsFixture implements AutoCloseable {
    final Script script;
    final Services services = new Services(Duration.ofMillis(50));
    private final Shell shell = new Shell(services);

    CommandsFixture() {
        this(new Script());
    }

    CommandsFixture(Script script) {
        this.script = script;
        services.bindStorage(script.as(Storage.class, ""));
        services.bindAuth(script.as(Auth.class, "auth."));
        services.bindWorkspaces(script.as(Workspaces.class, "workspaces."));
        services.bindBridges(script.as(Bridges.class, "bridges."));
    }

    /** What a line printed. */
    String run(String line) {
        try {
            return shell.run(line);
        } catch (Exception e) {
            // whatever the shell throws, the test has failed
            throw new AssertionError(line + " failed: " + e.getMessage(), e);
        }
    }

    /** What a line printed, without the blanks that fill a grid. */
    String lean(String line) {
        return run(line).replaceAll("[ \\t]+", " ").replace(" \n", "\n");
    }

    /** The text of the error that a line ends with. */
    String failure(String line) {
        CommandException e = catchThrowableOfType(CommandException.class, () -> shell.run(line));
        assertThat(e).as(line + " fails").isNotNull();
        return e.getNiceHelp();
    }

    /** Whether a line was interrupted, as Ctrl-C does. */
    boolean isInterrupted(String line) {
        return catchThrowable(() -> shell.run(line)) instanceof InterruptedException;
    }

    @Override
    public void close() {
        shell.close();
    }
}
