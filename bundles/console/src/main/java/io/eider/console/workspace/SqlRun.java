package io.eider.console.workspace;

import io.eider.api.error.ApiException;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SessionClient;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.Workspace;
import io.eider.console.Plain;
import io.eider.console.WorkspaceCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Runs SQL in a session of its own. Ctrl-C ends the statement. */
@Service
@Command(scope = "eider", name = "sql", description = "Runs SQL in a workspace and shows the rows")
public final class SqlRun extends WorkspaceCommand {
    private static final int MOST_ROWS = 100_000;
    private static final long CANCEL_PERIOD_MILLIS = 100;
    private static final SessionClient CLIENT =
            new SessionClient("console", Optional.empty(), Optional.of("eider:sql"));

    @Argument(index = 1, name = "sql", description = "One or more statements, as one word in quotes", required = true)
    String sql;

    @Option(name = "--limit", description = "Show at most so many rows of a statement, 1 to 100000")
    int limit = 1_000;

    @Option(name = "--timeout", description = "End a statement after so many seconds")
    Integer timeoutSeconds;

    @Option(name = "--csv", description = "Print CSV with a line of names instead of a text for people")
    boolean csv;

    @Option(name = "--wide", description = "Do not shorten long values")
    boolean wide;

    private volatile boolean isStopped;

    @Override
    protected void run() throws CommandException {
        if (limit < 1 || limit > MOST_ROWS) {
            throw failure("--limit is " + limit + ", not 1 to " + MOST_ROWS, null);
        }
        if (timeoutSeconds != null && timeoutSeconds < 1) {
            throw failure("--timeout is " + timeoutSeconds + ", not 1 or more", null);
        }
        Workspace found = find();
        Outcome outcome = services.workspaces(workspaces -> {
            try (SqlSession opened = workspaces.sessions().open(found.project(), found.id(), CLIENT)) {
                return watched(opened);
            }
        });
        report(outcome);
    }

    /** Runs in a thread of its own: DuckDB does not hear the interrupt that Ctrl-C is, but hears a cancel. */
    private Outcome watched(SqlSession opened) {
        FutureTask<Outcome> task = new FutureTask<>(() -> collect(opened));
        Thread runner = new Thread(task, "eider-console-sql");
        runner.setDaemon(true);
        runner.start();
        while (true) {
            try {
                return task.get(CANCEL_PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                isStopped = true;
                opened.cancel();
            } catch (TimeoutException e) {
                if (isStopped) {
                    opened.cancel(); // the first one may have come before the statement began
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
    }

    private Outcome collect(SqlSession opened) {
        RunOptions options = new RunOptions(Optional.ofNullable(timeoutSeconds).map(Duration::ofSeconds));
        List<StatementResult> found = new ArrayList<>();
        long started = System.nanoTime();
        try (SqlResults results = opened.run(sql, List.of(), options)) {
            while (!isStopped && results.nextStatement()) {
                found.add(StatementResult.read(results, limit, started));
                started = System.nanoTime();
            }
            return new Outcome(found, Optional.empty());
        } catch (ApiException e) {
            return new Outcome(found, Optional.of(e));
        }
    }

    private void report(Outcome outcome) throws CommandException {
        ApiException error = outcome.error.orElse(null);
        if (isStopped) {
            throw cancelled(error);
        }
        if (json && error == null) {
            show(outcome.results.stream().map(StatementResult::document).toList(), null);
        }
        String text = json ? "" : text(outcome.results);
        if (!text.isEmpty()) {
            show(null, text);
        }
        if (error != null) {
            String lines = SqlErrorText.of(error, sql);
            throw new CommandException(lines, lines, error);
        }
    }

    private String text(List<StatementResult> results) {
        if (!csv) {
            return results.stream()
                    .map(result -> ResultText.grid(result, wide))
                    .collect(Collectors.joining(System.lineSeparator()));
        }
        String text = results.stream()
                .filter(result -> !result.columns().isEmpty())
                .map(ResultText::csv)
                .collect(Collectors.joining(System.lineSeparator().repeat(2)));
        return isInteractive() ? Plain.block(text) : text;
    }

    private record Outcome(List<StatementResult> results, Optional<ApiException> error) {}
}
