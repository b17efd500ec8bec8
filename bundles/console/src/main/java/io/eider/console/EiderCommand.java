package io.eider.console;

import io.eider.api.error.ApiException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.apache.karaf.shell.support.CommandException;

/** What all commands share: a text for people or one JSON document, an error in one line, and the question before harm. */
public abstract class EiderCommand implements Action {
    @Reference
    protected Services services;

    @Reference
    Session session;

    @Option(name = "--json", description = "Print one JSON document instead of a text for people")
    protected boolean json;

    /** Does what the command says. */
    protected abstract void run() throws CommandException;

    @Override
    public final Object execute() throws CommandException {
        try {
            run();
            return null;
        } catch (ApiException e) {
            throw failure(e.code().wireName() + ": " + e.getMessage(), e);
        }
    }

    /** Karaf prints the text of this exception as it is and no stack trace. */
    protected static CommandException failure(String text, Throwable cause) {
        String line = "Error: " + Plain.line(text);
        return new CommandException(line, line, cause);
    }

    /** The error of a command that was interrupted; said on the terminal at once, for Karaf shows nothing of such a one. */
    protected final CommandException cancelled(Throwable cause) {
        if (isInteractive()) {
            ProgressLine.on(session).end("Cancelled");
        }
        return failure("Cancelled", cause);
    }

    /** Prints the JSON document if it was asked for, else the text. */
    protected final void show(Object document, Object text) {
        out().println(json ? Json.text(document) : text);
    }

    /** Where a path that is not absolute begins. */
    protected final Path currentDir() {
        return session.currentDir();
    }

    /** Whether there is a person who can answer and watch. */
    protected final boolean isInteractive() {
        Terminal terminal = session.getTerminal();
        return terminal != null
                && terminal.getType() != null
                && !terminal.getType().startsWith("dumb");
    }

    /**
     * Asks whether to go on.
     *
     * @throws CommandException if the answer is not yes, or nobody can answer
     */
    protected final void confirm(String question) throws CommandException {
        if (!isInteractive()) {
            throw failure(question + " There is no terminal to ask; say --force", null);
        }
        if (!isYes(ask(question + " (y/N) "))) {
            throw failure("cancelled; nothing was changed", null);
        }
    }

    private String ask(String prompt) throws CommandException {
        try {
            return session.readLine(prompt, null);
        } catch (IOException e) {
            throw failure("the answer could not be read", e);
        } catch (UnsupportedOperationException e) {
            throw failure("There is no terminal to ask; say --force", e);
        }
    }

    private static boolean isYes(String answer) {
        return answer != null
                && (answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes"));
    }

    private static PrintStream out() {
        // CHECKSTYLE-OFF: standardStreams
        // In a command this is the command's own stream, which pipes and redirects; the session's console would pass
        // them by.
        return System.out;
        // CHECKSTYLE-ON: standardStreams
    }
}
