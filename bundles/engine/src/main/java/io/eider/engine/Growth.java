package io.eider.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many times longer the text may become that an expression makes of its columns, at worst. DuckDB does not count the
 * strings of a running expression in its memory limit (measured with 1.5.6: three nested {@code replace} of a few hundred bytes
 * took 1.3 GB under a limit of 512 MB), and functions that multiply multiply each other when they are nested. Not thread-safe.
 */
final class Growth {
    /** Enough for a chain of replacements that cleans a text. */
    static final long LIMIT = 256;

    /** What a call makes of one character at most. */
    private static final Map<String, Integer> FACTORS = Map.ofEntries(
            Map.entry("bin", 8),
            Map.entry("to_binary", 8),
            Map.entry("hex", 2),
            Map.entry("to_hex", 2),
            Map.entry("base64", 2),
            Map.entry("to_base64", 2),
            Map.entry("regexp_escape", 2),
            Map.entry("url_encode", 3),
            Map.entry("array_to_json", 4),
            Map.entry("json", 4),
            Map.entry("json_array", 4),
            Map.entry("json_object", 4),
            Map.entry("json_quote", 4),
            Map.entry("row_to_json", 4),
            Map.entry("to_json", 4));

    /** The argument that comes again and again in the result. */
    private static final Map<String, Integer> REPEATED_ARGUMENTS = Map.ofEntries(
            Map.entry("replace", 2),
            Map.entry("regexp_replace", 2),
            Map.entry("concat_ws", 0),
            Map.entry("array_to_string", 1),
            Map.entry("list_string_agg", 1),
            Map.entry("array_aggr", 2),
            Map.entry("array_aggregate", 2),
            Map.entry("list_aggr", 2),
            Map.entry("list_aggregate", 2));

    /** Those that put that argument in the place of a character, or once for each that is written down, not beside it. */
    private static final Set<String> IN_PLACE = Set.of("replace", "concat_ws");

    /** Lists become text with commas, and the quotes in them are escaped each time. */
    private static final int CAST_FACTOR = 4;

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> classes = new HashMap<>();
    private final Map<String, Integer> textLengths = new HashMap<>();

    /** Takes in a node of a kind, {@code FUNCTION} or another. */
    void node(String path, String kind) {
        classes.put(path, kind);
    }

    /** Takes in the name of the function that a node calls. */
    void call(String path, String function) {
        names.put(path, function);
    }

    /** Takes in the text of a constant; the path is that of its value. */
    void constant(String path, String text) {
        textLengths.put(path, text.length());
    }

    /** Whether all of it together may grow beyond the limit. */
    boolean isTooMuch() {
        Map<String, Long> factors = new HashMap<>();
        classes.forEach((path, kind) -> {
            long factor = factor(path, kind);
            if (factor > 1) {
                factors.put(path, factor);
            }
        });
        return factors.keySet().stream().anyMatch(path -> product(factors, path) > LIMIT);
    }

    private static long product(Map<String, Long> factors, String path) {
        long product = 1;
        int end = path.length();
        while (end > 0 && product <= LIMIT) {
            product *= factors.getOrDefault(path.substring(0, end), 1L);
            end = path.lastIndexOf('.', end - 1);
        }
        return product;
    }

    private long factor(String path, String kind) {
        if (kind.equals("CAST")) {
            return CAST_FACTOR;
        }
        String name = names.getOrDefault(path, "");
        int besides = IN_PLACE.contains(name) ? 0 : 1;
        return Optional.ofNullable(REPEATED_ARGUMENTS.get(name))
                .map(index -> repeated(path + ".children[" + index + "]", besides))
                .orElseGet(() -> (long) FACTORS.getOrDefault(name, 1));
    }

    private long repeated(String argument, int besides) {
        if (!classes.containsKey(argument)) {
            return 1 + besides; // the comma of list_string_agg
        }
        Integer length = textLengths.get(argument + ".value");
        return length == null
                ? LIMIT
                : Math.max(1, length + besides); // of unknown length: alone, but not together with others
    }
}
