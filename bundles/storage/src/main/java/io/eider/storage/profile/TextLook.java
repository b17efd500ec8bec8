package io.eider.storage.profile;

import io.eider.api.storage.ColumnProfile.Pattern;
import io.eider.api.storage.ColumnProfile.TextProfile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of a text column. */
final class TextLook {
    private final String column;
    private final Answer avg;
    private final Answer min;
    private final Answer max;
    private Answer empty = new Answer();
    private Answer blank = new Answer();
    private final Map<TextPattern, Answer> patterns = new EnumMap<>(TextPattern.class);

    TextLook(String column, Round first) {
        this.column = column;
        avg = first.ask("avg(length(" + column + "))");
        min = first.ask("min(length(" + column + "))");
        max = first.ask("max(length(" + column + "))");
    }

    /**
     * Asks for empty and blank texts only where there can be one, since comparing all texts costs half of a basic profile: an
     * empty one is the least, and one of spaces sorts before '!' or begins beyond ASCII.
     *
     * @param least of the texts
     * @param greatest of the texts
     */
    void askBlanks(Round second, Answer least, Answer greatest) {
        if (first(least) < '!' || first(greatest) > '~') {
            empty = second.ask("count(*) FILTER (" + column + " = '')");
            blank = second.ask("count(*) FILTER ((" + column + " < '!' OR " + column + " > '~') AND " + column
                    + " <> '' AND trim(" + column + ") = '')");
        }
    }

    /** The first character; below all others for an empty text or no answer. */
    private static int first(Answer text) {
        return text.value()
                .map(Object::toString)
                .filter(value -> !value.isEmpty())
                .map(value -> value.codePointAt(0))
                .orElse(-1);
    }

    void askPatterns(Round second) {
        for (TextPattern pattern : TextPattern.values()) {
            patterns.put(pattern, second.ask(pattern.count(column)));
        }
    }

    /** @param count values that are not NULL */
    TextProfile profile(long count) {
        return new TextProfile(
                avg.number().map(value -> Rounded.to(1, value)),
                min.value().map(value -> min.count()),
                max.value().map(value -> max.count()),
                empty.count(),
                blank.count(),
                patterns.isEmpty() ? Optional.empty() : Optional.of(found(count)));
    }

    private List<Pattern> found(long count) {
        List<Pattern> found = new ArrayList<>();
        patterns.forEach((pattern, matches) -> {
            if (matches.count() > 0) {
                found.add(new Pattern(pattern.wireName(), matches.count(), Rounded.percent(1, matches.count(), count)));
            }
        });
        return found;
    }
}
