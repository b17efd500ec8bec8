package io.eider.engine;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * SQL expressions of clients: row filters, new values and column defaults. DuckDB parses the text without running it
 * ({@code json_serialize_sql}); it is accepted when it is exactly one expression, made of harmless kinds of nodes and listed
 * functions. The text is parsed twice, bare and in parentheses: only what is the same tree both ways may be put into a
 * statement, in parentheses. So {@code 1) OR (1}, clauses, comments and second statements have no way in.
 */
public final class Expressions {
    private static final int MAX_LENGTH = 65_536;

    /** Enough for what people write; the path of a node is as long as the node is deep. */
    private static final int MAX_DEPTH = 100;

    /** Nodes of DuckDB's parse tree; all others (SUBQUERY, WINDOW, STAR, PARAMETER, DEFAULT, ...) are refused. */
    private static final Set<String> FILTER_NODES = Set.of(
            "BETWEEN",
            "CASE",
            "CAST",
            "COLLATE",
            "COLUMN_REF",
            "COMPARISON",
            "CONJUNCTION",
            "CONSTANT",
            "FUNCTION",
            "LAMBDA",
            "OPERATOR",
            "TYPE"); // of a cast, in DuckDB 2

    private static final Set<String> FUNCTIONS = functions();

    /** A default may give each row its own value. */
    private static final Set<String> DEFAULT_FUNCTIONS =
            Set.of("random", "uuid", "gen_random_uuid", "uuidv4", "uuidv7");

    /** What the parser takes for a column and the binder for a function. */
    private static final Set<String> TIMES =
            Set.of("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp");

    /** Refused by the contract (storage contract, sections 1.7 and 1.9), in its order. */
    private static final List<String> FORBIDDEN = List.of(";", "--", "/*", "*/", "drop ", "truncate ", "alter ");

    /** {@code ->} binds weaker than {@code =} in DuckDB, hence the functions. */
    private static final String PARSE =
            "WITH parsed AS (SELECT json_serialize_sql('SELECT ' || CAST($1 AS VARCHAR))::JSON AS bare,"
                    + " json_serialize_sql('SELECT (' || CAST($1 AS VARCHAR) || chr(10) || ')')::JSON AS enclosed,"
                    + " json_serialize_sql('SELECT NULL')::JSON AS plain)"
                    + " SELECT coalesce(json_extract_string(bare, '$.error_message'),"
                    + " json_extract_string(enclosed, '$.error_message')) AS error,"
                    + " json_array_length(bare, '$.statements') = 1"
                    + " AND json_array_length(bare, '$.statements[0].node.select_list') = 1"
                    + " AND json_extract_string(bare, '$.statements[0].node.select_list[0].alias') = ''"
                    + " AND json_merge_patch(json_extract(bare, '$.statements[0]'), '{\"node\":{\"select_list\":null}}')"
                    + " = json_merge_patch(json_extract(plain, '$.statements[0]'), '{\"node\":{\"select_list\":null}}')"
                    + " AND regexp_replace(bare::VARCHAR, '\"query_location\":[0-9]+', '', 'g')"
                    + " = regexp_replace(enclosed::VARCHAR, '\"query_location\":[0-9]+', '', 'g') AS single,"
                    + " json_extract(bare, '$.statements[0].node.select_list[0]') AS tree FROM parsed";

    private static final String NODES =
            "SELECT key, value::VARCHAR, json_extract_string(atom, '$'), path FROM json_tree(CAST($1 AS JSON))"
                    + " WHERE key IN ('class', 'function_name', 'schema', 'catalog', 'column_names')"
                    + " OR (key = 'value' AND type = 'VARCHAR')";

    private Expressions() {}

    /** Whether a function of DuckDB only computes with its arguments: no side effects, no files, settings, catalogs, other sessions. */
    public static boolean isHarmless(String function) {
        return FUNCTIONS.contains(function);
    }

    /**
     * Checks a default: one expression without columns.
     *
     * @return SQL that may stand in parentheses
     * @throws ApiException INVALID_DEFAULT
     */
    public static String constant(TableSession session, String text) {
        try {
            check(session, text, Use.DEFAULT);
            return text.contains("--") ? text.strip() + "\n" : text.strip(); // a comment ends before the parenthesis
        } catch (Refused e) {
            throw new ApiException(
                    ErrorCode.INVALID_DEFAULT, "Invalid default: " + e.getMessage(), Map.of("default", shown(text)));
        }
    }

    /**
     * Checks a row filter: one expression over columns. Whether the columns exist is seen when it is used.
     *
     * @param field name of the request's field, for the details of the error
     * @param moreForbidden substrings that the contract forbids here, beyond those that it forbids everywhere
     * @return SQL of a condition, in parentheses
     * @throws ApiException INVALID_WHERE_CLAUSE
     */
    public static String filter(TableSession session, String field, String text, List<String> moreForbidden) {
        try {
            refuseForbidden(text, FORBIDDEN);
            refuseForbidden(text, moreForbidden);
            check(session, text, Use.FILTER);
            return "(" + text.strip() + ")";
        } catch (Refused e) {
            throw invalidFilter(field, text, e.getMessage());
        }
    }

