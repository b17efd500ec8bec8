package io.eider.storage.transfer;

import io.eider.api.storage.Column;
import io.eider.api.storage.RowRule;
import io.eider.api.storage.ValidationReport.Broken;
import io.eider.engine.Sql;
import io.eider.engine.TableSession;
import io.eider.storage.row.RuleSql;
import io.eider.storage.table.Columns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks staged rows: counts all rules in one pass, and looks again only for those that were broken. Rows are told apart by DuckDB's rowid,
 * which is their place in the file. Belongs to one thread.
 */
final class RowCheck {
    private static final int AT_ONCE = 40;
    private static final int PARAMETERS = 1_000;
    private static final int EXAMPLES = 3;
    private static final int SHOWN = 100;
    private static final String BROKEN = Sql.qualified("temp", "main", "broken");

    private static final String RULES = Sql.qualified("temp", "main", "rules");

    /** No client's column has these names. */
    private static final String ASIDE = "\u0001";

    private static final String ROWS = Sql.identifier("\u0001rows");

    private final TableSession session;
    private final String staged;
    private final List<Column> columns;
    private final List<Counted> counted = new ArrayList<>();

    /**
     * A check.
     *
     * @param staged the table with the rows of the file, in its order
     * @param columns its columns
     */
    RowCheck(TableSession session, String staged, List<Column> columns) {
        this.session = session;
        this.staged = staged;
        this.columns = columns;
    }

    private record Counted(RowRule rule, Column column, RuleSql broken, long rows) {}

    /** Counts. Gives the rules that are broken. */
    List<Broken> run(List<RowRule> rules) {
        hiding().ifPresent(name -> rename(name, ASIDE));
        List<Counted> all = new ArrayList<>();
        for (RowRule rule : rules) {
            Optional<Column> column = Columns.find(columns, rule.column());
            column.ifPresent(found -> all.add(new Counted(rule, found, RuleSql.broken(rule, found, nameOf(found)), 0)));
        }
        int from = 0;
        int parameters = 0;
        for (int i = 0; i < all.size(); i++) {
            parameters += all.get(i).broken.parameters().size();
            if (i + 1 == all.size() || i + 1 - from == AT_ONCE || parameters >= PARAMETERS) {
                count(all.subList(from, i + 1));
                from = i + 1;
                parameters = 0;
            }
        }
        return counted.stream()
                .map(each -> new Broken(each.rule, each.rows, examples(each)))
                .toList();
    }

    private void count(List<Counted> some) {
        String counts = some.stream()
                .map(each -> "count(*) FILTER (" + each.broken.sql() + ")")
                .collect(Collectors.joining(", "));
        Object[] parameters =
                some.stream().flatMap(each -> each.broken.parameters().stream()).toArray();
        session.forEach(
                "SELECT " + counts + " FROM " + staged,
                row -> {
                    for (int i = 0; i < some.size(); i++) {
                        Counted each = some.get(i);
                        long rows = row.getLong(i + 1);
                        if (rows > 0) {
                            counted.add(new Counted(each.rule, each.column, each.broken, rows));
                        }
                    }
                },
                parameters);
    }

    private List<String> examples(Counted each) {
        if (each.rule.kind() == RowRule.Kind.REQUIRED) {
            return List.of();
        }
        return session.query(
                "SELECT left(" + textOf(each.column) + ", " + SHOWN + ") FROM " + staged + " WHERE " + each.broken.sql()
                        + " LIMIT " + EXAMPLES,
                row -> row.getString(1),
                each.broken.parameters().toArray());
    }

    private static String textOf(Column column) {
        return "CAST(" + Sql.identifier(nameOf(column)) + " AS VARCHAR)";
    }

    /** Remembers which rows break which rule. Gives how many rows do. */
    long mark() {
        if (counted.isEmpty()) {
            return 0;
        }
        session.execute("CREATE TEMP TABLE broken (place BIGINT, rule INTEGER, \"value\" VARCHAR)");
        for (int i = 0; i < counted.size(); i++) {
            Counted each = counted.get(i);
            session.execute(
                    "INSERT INTO " + BROKEN + " SELECT rowid, " + i + ", " + textOf(each.column) + " FROM " + staged
                            + " WHERE " + each.broken.sql(),
                    each.broken.parameters().toArray());
        }
        return session.number("SELECT count(DISTINCT place) FROM " + BROKEN);
    }

    /** Writes a line for each row and rule that it breaks into a new Parquet file: row, column, rule, value, content. */
    void write(Path file) {
        session.execute("CREATE TEMP TABLE rules (rule INTEGER, \"column\" VARCHAR, name VARCHAR)");
        for (int i = 0; i < counted.size(); i++) {
            session.execute(
                    "INSERT INTO " + RULES + " VALUES (?, ?, ?)",
                    i,
                    counted.get(i).column.name().value(),
                    ruleName(counted.get(i).rule.kind()));
        }
        String contents = "SELECT rowid AS place, " + content() + " AS content FROM " + staged + " " + ROWS
                + " WHERE rowid IN (SELECT place FROM " + BROKEN + ")";
        session.execute("COPY (SELECT place + 1 AS \"row\", \"column\", name AS rule, \"value\", content FROM " + BROKEN
                + " JOIN " + RULES + " USING (rule) JOIN (" + contents + ") USING (place) ORDER BY place, rule) TO "
                + Sql.literal(file.toString()) + " (FORMAT PARQUET)");
        session.execute("DROP TABLE " + RULES);
    }

    private String content() {
        return columns.stream()
                .map(column ->
                        Sql.identifier(column.name().value()) + " := " + ROWS + "." + Sql.identifier(nameOf(column)))
                .collect(Collectors.joining(", ", "CAST(to_json(struct_pack(", ")) AS VARCHAR)"));
    }

    static String ruleName(RowRule.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Takes the marked rows out. */
    void remove() {
        session.execute("DELETE FROM " + staged + " WHERE rowid IN (SELECT place FROM " + BROKEN + ")");
    }

    /** Leaves nothing but the staged rows. */
    void end() {
        session.execute("DROP TABLE IF EXISTS " + BROKEN);
        hiding().ifPresent(name -> rename(ASIDE, name));
    }

    /** A column called rowid would hide DuckDB's own. */
    private Optional<String> hiding() {
        return columns.stream()
                .map(column -> column.name().value())
                .filter("rowid"::equalsIgnoreCase)
                .findFirst();
    }

    private static String nameOf(Column column) {
        String name = column.name().value();
        return name.equalsIgnoreCase("rowid") ? ASIDE : name;
    }

    private void rename(String from, String to) {
        session.execute(
                "ALTER TABLE " + staged + " RENAME COLUMN " + Sql.identifier(from) + " TO " + Sql.identifier(to));
    }
}
