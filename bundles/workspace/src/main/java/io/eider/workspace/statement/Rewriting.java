package io.eider.workspace.statement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A statement's text with some places replaced, and where in the client's text each place of it was. Immutable. */
public final class Rewriting {
    private final List<Edit> edits;
    private final String text;

    /** The text as it is. */
    public static Rewriting none(String text) {
        return new Rewriting(text, List.of());
    }

    /** A text with edits that do not overlap. */
    Rewriting(String original, List<Edit> edits) {
        this.edits = new ArrayList<>(edits);
        this.edits.sort(Comparator.comparingInt(Edit::start));
        StringBuilder rewritten = new StringBuilder();
        int from = 0;
        for (Edit edit : this.edits) {
            rewritten.append(original, from, edit.start).append(edit.replacement);
            from = edit.end;
        }
        this.text = rewritten.append(original, from, original.length()).toString();
    }

    /** What DuckDB gets. */
    public String text() {
        return text;
    }

    /** Where in the client's text a char of {@link #text} was; the start of what was replaced for all that stands for it. */
    public int original(int index) {
        int shift = 0;
        for (Edit edit : edits) {
            int start = edit.start + shift;
            if (index < start) {
                break;
            }
            if (index < start + edit.replacement.length()) {
                return edit.start;
            }
            shift += edit.replacement.length() - (edit.end - edit.start);
        }
        return index - shift;
    }

    /** Chars from start to end become the replacement. */
    record Edit(int start, int end, String replacement) {}
}
