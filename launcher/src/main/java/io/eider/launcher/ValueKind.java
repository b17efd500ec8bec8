package io.eider.launcher;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a setting may hold.
 *
 * @param meaning what a good value is, worded to stand after "not"
 * @param normal brings a good value into the form that the bundles read; empty for a bad one
 */
record ValueKind(String meaning, Function<String, Optional<String>> normal) {
    private static final Set<String> YES = Set.of("true", "1", "yes", "on");
    private static final Set<String> NO = Set.of("false", "0", "no", "off");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9.:_%-]{1,255}");
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,8}(\\.[0-9]{1,3})?\\s?([KMGT]i?B|%)");
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]{8,512}");

    /** A TCP port. */
    static final ValueKind PORT = integer("a port number", 1, 65_535);

    /** A host name or an address to listen on. */
    static final ValueKind HOST = matching("a host name or IP address", value -> matches(HOST_NAME, value));

    /** A path; empty where the default is a place that depends on another setting. */
    static final ValueKind PATH = matching("a path", value -> value.indexOf('\0') < 0);

    /** One line of text, perhaps empty. */
    static final ValueKind TEXT =
            matching("text without control characters", value -> value.chars().noneMatch(Character::isISOControl));

    /** An amount of memory in the words of DuckDB. */
    static final ValueKind SIZE_OF_MEMORY =
            matching("a memory size such as 512MB, 4GB or 60%", value -> matches(SIZE, value));

    /** A key, or nothing. */
    static final ValueKind KEY = matching(
            "a key of 8 to 512 printable characters without spaces",
            value -> value.isEmpty() || matches(PRINTABLE, value));

    /** Yes or no. */
    static final ValueKind BOOLEAN = new ValueKind("true or false", ValueKind::truth);

    /** One of a few words. */
    static ValueKind oneOf(String... words) {
        Set<String> good = Set.of(words);
        return new ValueKind("one of " + String.join(", ", words), text -> Optional.of(text.toLowerCase(Locale.ROOT))
                .filter(good::contains));
    }

    /** A whole number between two bounds, both included. */
    static ValueKind integer(String what, long min, long max) {
        return new ValueKind(what + " (" + min + " to " + max + ")", text -> number(text, min, max));
    }

    /** A whole number between two bounds, of which the upper may be no more than the bound of its type. */
    static ValueKind whole(long min, long max) {
        return max < Integer.MAX_VALUE
                ? integer("a number", min, max)
                : new ValueKind("a number of " + min + " or more", text -> number(text, min, max));
    }

    private static ValueKind matching(String meaning, Predicate<String> good) {
        return new ValueKind(meaning, text -> Optional.of(text).filter(good));
    }

    private static boolean matches(Pattern pattern, String value) {
        return pattern.matcher(value).matches();
    }

    private static Optional<String> number(String text, long min, long max) {
        try {
            long value = Long.parseLong(text);
            return value < min || value > max ? Optional.empty() : Optional.of(Long.toString(value));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> truth(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (YES.contains(lower)) {
            return Optional.of("true");
        }
        return NO.contains(lower) ? Optional.of("false") : Optional.empty();
    }
}
