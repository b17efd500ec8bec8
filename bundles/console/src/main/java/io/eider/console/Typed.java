package io.eider.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.support.completers.ArgumentCommandLine;

/** What stands before the cursor of a line that is being completed. */
public final class Typed {
    private final List<String> words;

    private Typed(List<String> words) {
        this.words = words;
    }

    /**
     * Reads a line; empty when Karaf only asks whether one word could be right, without the line around it. Then it
     * cannot be known and is taken as right.
     */
    public static Optional<Typed> of(CommandLine line) {
        if (line instanceof ArgumentCommandLine) {
            return Optional.empty();
        }
        String[] all = line.getArguments();
        int cursor = Math.min(line.getCursorArgumentIndex(), all.length);
        return Optional.of(of(List.of(all).subList(0, cursor)));
    }

    /** A command and the words behind it. */
    static Typed of(List<String> line) {
        return new Typed(line.subList(Math.min(1, line.size()), line.size()));
    }

    /** The value of an option, else the argument at a position. */
    public Optional<String> value(String option, int position) {
        int at = words.indexOf(option);
        if (at >= 0) {
            return at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
        }
        List<String> arguments = new ArrayList<>(words);
        arguments.removeIf(word -> word.startsWith("-"));
        return position < arguments.size() ? Optional.of(arguments.get(position)) : Optional.empty();
    }
}
