package io.eider.pgwire.dialect;

import io.eider.api.sql.Token;
import java.util.ArrayList;
import java.util.List;

/** What is written before, instead of and after the tokens of a statement. What lies between tokens stays. */
final class Edits {
    private final Words words;
    private final String[] before;
    private final String[] instead;
    private final String[] after;
    private final List<Rewritten> first = new ArrayList<>();
    private int count;

    Edits(Words words) {
        this.words = words;
        this.before = new String[words.size()];
        this.instead = new String[words.size()];
        this.after = new String[words.size()];
    }

    boolean isEmpty() {
        return count == 0 && first.isEmpty();
    }

    /** Writes in front of a token and of all that was written there. */
    void before(int index, String text) {
        before[index] = before[index] == null ? text : text + before[index];
        count++;
    }

    /** Writes behind a token and all that was written there. */
    void after(int index, String text) {
        after[index] = after[index] == null ? text : after[index] + text;
        count++;
    }

    /** Writes this for a token; the last one stays. */
    void replace(int index, String text) {
        instead[index] = text;
        count++;
    }

    boolean isReplaced(int index) {
        return instead[index] != null;
    }

    /** Leaves tokens out with all that was written around them. */
    void drop(int from, int to) {
        for (int i = from; i < Math.min(to, instead.length); i++) {
            replace(i, "");
            before[i] = null;
            after[i] = null;
        }
    }

    /** A statement that runs before this one. */
    void first(Rewritten statement) {
        first.add(statement);
    }

    List<Rewritten> first() {
        return first;
    }

    /** The text of some tokens as they are by now, without what was written before the first and after the last. */
    String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (i > from) {
                text.append(
                        words.sql(), words.token(i - 1).end(), words.token(i).start());
                append(text, before[i]);
            }
            append(text, instead[i] == null ? words.text(i) : instead[i]);
            if (i < to - 1) {
                append(text, after[i]);
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String more) {
        if (more != null) {
            text.append(more);
        }
    }

    /** The whole statement. */
    String apply(Offsets.Builder offsets) {
        String sql = words.sql();
        StringBuilder text = new StringBuilder(sql.length() + 64);
        int at = 0;
        for (int i = 0; i < words.size(); i++) {
            Token token = words.token(i);
            keep(text, offsets, at, token.start());
            write(text, offsets, before[i], token.start());
            if (instead[i] == null) {
                keep(text, offsets, token.start(), token.end());
            } else {
                write(text, offsets, instead[i], token.start());
            }
            write(text, offsets, after[i], token.start());
            at = token.end();
        }
        keep(text, offsets, at, sql.length());
        return text.toString();
    }

    private void keep(StringBuilder text, Offsets.Builder offsets, int from, int to) {
        if (to > from) {
            offsets.kept(text.length(), from);
            text.append(words.sql(), from, to);
        }
    }

    private static void write(StringBuilder text, Offsets.Builder offsets, String written, int place) {
        if (written != null && !written.isEmpty()) {
            offsets.written(text.length(), place);
            text.append(written);
        }
    }
}
