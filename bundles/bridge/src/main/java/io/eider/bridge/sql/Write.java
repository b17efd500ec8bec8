package io.eider.bridge.sql;

import io.eider.engine.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A statement that writes, taken apart. Everything outside the fragments are key words and names of columns.
 *
 * @param with what stands before it
 * @param table the name of the table as written
 * @param nameStart where it begins
 * @param nameEnd where it ends
 * @param alias of the table, empty if it has none
 * @param sets of UPDATE ... SET
 * @param query of INSERT; FROM, USING of the others
 * @param where of UPDATE and DELETE
 * @param tail everything behind {@link #query} or {@link #where}: ON CONFLICT, RETURNING, the clauses of MERGE
 * @param tailStart where it begins
 */
public record Write(
        Verb verb,
        Optional<Fragment> with,
        List<String> table,
        int nameStart,
        int nameEnd,
        String alias,
        List<Assignment> sets,
        Optional<Fragment> query,
        Optional<Fragment> where,
        List<Fragment> tail,
        int tailStart) {

    /**
     * Adds all pieces to a routing, with a table in the place of the one that is written.
     *
     * @return names that mean queries of its WITH, in lower case
     */
    public Set<String> addTo(Routing routing, SourceTable target) throws SQLException {
        nameIn(routing, target);
        return addPieces(routing);
    }

    /** As {@link #addTo} without the table that is written. */
    public Set<String> addPieces(Routing routing) throws SQLException {
        Set<String> ctes = with.isPresent() ? routing.add(with.get(), Set.of()) : Set.of();
        List<Fragment> pieces = new ArrayList<>(tail);
        query.ifPresent(pieces::add);
        where.ifPresent(pieces::add);
        sets.forEach(set -> set.value().ifPresent(pieces::add));
        for (Fragment piece : pieces) {
            routing.add(piece, ctes);
        }
        return ctes;
    }

    /** Adds the table that is written alone; it is known by the name that it has in the statement. */
    public void nameIn(Routing routing, SourceTable target) {
        boolean isNamed = !alias.isEmpty() || verb == Verb.TRUNCATE;
        routing.addTable(target, nameStart, nameEnd, isNamed ? "" : " AS " + Sql.identifier(knownAs()));
    }

    /** Its alias, or the last part of its name. */
    public String knownAs() {
        return alias.isEmpty() ? table.get(table.size() - 1) : alias;
    }

    /** What is done, and the word for it in messages. */
    public enum Verb {
        INSERT("insert"),
        UPDATE("update"),
        DELETE("delete"),
        TRUNCATE("delete"),
        MERGE("insert");

        private final String permission;

        Verb(String permission) {
            this.permission = permission;
        }

        public String permission() {
            return permission;
        }
    }

    /**
     * {@code column = value}.
     *
     * @param columns the text left of the sign
     * @param value nothing for DEFAULT
     */
    public record Assignment(String columns, Optional<Fragment> value) {}
}
