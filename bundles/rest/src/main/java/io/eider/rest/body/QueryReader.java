package io.eider.rest.body;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads parameters of a query string and collects what is wrong with them. Not thread-safe. */
public final class QueryReader {
    static final Set<String> TRUE = Set.of("true", "1", "yes", "y", "on", "t");
    static final Set<String> FALSE = Set.of("false", "0", "no", "n", "off", "f");

    private static final int MAX_YEAR = 9999;

    private final Violations violations = new Violations();

    /** A whole number between two bounds, both included. */
    public int integer(String name, String text, int min, int max) {
        List<Object> location = List.of("query", name);
        try {
            long value = Long.parseLong(text.strip());
            if (value < min) {
                violations.add(
                        "greater_than_equal",
                        location,
                        "Input should be greater than or equal to " + min,
                        text,
                        Map.of("ge", min));
                return min;
            }
            if (value > max) {
                violations.add(
                        "less_than_equal",
                        location,
                        "Input should be less than or equal to " + max,
                        text,
                        Map.of("le", max));
                return max;
            }
            return (int) value;
        } catch (NumberFormatException e) {
            violations.add(
                    "int_parsing",
                    location,
                    "Input should be a valid integer, unable to parse string as an integer",
                    text);
            return min;
        }
    }

    /** A text that has to be there. */
    public String required(String name, String text) {
        if (text == null) {
            violations.add("missing", List.of("query", name), "Field required", null);
            return "";
        }
        return text;
    }

    /** One of a few words. */
    public String literal(String name, String text, List<String> allowed) {
        if (allowed.contains(text)) {
            return text;
        }
        String expected = JsonBody.expected(allowed);
        violations.add(
                "literal_error",
                List.of("query", name),
                "Input should be " + expected,
                text,
                Map.of("expected", expected));
        return allowed.get(0);
    }

    /** A truth value. */
    public boolean bool(String name, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!TRUE.contains(lower) && !FALSE.contains(lower)) {
            violations.add(
                    "bool_parsing",
                    List.of("query", name),
                    "Input should be a valid boolean, unable to interpret input",
                    text);
        }
        return TRUE.contains(lower);
    }

    /** One of some words; empty if it is not there. */
    public Optional<String> oneOf(String name, Optional<String> text, List<String> words) {
        Optional<String> known = text.filter(words::contains);
        if (text.isPresent() && known.isEmpty()) {
            String expected = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" or "));
            violations.add(
                    "enum",
                    List.of("query", name),
                    "Input should be " + expected,
                    text.get(),
                    Map.of("expected", expected));
        }
        return known;
    }

    /**
     * A moment as ISO 8601 writes it, in UTC if it names no offset; empty if it is not there. A plus that the query string
     * made a blank is one again.
     */
    public Optional<Instant> instant(String name, Optional<String> text) {
        try {
            return text.map(QueryReader::instant);
        } catch (DateTimeException e) {
            violations.add(
                    "datetime_parsing",
                    List.of("query", name),
                    "Input should be a valid datetime in ISO 8601",
                    text.orElseThrow());
            return Optional.empty();
        }
    }

    private static Instant instant(String text) {
        TemporalAccessor read = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                text.replace(' ', '+'), OffsetDateTime::from, LocalDateTime::from);
        OffsetDateTime time =
                read instanceof LocalDateTime local ? local.atOffset(ZoneOffset.UTC) : (OffsetDateTime) read;
        if (time.getYear() < 1 || time.getYear() > MAX_YEAR) {
            throw new DateTimeException("The year " + time.getYear() + " is out of range");
        }
        return time.toInstant();
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidFields if anything was wrong
     */
    public void check() {
        violations.throwIfAny();
    }
}
