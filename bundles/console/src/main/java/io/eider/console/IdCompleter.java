package io.eider.console;

import io.eider.api.error.ApiException;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes ids of things that exist. Never fails and never waits: then it offers nothing. */
public abstract class IdCompleter implements Completer {
    @Reference
    protected Services services;

    /** The ids that fit what was typed before; an ApiException means none. */
    protected abstract List<String> ids(Typed typed);

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        Optional<Typed> typed = Typed.of(line);
        if (typed.isEmpty()) {
            candidates.add(line.getCursorArgument());
            return 0;
        }
        return new StringsCompleter(found(typed.get())).complete(session, line, candidates);
    }

    private List<String> found(Typed typed) {
        try {
            return services.areBound() ? ids(typed) : List.of();
        } catch (ApiException e) {
            return List.of(); // what was typed names nothing
        }
    }
}
