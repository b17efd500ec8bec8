package io.eider.bridge.live;

import io.eider.bridge.jdbc.Parameters;
import io.eider.bridge.jdbc.Ran;
import io.eider.bridge.jdbc.Transports;
import io.eider.bridge.sql.Fragment;
import io.eider.bridge.sql.Json;
import io.eider.bridge.sql.Names;
import io.eider.bridge.sql.Routing;
import io.eider.bridge.sql.SourceTable;
import io.eider.bridge.sql.Tokens;
import io.eider.bridge.sql.Write;
import io.eider.engine.Sql;
import io.eider.engine.link.LinkedColumn;
import io.eider.engine.link.Links;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A write to the source with tables or functions that only the target has: the target computes the rows (of UPDATE and DELETE: which rows, and their new
 * values) in the same transaction of the source, then the source reads them and writes.
 */
final class SplitWrite {
    private static final String ROW = "eider_row";
    private static final String NEW = "eider_new";

    private final Session session;
    private final Write write;
    private final Tokens tokens;
    private final SourceTable table;
    private final Routing routing;
    private Set<String> ctes = Set.of();

    SplitWrite(Session session, Write write, Tokens tokens, SourceTable table, Routing routing) {
        this.session = session;
        this.write = write;
        this.tokens = tokens;
        this.table = table;
        this.routing = routing;
    }

    /** Looks at all pieces. */
    void route() throws SQLException {
        ctes = write.addTo(routing, table);
    }

    Ran run(Names names, Parameters parameters) throws SQLException {
        Routing tail = tail(names);
        boolean alone = !session.transaction().isOpen();
        boolean done = false;
        if (alone) {
            session.transaction().begin("BEGIN TRANSACTION");
        }
        try {
            Ran ran = apply(tail, parameters);
            if (alone) {
                session.transaction().write(Transaction.Side.SOURCE);
                session.transaction().end("COMMIT");
            }
            done = true;
            return ran;
        } finally {
            if (alone && !done && session.transaction().isOpen()) {
                session.transaction().end("ROLLBACK");
            }
        }
    }

    /** What is behind the rows has to make sense to the source alone. */
    private Routing tail(Names names) throws SQLException {
        Routing tail = new Routing(session.bridge().parser(), names, tokens);
        write.nameIn(tail, table);
        for (Fragment piece : write.tail()) {
            tail.add(piece, Set.of());
        }
        if (!tail.isWhole() || tail.hasParameters()) {
            throw unsupported("What stands behind the rows names something that only the target knows, or a parameter");
        }
        return tail;
    }

    private Ran apply(Routing tail, Parameters parameters) throws SQLException {
        String rest = " " + tail.rewritten(write.tailStart(), tokens.sql().length());
        return switch (write.verb()) {
            case INSERT -> {
                Fragment query = write.query().orElseThrow(() -> unsupported("Nothing to insert"));
                String head = tail.rewritten(tokens.start(tokens.verb()), query.start());
                try (Shipment rows = Shipment.of(session, with() + local(query), parameters)) {
                    yield session.atSource(head + rows.query() + rest, Parameters.NONE, table, Transports.STREAMED);
                }
            }
            case MERGE -> {
                Fragment query = write.query().orElseThrow(() -> unsupported("Nothing to merge"));
                String head = tail.rewritten(tokens.start(tokens.verb()), query.start());
                String using = "SELECT * FROM " + local(query);
                try (Shipment rows = Shipment.of(session, with() + using, parameters)) {
                    String named = "(" + rows.query() + ") AS " + Sql.identifier(relation(query));
                    yield session.atSource(head + named + rest, Parameters.NONE, table, Transports.STREAMED);
                }
            }
            case UPDATE, DELETE -> rows(rest, parameters);
            case TRUNCATE -> throw unsupported("TRUNCATE");
        };
    }

    private Ran rows(String rest, Parameters parameters) throws SQLException {
        List<LinkedColumn> columns = new ArrayList<>();
        columns.add(new LinkedColumn(ROW, "BIGINT"));
        columns.addAll(SourceInstance.columns(session.reads().source(), table));
        String numbered = "(SELECT rowid AS " + ROW + ", * FROM " + table.qualified() + ")";
        String handle = Links.add(() -> session.reads().bind(table, columns, numbered, 1));
        try {
            String old = "(SELECT "
                    + columns.stream().map(LinkedColumn::restored).collect(Collectors.joining(", ")) + " FROM "
                    + Links.FUNCTION + "(" + Sql.literal(handle) + ")) AS " + Sql.identifier(write.knownAs());
            String query = with() + "SELECT " + Sql.qualified(write.knownAs(), ROW) + values() + " FROM " + old
                    + write.query().map(tables -> ", " + local(tables)).orElse("")
                    + write.where().map(where -> " WHERE " + local(where)).orElse("");
            try (Shipment rows = Shipment.of(session, query, parameters)) {
                String found = "(" + rows.query() + ") AS " + NEW;
                String same = " WHERE " + Sql.qualified(write.knownAs(), "rowid") + " = " + NEW + "." + ROW;
                String named = table.qualified() + " AS " + Sql.identifier(write.knownAs());
                String sql = write.verb() == Write.Verb.UPDATE
                        ? "UPDATE " + named + " SET " + assigned() + " FROM " + found + same
                        : "DELETE FROM " + named + " USING " + found + same;
                return session.atSource(sql + rest, Parameters.NONE, table, Transports.STREAMED);
            }
        } finally {
            Links.remove(handle);
        }
    }

    private String values() throws SQLException {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < write.sets().size(); i++) {
            Write.Assignment set = write.sets().get(i);
            if (set.columns().startsWith("(")) {
                throw unsupported("Columns in brackets cannot be set with what only the target knows");
            }
            Optional<Fragment> value = set.value();
            if (value.isPresent()) {
                values.append(", (")
                        .append(local(value.get()))
                        .append(") AS eider_value_")
                        .append(i);
            }
        }
        return values.toString();
    }

    private String assigned() {
        List<String> assigned = new ArrayList<>();
        for (int i = 0; i < write.sets().size(); i++) {
            Write.Assignment set = write.sets().get(i);
            assigned.add(set.columns() + " = " + (set.value().isPresent() ? NEW + ".eider_value_" + i : "DEFAULT"));
        }
        return String.join(", ", assigned);
    }

    private String with() {
        return write.with().map(this::local).orElse("");
    }

    private String local(Fragment fragment) {
        return routing.unqualified(fragment.start(), fragment.end());
    }

    /** The name by which the clauses of MERGE know the rows. */
    private String relation(Fragment query) throws SQLException {
        Map<String, Object> from = session.bridge()
                .parser()
                .parse(query.parsable(tokens.sql()))
                .map(tree -> Json.object(Json.object(tree, "node"), "from_table"))
                .orElse(Map.of());
        String alias = Json.text(from, "alias");
        return alias.isEmpty() && !Json.text(from, "table_name").isEmpty()
                ? Json.text(from, "table_name")
                : alias.isEmpty() ? NEW : alias;
    }

    private static SQLException unsupported(String message) {
        return new SQLException(message, "0A000");
    }

    /** Names that are used twice. */
    static boolean areUnique(List<LinkedColumn> columns) {
        Set<String> names = new HashSet<>();
        return columns.stream().allMatch(column -> names.add(Names.lower(column.name())));
    }
}
