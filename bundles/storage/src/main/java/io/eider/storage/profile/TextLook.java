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
    private final Answer empty;
    private final Answer blank;
    private final Map<TextPattern, Answer> patterns = new EnumMap<>(TextPattern.class);

    TextLook(String column, Round first) {
        this.column = column;
        avg = first.ask("avg(length(" + column + "))");
        min = first.ask("min(length(" + column + "))");
        max = first.ask("max(length(" + column + "))");
        empty = first.ask("count(*) FILTER (" + column + " = '')");
        // a text of spaces sorts before '!' or begins beyond ASCII: few texts have to be trimmed to see it
        blank = first.ask("count(*) FILTER ((" + column + " < '!' OR " + column + " > '~') AND " + column
                + " <> '' AND trim(" + column + ") = '')");
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
