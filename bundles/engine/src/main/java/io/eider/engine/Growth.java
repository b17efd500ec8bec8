package io.eider.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How many times longer the text may become that an expression makes of its columns, at worst. DuckDB does not count the
 * strings of a running expression in its memory limit (measured with 1.5.6: three nested {@code replace} of a few hundred bytes
 * took 1.3 GB under a limit of 512 MB), and functions that multiply multiply each other when they are nested. Not thread-safe.
 */
final class Growth {
    /** Enough for a chain of replacements that cleans a text. */
    private static final long LIMIT = 256;

    /** More than a filter needs that was written by a program; one copy is as large as the column in 2048 rows. */
    private static final long MAX_COPIES = 1024;

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

    /** Those whose result holds all of their arguments. */
    private static final Set<String> JOINING = Set.of(
            "array_append",
            "array_cat",
            "array_concat",
            "array_value",
            "array_zip",
            "concat",
            "concat_ws",
            "json_array",
            "json_merge_patch",
            "json_object",
            "list_append",
            "list_cat",
            "list_concat",
            "list_pack",
            "list_value",
            "list_zip",
            "map",
            "row",
            "struct_concat",
            "struct_insert",
            "struct_pack",
            "struct_update");

    /** Those that give a part of a JSON text for each path in a list of paths. */
    private static final Set<String> JSON_PATHS = Set.of(
            "->>", "json_extract", "json_extract_path", "json_extract_path_text", "json_extract_string", "json_value");

    private static final String JOIN = "||";

    private final Map<String, Long> products = new HashMap<>();
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

    /** What is wrong with all of it together, if anything is. */
    Optional<String> fault() {
        long copies = 0;
        for (String path : classes.keySet()) {
            long product = product(path);
            if (product > LIMIT) {
                return Optional.of("it may make a text more than " + LIMIT + " times as long");
            }
            copies += isKept(path, product) ? product : 0;
        }
        return copies > MAX_COPIES
                ? Optional.of("its functions may make more than " + MAX_COPIES + " copies of a text")
                : Optional.empty();
    }

    private long product(String path) {
        Long known = products.get(path);
        if (known != null) {
            return known;
        }
        int end = path.lastIndexOf('.');
        long above = end < 0 ? 1 : product(path.substring(0, end));
        long product = Math.min(above * factor(path, classes.getOrDefault(path, "")), LIMIT + 1);
        products.put(path, product);
        return product;
    }

    /** Whether the result of a node is a text of its own: DuckDB keeps it until the next rows. Operators give no texts. */
    private boolean isKept(String path, long product) {
        String name = names.getOrDefault(path, "");
        return isCalled(name)
                || (name.equals(JOIN) && !isInnerJoin(path))
                || ("CAST".equals(classes.get(path)) && product > CAST_FACTOR);
    }

    private static boolean isCalled(String name) {
        return !name.isEmpty() && Character.isLetter(name.charAt(0));
    }

    private long factor(String path, String kind) {
        if (kind.equals("CAST")) {
            return CAST_FACTOR;
        }
        if (kind.equals("LAMBDA")) {
            return Math.max(1, children(path + ".expr")); // what the parser makes of json -> [path, path]
        }
        String name = names.getOrDefault(path, "");
        if (name.equals(JOIN)) {
            return isInnerJoin(path) ? 1 : joined(path);
        }
        if (JSON_PATHS.contains(name)) {
            return Math.max(1, children(path + ".children[1]"));
        }
        Integer repeated = REPEATED_ARGUMENTS.get(name);
        long own = repeated == null
                ? FACTORS.getOrDefault(name, 1)
                : repeated(path + ".children[" + repeated + "]", IN_PLACE.contains(name) ? 0 : 1);
        return JOINING.contains(name) ? own * Math.max(1, varying(path)) : own;
    }

    /** A chain of {@code ||} makes a text for each of its links, of all that is to the left of it. */
    private long joined(String path) {
        long links = 0;
        long varying = 0;
        String link = path;
        while (JOIN.equals(names.get(link))) {
            links++;
            varying += isVarying(link + ".children[1]") ? 1 : 0;
            link = link + ".children[0]";
        }
        return Math.max(1, links * (varying + (isVarying(link) ? 1 : 0)));
    }

    private boolean isInnerJoin(String path) {
        int end = path.lastIndexOf('.');
        return end > 0 && path.endsWith(".children[0]") && JOIN.equals(names.get(path.substring(0, end)));
    }

    private long varying(String path) {
        return IntStream.range(0, children(path))
                .filter(i -> isVarying(path + ".children[" + i + "]"))
                .count();
    }

    private boolean isVarying(String path) {
        return !"CONSTANT".equals(classes.get(path));
    }

    private int children(String path) {
        int count = 0;
        while (classes.containsKey(path + ".children[" + count + "]")) {
            count++;
        }
        return count;
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
