package io.eider.bridge.sql;

import io.eider.engine.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where a statement may run. It may run at the source as a whole if every piece of it is parsed, every table is one of the bridge, and it has only
 * kinds of nodes, functions and types that are listed here; what is not known stops it. Then {@link #rewritten} is what the source gets.
 */
public final class Routing {
    private static final long NOWHERE = -1;
    private static final Set<String> EXPRESSIONS = Set.of(
            "BETWEEN",
            "CASE",
            "CAST",
            "COLLATE",
            "COLUMN_REF",
            "COMPARISON",
            "CONJUNCTION",
            "CONSTANT",
            "DEFAULT",
            "FUNCTION",
            "LAMBDA",
            "OPERATOR",
            "PARAMETER",
            "POSITIONAL_REFERENCE",
            "STAR",
            "SUBQUERY",
            "TYPE",
            "WINDOW");
    private static final Set<String> NODES = Set.of(
            "SELECT_NODE",
            "SET_OPERATION_NODE",
            "RECURSIVE_CTE_NODE",
            "CTE_NODE",
            "SUBQUERY",
            "JOIN",
            "EXPRESSION_LIST",
            "EMPTY");

    private final Parser parser;
    private final Names names;
    private final Tokens tokens;
    private final TreeMap<Integer, Edit> edits = new TreeMap<>();
    private final TreeMap<Integer, Edit> columnEdits = new TreeMap<>();
    private final Map<String, SourceTable> tables = new HashMap<>();
    private boolean parsed = true;
    private boolean harmless = true;
    private boolean rewritable = true;
    private boolean hasParameters;

    public Routing(Parser parser, Names names, Tokens tokens) {
        this.parser = parser;
        this.names = names;
        this.tokens = tokens;
    }

    /**
     * Looks at a piece.
     *
     * @param ctes names that mean queries of a WITH before it, in lower case
     * @return the names that it defines itself in its outermost WITH, and those
     */
    public Set<String> add(Fragment fragment, Set<String> ctes) throws SQLException {
        String text = fragment.parsable(tokens.sql());
        var tree = parser.parse(text);
        Set<String> known = new HashSet<>(ctes);
        if (tree.isEmpty()) {
            parsed = false;
            return known;
        }
        Map<String, Object> node = Json.object(tree.get(), "node");
        new Walk(fragment, text).walk(node, ctes);
        Json.list(Json.object(node, "cte_map"), "map").forEach(entry -> known.add(key(entry)));
        return known;
    }

    /** The table that the statement writes. */
    public void addTable(SourceTable table, int start, int end, String alias) {
        tables.put(table.qualified(), table);
        edits.put(start, new Edit(end, table.qualified() + alias));
    }

    /** Whether DuckDB understood every piece. */
    public boolean isParsed() {
        return parsed;
    }

    /** Whether it may run at the source as it is. */
    public boolean isWhole() {
        return parsed && harmless && !tables.isEmpty();
    }

    /** Whether {@link #rewritten} is the same statement, with other names for all tables of the bridge. */
    public boolean isRewritable() {
        return parsed && rewritable && !tables.isEmpty();
    }

    public boolean hasParameters() {
        return hasParameters;
    }

    /** The tables of the bridge that it names. */
    public Collection<SourceTable> tables() {
        return tables.values();
    }

    /** The statement with the source's names. */
    public String rewritten() {
        return rewritten(0, tokens.sql().length());
    }

    /** A part of the statement with the source's names. */
    public String rewritten(int start, int end) {
        return edited(edits, start, end);
    }

    /** The token at which a node of the whole statement's tree begins, or -1. */
    public int place(Map<String, Object> node) {
        Fragment whole = new Fragment(Fragment.Kind.QUERY, 0, tokens.sql().length());
        return new Walk(whole, tokens.sql()).token(node);
    }

    /** A part of the statement for the target: names of tables as they are, names of columns without the bridge. */
    public String unqualified(int start, int end) {
        return edited(columnEdits, start, end);
    }

    private String edited(TreeMap<Integer, Edit> chosen, int start, int end) {
        StringBuilder out = new StringBuilder();
        int at = start;
        for (Map.Entry<Integer, Edit> edit : chosen.subMap(start, end).entrySet()) {
            out.append(tokens.sql(), at, edit.getKey()).append(edit.getValue().text());
            at = edit.getValue().end();
        }
        return out.append(tokens.sql(), at, end).toString();
    }

    private static String key(Object entry) {
        return entry instanceof Map<?, ?> map ? Names.lower(String.valueOf(map.get("key"))) : "";
    }

    private record Edit(int end, String text) {}

    /** One tree. */
    private final class Walk {
        private final Fragment fragment;
        private final String text;
        private final boolean isAscii;

        Walk(Fragment fragment, String text) {
            this.fragment = fragment;
            this.text = text;
            this.isAscii = text.chars().allMatch(c -> c < 128);
        }

        @SuppressWarnings("unchecked")
        void walk(Object value, Set<String> ctes) {
            if (value instanceof List<?> list) {
                list.forEach(item -> walk(item, ctes));
            } else if (value instanceof Map<?, ?> map) {
                node((Map<String, Object>) map, ctes);
            }
        }

        private void node(Map<String, Object> node, Set<String> ctes) {
            Set<String> inside = queries(node, ctes);
            check(node, inside);
            node.forEach((key, value) -> {
                if (!key.equals("cte_map")) {
                    walk(value, inside);
                }
            });
        }

        /** The queries of WITH: each sees those before it, and itself if it is recursive. */
        private Set<String> queries(Map<String, Object> node, Set<String> ctes) {
            List<?> entries = Json.list(Json.object(node, "cte_map"), "map");
            if (entries.isEmpty()) {
                return ctes;
            }
            Set<String> inside = new HashSet<>(ctes);
            for (Object entry : entries) {
                @SuppressWarnings("unchecked")
                Map<String, Object> value = Json.object((Map<String, Object>) entry, "value");
                Map<String, Object> body = Json.object(Json.object(value, "query"), "node");
                if (Json.text(body, "type").equals("RECURSIVE_CTE_NODE")) {
                    inside.add(key(entry));
                }
                walk(value, Set.copyOf(inside));
                inside.add(key(entry));
            }
            return inside;
        }

        private void check(Map<String, Object> node, Set<String> ctes) {
            String kind = Json.text(node, "class");
            String type = Json.text(node, "type");
            if (!kind.isEmpty()) {
                harmless &= EXPRESSIONS.contains(kind);
                expression(node, kind);
            } else if (type.equals("BASE_TABLE")) {
                table(node, ctes);
            } else if (type.equals("TABLE_FUNCTION")) {
                harmless &= Functions.isHarmlessTable(Json.text(Json.object(node, "function"), "function_name"));
            } else if (!type.isEmpty()) {
                harmless &= NODES.contains(type)
                        || type.endsWith("_MODIFIER")
                        || type.startsWith("ORDER_")
                        || type.endsWith("_TYPE_INFO") && !type.startsWith("UNBOUND");
            }
            harmless &= !Json.text(node, "id").equals("UNBOUND");
        }

        private void expression(Map<String, Object> node, String kind) {
            switch (kind) {
                case "FUNCTION", "WINDOW" -> {
                    String schema = Json.text(node, "schema");
                    harmless &= Functions.isHarmless(Json.text(node, "function_name"))
                            && (schema.isEmpty() || schema.equals("main"))
                            && Json.text(node, "catalog").isEmpty();
                }
                case "COLUMN_REF" -> {
                    List<?> parts = Json.list(node, "column_names");
                    harmless &= parts.size() != 1 || !Functions.isOfSession(String.valueOf(parts.get(0)));
                    column(node);
                }
                case "STAR" -> column(node);
                case "PARAMETER" -> hasParameters = true;
                default -> {
                    // nothing to look at
                }
            }
        }

        private void table(Map<String, Object> node, Set<String> ctes) {
            List<String> name = new ArrayList<>();
            for (String part : List.of("catalog_name", "schema_name", "table_name")) {
                if (!Json.text(node, part).isEmpty()) {
                    name.add(Json.text(node, part));
                }
            }
            if (name.size() == 1 && ctes.contains(Names.lower(name.get(0)))) {
                return;
            }
            var table = names.find(name);
            int index = token(node);
            if (table.isEmpty() || index < 0 || !tokens.name(index).equals(name) || node.containsKey("at_clause")) {
                harmless = false;
                rewritable &= table.isEmpty();
                return;
            }
            boolean isTaken = tables.values().stream()
                    .anyMatch(other ->
                            other != table.get() && other.name().name().equalsIgnoreCase(name.get(name.size() - 1)));
            harmless &= !isTaken;
            rewritable &= !isTaken;
            boolean isNamed = !Json.text(node, "alias").isEmpty() || tokens.is(index - 1, "table");
            String alias = isNamed ? "" : " AS " + Sql.identifier(name.get(name.size() - 1));
            addTable(table.get(), tokens.start(index), tokens.end(index + 2 * name.size() - 2), alias);
        }

        /** Takes away the parts of a column's name that name the bridge. */
        private void column(Map<String, Object> node) {
            int index = token(node);
            if (index >= 0) {
                int parts = names.qualifiers(starred(index));
                if (parts > 0) {
                    Edit edit = new Edit(tokens.start(index + 2 * parts), "");
                    edits.put(tokens.start(index), edit);
                    columnEdits.put(tokens.start(index), edit);
                }
            }
        }

        /** {@code app.users.*} has three parts. */
        private List<String> starred(int index) {
            List<String> name = new ArrayList<>(tokens.name(index));
            if (!name.isEmpty() && tokens.is(index + 2 * name.size() - 1, ".", "*")) {
                name.add("*");
            }
            return name;
        }

        private int token(Map<String, Object> node) {
            String location = Json.text(node, "query_location");
            long place = location.isEmpty() ? NOWHERE : Long.parseUnsignedLong(location);
            if (place == NOWHERE || place > text.length() * 4L) {
                return -1;
            }
            int index = isAscii ? (int) place : chars((int) place);
            int in = fragment.place(index);
            return in < fragment.start() ? -1 : tokens.at(in);
        }

        private int chars(int bytes) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            return new String(encoded, 0, Math.min(bytes, encoded.length), StandardCharsets.UTF_8).length();
        }
    }
}
