package io.eider.storage.row;

import io.eider.api.storage.Column;
import io.eider.api.storage.RowFaults;
import io.eider.api.storage.RowFaults.Fault;
import io.eider.api.storage.RowRule;
import io.eider.engine.Sql;
import io.eider.engine.TableSession;
import io.eider.storage.catalog.Json;
import io.eider.storage.table.Columns;
import io.eider.storage.table.TableShape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Looks for all that is wrong with rows: values of other types first, then what breaks rules. Belongs to one thread. */
final class FaultSearch {
    private static final String TEXTS = Sql.qualified("temp", "main", "texts");
    private static final String STAGED = Sql.qualified("temp", "main", "staged");
    private static final String BAD = Sql.qualified("temp", "main", "bad");

    /** The number of the row. No client's column has this name. */
    private static final String NUMBER = Sql.identifier("\u0001");

    private static final String TYPE = "type";
    private static final int SHOWN = 100;

    private final TableSession session;
    private final List<Column> columns;
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> misfits = new HashSet<>();
    private final BitSet bad = new BitSet();

    FaultSearch(TableSession session, List<Column> columns) {
        this.session = session;
        this.columns = columns.stream() // what may be NULL is a rule
                .map(column -> new Column(column.name(), column.type(), true, column.defaultExpression()))
                .toList();
    }

    RowFaults run(List<RowRule> rules, List<Map<String, Object>> rows) {
        session.execute("CREATE TEMP TABLE staged (" + NUMBER + " INTEGER, "
                + TableShape.definitions(columns, List.of()) + ")");
        session.execute("CREATE TEMP TABLE texts (r VARCHAR[])");
        session.execute("CREATE TEMP TABLE bad (n INTEGER)");
        Map<List<Filling>, RowGroup> groups = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            add(groups, i + 1, rows.get(i));
        }
        groups.values().forEach(this::stage);
        for (RowRule rule : rules) {
            Columns.find(columns, rule.column()).ifPresent(column -> search(rule, column));
        }
        faults.sort(Comparator.comparingLong(Fault::row).thenComparing(Fault::column));
        boolean hasMore = faults.size() > RowFaults.MOST;
        List<Fault> told = hasMore ? faults.subList(0, RowFaults.MOST) : faults;
        session.forEach("SELECT DISTINCT n FROM " + BAD, row -> bad.set(row.getInt(1)));
        return new RowFaults(rows.size(), bad.cardinality(), told, hasMore);
    }

    private void add(Map<List<Filling>, RowGroup> groups, int number, Map<String, Object> row) {
        List<Filling> fillings = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        texts.add(Integer.toString(number));
        Set<Column> named = new HashSet<>();
        row.forEach((name, value) -> {
            Optional<Column> column = Columns.find(columns, name);
            if (column.isEmpty() || !named.add(column.get())) {
                note(number, name, column.isEmpty() ? "unknown_column" : "named_twice", String.valueOf(value));
                return;
            }
            Filling filling = Filling.of(column.get(), value);
            boolean fits = filling.problem(value).isEmpty();
            if (!fits) {
                misfit(number, column.get(), filling.text(value));
            }
            fillings.add(filling);
            texts.add(fits ? filling.text(value) : null);
        });
        groups.computeIfAbsent(fillings, same -> new RowGroup(same, new ArrayList<>()))
                .rows()
                .add(texts);
    }

    private void stage(RowGroup group) {
        session.execute("DELETE FROM " + TEXTS);
        session.execute(
                "INSERT INTO " + TEXTS + " SELECT unnest(from_json(CAST(? AS JSON), '[[\"VARCHAR\"]]'))",
                Json.write(group.rows()));
        StringBuilder names = new StringBuilder(NUMBER);
        StringBuilder values = new StringBuilder("CAST(r[1] AS INTEGER)");
        for (int i = 0; i < group.fillings().size(); i++) {
            Filling filling = group.fillings().get(i);
            String text = text(i);
            names.append(", ").append(Sql.identifier(filling.column().name().value()));
            values.append(", TRY(").append(filling.sql(text)).append(')');
        }
        misfitting(group).forEach(this::noteMisfits);
        session.execute("INSERT INTO " + STAGED + " (" + names + ") SELECT " + values + " FROM " + TEXTS);
    }

    /** The fillings that some texts do not fit, with the SQL of their texts; one question for all, because there may be many groups. */
    private Map<Filling, String> misfitting(RowGroup group) {
        Map<Filling, String> found = new LinkedHashMap<>();
        List<Filling> fillings = group.fillings();
        if (!fillings.isEmpty()) {
            String counts = IntStream.range(0, fillings.size())
                    .mapToObj(i -> "count(*) FILTER (" + fillings.get(i).misfits(text(i)) + ")")
                    .collect(Collectors.joining(", "));
            session.forEach("SELECT " + counts + " FROM " + TEXTS, row -> {
                for (int i = 0; i < fillings.size(); i++) {
                    if (row.getLong(i + 1) > 0) {
                        found.put(fillings.get(i), text(i));
                    }
                }
            });
        }
        return found;
    }

    private void noteMisfits(Filling filling, String text) {
        String where = " FROM " + TEXTS + " WHERE " + filling.misfits(text);
        session.execute("INSERT INTO " + BAD + " SELECT CAST(r[1] AS INTEGER)" + where);
        session.forEach(
                "SELECT CAST(r[1] AS INTEGER), left(" + text + ", " + SHOWN + ")" + where + " LIMIT "
                        + (RowFaults.MOST + 1),
                row -> misfit(row.getLong(1), filling.column(), row.getString(2)));
    }

    private static String text(int filling) {
        return "r[" + (filling + 2) + "]";
    }

    private void search(RowRule rule, Column column) {
        String name = column.name().value();
        RuleSql broken = RuleSql.broken(rule, column, name);
        long wrong = session.execute(
                "INSERT INTO " + BAD + " SELECT " + NUMBER + " FROM " + STAGED + " WHERE " + broken.sql(),
                broken.parameters().toArray());
        if (wrong == 0 || faults.size() > RowFaults.MOST) {
            return;
        }
        session.forEach(
                "SELECT " + NUMBER + ", left(CAST(" + Sql.identifier(name) + " AS VARCHAR), " + SHOWN + ") FROM "
                        + STAGED + " WHERE " + broken.sql() + " ORDER BY 1 LIMIT " + (RowFaults.MOST + 1),
                row -> {
                    if (!misfits.contains(key(row.getLong(1), name))) {
                        note(row.getLong(1), name, rule.kind().name().toLowerCase(Locale.ROOT), row.getString(2));
                    }
                },
                broken.parameters().toArray());
    }

    private void misfit(long row, Column column, String text) {
        misfits.add(key(row, column.name().value()));
        note(row, column.name().value(), TYPE, text);
    }

    private static String key(long row, String column) {
        return row + " " + column;
    }

    private void note(long row, String column, String rule, String value) {
        bad.set((int) row);
        faults.add(new Fault(row, cut(column), rule, cut(value == null ? "" : value)));
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN);
    }
}
