package io.eider.pgwire.dialect;

import io.eider.api.sql.Identifiers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names for the columns of queries that others read by name: derived tables, common table expressions, views, CREATE TABLE AS.
 * A column gets PostgreSQL's name unless the query mentions that name elsewhere, where DuckDB would take it for the alias.
 */
final class InnerNames implements Repair {
    @Override
    public void at(Words words, int index, Edits edits) {
        if (words.is(index - 1, ".") || !isRead(words, index)) {
            return;
        }
        List<Clauses.Item> items = Clauses.items(words, index);
        Map<String, Integer> names = new HashMap<>();
        for (Clauses.Item item : items) {
            names.merge(ColumnName.of(words, item).name(), 1, Integer::sum);
        }
        int end = Clauses.end(words, index);
        for (Clauses.Item item : items) {
            ColumnName.Named named = ColumnName.of(words, item);
            boolean isPlain =
                    named.isWritten() || named.isStar() || named.name().isEmpty();
            if (!isPlain && names.get(named.name()) == 1 && !isMentioned(words, index, end, item, named.name())) {
                edits.after(item.to() - 1, " AS " + Identifiers.quoted(named.name()));
            }
        }
    }

    private static boolean isRead(Words words, int select) {
        if (words.is(select - 1, "(")) {
            int open = select - 1;
            return Clauses.isRelation(words, open)
                    || words.is(open - 1, "as") && isName(words, open - 2)
                    || words.is(open - 1, "materialized");
        }
        return words.is(select - 1, "as") && words.is(0, "create");
    }

    /** {@code WITH name AS (} and {@code WITH name (columns) AS (}; CAST has no bracket there. */
    private static boolean isName(Words words, int at) {
        return words.isName(at) || words.is(at, ")");
    }

    private static boolean isMentioned(Words words, int from, int end, Clauses.Item item, String name) {
        for (int i = from; i < end; i++) {
            boolean isOwn = i >= item.from() && i < item.to();
            if (!isOwn && words.name(i).equalsIgnoreCase(name) && !words.is(i + 1, "(")) {
                return true;
            }
        }
        return false;
    }
}
