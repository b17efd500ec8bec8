package io.eider.bridge.live;

import io.eider.bridge.sql.Fragment;
import io.eider.bridge.sql.Json;
import io.eider.bridge.sql.Names;
import io.eider.bridge.sql.Routing;
import io.eider.bridge.sql.SourceTable;
import io.eider.bridge.sql.Tokens;
import io.eider.engine.Sql;
import io.eider.engine.link.LinkedColumn;
import io.eider.engine.link.LinkedRows;
import io.eider.engine.link.Links;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A query at the target that reads less of the source: conditions of its WHERE that only one bridged table decides are sent along. The target still
 * checks them, so sending one too few costs time and nothing else. Close it after the statement.
 */
final class Narrowing implements AutoCloseable {
    private static final String[] BEHIND = {
        "group", "order", "having", "limit", "offset", "qualify", "window", "using", "union", "intersect", "except"
    };

    /** What DuckDB takes a condition of unknown effect to leave. */
    private static final double NARROWED = 0.2;

    private final Session session;
    private final Names names;
    private final Tokens tokens;
    private final Routing routing;
    private final List<String> handles = new ArrayList<>();
    private final TreeMap<Integer, Integer> ends = new TreeMap<>();
    private final Map<Integer, String> relations = new HashMap<>();

    private Narrowing(Session session, Names names, Tokens tokens, Routing routing) {
        this.session = session;
        this.names = names;
        this.tokens = tokens;
        this.routing = routing;
    }

    static Narrowing of(Session session, Names names, Tokens tokens, Routing routing) throws SQLException {
        Narrowing narrowing = new Narrowing(session, names, tokens, routing);
        if (tokens.is(0, "select") && !routing.tables().isEmpty()) {
            narrowing.narrow();
        }
        return narrowing;
    }

    /** The statement for the target. */
    String sql() {
        if (handles.isEmpty()) {
            return tokens.sql();
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (Map.Entry<Integer, Integer> edit : ends.entrySet()) {
            out.append(routing.unqualified(at, edit.getKey())).append(relations.get(edit.getKey()));
            at = edit.getValue();
        }
        return out.append(routing.unqualified(at, tokens.sql().length())).toString();
    }

    private void narrow() throws SQLException {
        int where = tokens.find(1, "where");
        int end = tokens.find(where + 1, BEHIND);
        boolean isPlain = tokens.find(1, BEHIND) == end && tokens.find(where + 1, "or") >= end;
        Optional<Map<String, Object>> tree = session.bridge().parser().parse(tokens.sql());
        if (where >= tokens.size() || !isPlain || tree.isEmpty()) {
            return;
        }
        List<Map<String, Object>> leaves = new ArrayList<>();
        if (leaves(Json.object(Json.object(tree.get(), "node"), "from_table"), leaves)) {
            List<Fragment> conditions = conditions(where + 1, end);
            for (Map<String, Object> leaf : leaves) {
                narrow(leaf, conditions);
            }
        }
    }

    /** The tables that are joined; false if one is joined otherwise than by an inner join. */
    private boolean leaves(Map<String, Object> from, List<Map<String, Object>> leaves) {
        if (Json.text(from, "type").equals("JOIN")) {
            return Json.text(from, "join_type").equals("INNER")
                    && leaves(Json.object(from, "left"), leaves)
                    && leaves(Json.object(from, "right"), leaves);
        }
        leaves.add(from);
        return true;
    }

    /** The parts of a condition between AND; the one of BETWEEN does not count. */
    private List<Fragment> conditions(int from, int end) {
        List<Fragment> conditions = new ArrayList<>();
        int start = from;
        int at = from;
        while (start < end) {
            int and = Math.min(end, tokens.find(at, "and"));
            int between = tokens.find(at, "between");
            if (between < and) {
                at = and + 1;
                and = Math.min(end, tokens.find(at, "and"));
            }
            if (and > start) {
                conditions.add(new Fragment(Fragment.Kind.CONDITION, tokens.start(start), tokens.end(and - 1)));
            }
            start = and + 1;
            at = start;
        }
        return conditions;
    }

    private void narrow(Map<String, Object> leaf, List<Fragment> conditions) throws SQLException {
        List<String> name = new ArrayList<>();
        for (String part : List.of("catalog_name", "schema_name", "table_name")) {
            if (!Json.text(leaf, part).isEmpty()) {
                name.add(Json.text(leaf, part));
            }
        }
        Optional<SourceTable> table = names.find(name);
        int index = routing.place(leaf);
        if (table.isEmpty()
                || index < 0
                || !tokens.name(index).equals(name)
                || !Json.list(leaf, "column_name_alias").isEmpty()) {
            return;
        }
        String given = Json.text(leaf, "alias");
        String alias = given.isEmpty() ? name.get(name.size() - 1) : given;
        List<LinkedColumn> columns = SourceInstance.columns(session.reads().source(), table.get());
        Decided decided = new Decided(names, alias, columns);
        List<String> sent = new ArrayList<>();
        for (Fragment condition : conditions) {
            var tree = session.bridge().parser().parse(condition.parsable(tokens.sql()));
            if (tree.isPresent() && decided.decides(Json.object(Json.object(tree.get(), "node"), "where_clause"))) {
                sent.add("(" + routing.unqualified(condition.start(), condition.end()) + ")");
            }
        }
        if (!sent.isEmpty()) {
            String from =
                    table.get().qualified() + " AS " + Sql.identifier(alias) + " WHERE " + String.join(" AND ", sent);
            LinkedRows rows = () -> session.reads().bind(table.get(), columns, from, NARROWED);
            String handle = Links.add(rows);
            handles.add(handle);
            String relation =
                    "(SELECT " + columns.stream().map(LinkedColumn::restored).collect(Collectors.joining(", "))
                            + " FROM " + Links.FUNCTION + "(" + Sql.literal(handle) + "))";
            ends.put(tokens.start(index), tokens.end(index + 2 * name.size() - 2));
            relations.put(tokens.start(index), given.isEmpty() ? relation + " AS " + Sql.identifier(alias) : relation);
        }
    }

    @Override
    public void close() {
        handles.forEach(Links::remove);
    }
}