    /**
     * Checks a new value for a column: one expression over columns, by the rules for filters but for the words that the contract
     * forbids there. Whether the columns exist is seen when it is used.
     *
     * @return SQL of a value, in parentheses
     * @throws ApiException INVALID_ROWS
     */
    public static String value(TableSession session, String column, String text) {
        try {
            check(session, text, Use.FILTER);
            return "(" + text.strip() + "\n)"; // a comment ends before the parenthesis
        } catch (Refused e) {
            throw invalidValue(column, text, e.getMessage());
        }
    }

    /** The error for an expression that gives a column no value. */
    public static ApiException invalidValue(String column, String text, String reason) {
        return new ApiException(
                ErrorCode.INVALID_ROWS,
                "Invalid expression for column " + column + ": " + reason,
                Map.of("column", column, "expression", shown(text)));
    }

    /** The error for a filter that the rows of a table do not fit. */
    public static ApiException invalidFilter(String field, String text, String reason) {
        return new ApiException(
                ErrorCode.INVALID_WHERE_CLAUSE, "Invalid WHERE clause: " + reason, Map.of(field, shown(text)));
    }

    private static void refuseForbidden(String text, List<String> patterns) throws Refused {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String pattern : patterns) {
            if (lower.contains(pattern)) {
                throw new Refused("contains '" + pattern + "'");
            }
        }
    }

    private static void check(TableSession session, String text, Use use) throws Refused {
        if (text.isBlank()) {
            throw new Refused("it is empty");
        }
        if (text.length() > MAX_LENGTH) {
            throw new Refused("it is longer than " + MAX_LENGTH + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            throw new Refused("it holds a NUL character");
        }
        Parsed parsed = parse(session, text.strip());
        if (parsed.error != null) {
            throw new Refused(parsed.error.lines().findFirst().orElse("it is not SQL"));
        }
        if (!parsed.single) {
            throw new Refused("it must be one single expression");
        }
        if (depth(parsed.tree) > MAX_DEPTH) {
            throw new Refused("it is nested more than " + MAX_DEPTH + " levels deep");
        }
        Growth growth = new Growth();
        for (Node node : nodes(session, parsed.tree)) {
            node.check(use);
            node.addTo(growth);
        }
        Optional<String> fault = growth.fault();
        if (fault.isPresent()) {
            throw new Refused(fault.get());
        }
    }

    private static Parsed parse(TableSession session, String text) throws Refused {
        try {
            return session.query(PARSE, row -> new Parsed(row.getString(1), row.getBoolean(2), row.getString(3)), text)
                    .get(0);
        } catch (DuckDbFailure e) {
            throw new Refused(e.getMessage().lines().findFirst().orElse("it cannot be parsed"));
        }
    }

    /** How deep the objects of a JSON text are nested. */
    private static int depth(String json) {
        int deepest = 0;
        int depth = 0;
        boolean inText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inText && c == '\\') {
                i++; // what it escapes
            } else if (c == '"') {
                inText = !inText;
            } else if (!inText && c == '{') {
                depth++;
                deepest = Math.max(deepest, depth);
            } else if (!inText && c == '}') {
                depth--;
            }
        }
        return deepest;
    }

    private static List<Node> nodes(TableSession session, String tree) {
        return session.query(
                NODES, row -> new Node(row.getString(1), row.getString(2), row.getString(3), row.getString(4)), tree);
    }

    private static String shown(String text) {
        return text.length() <= 500 ? text : text.substring(0, 500) + "...";
    }

    private static Set<String> functions() {
        try (InputStream in = Expressions.class.getResourceAsStream("expression-functions.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("# ")).collect(Collectors.toCollection(HashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private enum Use {
        FILTER,
        DEFAULT
    }

    private record Parsed(String error, boolean single, String tree) {}

    /** A property of a node: its key, its value as JSON, its text, the path of the node in the tree. */
    private record Node(String key, String json, String text, String path) {
        void check(Use use) throws Refused {
            switch (key) {
                case "class" -> require(FILTER_NODES.contains(text), "it may not contain a " + text);
                case "function_name" -> require(isAllowed(use), "function " + text + " is not allowed here");
                case "schema" ->
                    require(isNone() || "main".equals(text), "names of schemas are not allowed"); // [1, 2] has it
                case "catalog" -> require(isNone(), "names of schemas are not allowed");
                case "value" -> {
                    // a constant may be anything
                }
                default -> require(use == Use.FILTER || isTime(), "a default may not refer to columns");
            }
        }

        void addTo(Growth growth) {
            switch (key) {
                case "class" -> growth.node(path, text);
                case "function_name" -> growth.call(path, text);
                case "value" -> growth.constant(path, text);
                default -> {
                    // the others do not make texts longer
                }
            }
        }

        private boolean isNone() {
            return text == null || text.isEmpty();
        }

        private boolean isAllowed(Use use) {
            return FUNCTIONS.contains(text) || (use == Use.DEFAULT && DEFAULT_FUNCTIONS.contains(text));
        }

        private boolean isTime() {
            return TIMES.stream().anyMatch(time -> json.equalsIgnoreCase("[\"" + time + "\"]"));
        }

        private static void require(boolean fine, String otherwise) throws Refused {
            if (!fine) {
                throw new Refused(otherwise);
            }
        }
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
