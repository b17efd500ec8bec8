package io.eider.storage.row;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Column;
import io.eider.api.storage.RowUpdate;
import io.eider.api.storage.Table;
import io.eider.engine.DuckDbFailure;
import io.eider.engine.Expressions;
import io.eider.engine.Sql;
import io.eider.engine.TableSession;
import io.eider.storage.table.Columns;
import io.eider.storage.table.FilterFaults;
import io.eider.storage.table.UniqueKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One update of the rows of a copy of a table. Belongs to one thread. */
final class RowChange {
    private static final Pattern NOT_NULL = Pattern.compile("^NOT NULL constraint failed: [^.]*\\.(.*)$");

    private final TableSession session;
    private final Table table;
    private final Checked update;

    RowChange(TableSession session, Table table, Checked update) {
        this.session = session;
        this.table = table;
        this.update = update;
    }

    /**
     * An update whose expressions may stand in SQL.
     *
     * @param asked what the client wrote
     * @param filter SQL of the condition
     * @param expressions SQL of new values, by the name that the client gave the column
     */
    record Checked(RowUpdate asked, String filter, Map<String, String> expressions) {
        /** @throws ApiException INVALID_WHERE_CLAUSE; INVALID_ROWS */
        static Checked of(TableSession session, RowUpdate asked) {
            String filter = Expressions.filter(session, "where_clause", asked.whereClause(), List.of());
            Map<String, String> expressions = new LinkedHashMap<>();
            asked.expressions()
                    .forEach((column, text) -> expressions.put(column, Expressions.value(session, column, text)));
            return new Checked(asked, filter, expressions);
        }

        /** @throws ApiException NO_CHANGES_SPECIFIED; UNKNOWN_COLUMN; INVALID_REQUEST if a column is set twice; INVALID_ROWS */
        void requireFits(Table table) {
            if (asked.values().isEmpty() && expressions.isEmpty()) {
                throw new ApiException(ErrorCode.NO_CHANGES_SPECIFIED, "At least one change must be specified");
            }
            List<Column> seen = new ArrayList<>();
            List<String> names = new ArrayList<>(asked.values().keySet());
            names.addAll(expressions.keySet());
            for (String name : names) {
                Column column = Columns.require(table, name);
                if (seen.contains(column)) {
                    throw new ApiException(
                            ErrorCode.INVALID_REQUEST,
                            "Column " + column.name() + " is set twice",
                            Map.of("column", column.name().value()));
                }
                seen.add(column);
            }
            asked.values().forEach((name, value) -> {
                Column column = Columns.require(table, name);
                Filling.of(column, value).problem(value).ifPresent(problem -> {
                    throw Misfit.inColumn(column.name().value(), problem);
                });
            });
        }
    }

    /**
     * Changes the rows; tells how many.
     *
     * @throws ApiException INVALID_WHERE_CLAUSE; INVALID_ROWS; DUPLICATE_KEY
     */
    long run() {
        String where = " FROM " + session.table() + " WHERE " + update.filter;
        long found = FilterFaults.blame(
                "where_clause", update.asked.whereClause(), () -> session.number("SELECT count(*)" + where));
        if (found == 0) {
            return 0;
        }
        Map<String, String> sets = new LinkedHashMap<>();
        List<Object> parameters = new ArrayList<>();
        update.asked.values().forEach((name, value) -> addValue(sets, parameters, Columns.require(table, name), value));
        update.expressions.forEach((name, sql) -> {
            Column column = Columns.require(table, name);
            sets.put(column.name().value(), "CAST(" + sql + " AS " + column.type() + ")");
        });
        execute(sets, parameters);
        if (sets.keySet().stream().anyMatch(table.primaryKey()::contains)) {
            UniqueKey.require(session, table.columns(), table.primaryKey());
        }
        return found;
    }

    private void addValue(Map<String, String> sets, List<Object> parameters, Column column, Object value) {
        if (value == null) {
            sets.put(column.name().value(), "NULL");
            return;
        }
        Filling filling = Filling.of(column, value);
        String text = filling.text(value);
        if (session.number("SELECT CAST(" + filling.misfits("CAST($1 AS VARCHAR)") + " AS INTEGER)", text) != 0) {
            throw Misfit.inColumn(column.name().value(), Misfit.doesNotFit(text, column.type()));
        }
        parameters.add(text);
        sets.put(column.name().value(), filling.sql("CAST($" + parameters.size() + " AS VARCHAR)"));
    }

    private void execute(Map<String, String> sets, List<Object> parameters) {
        List<String> assignments = new ArrayList<>();
        sets.forEach((name, sql) -> assignments.add(Sql.identifier(name) + " = " + sql));
        try {
            session.execute(
                    "UPDATE " + session.table() + " SET " + String.join(", ", assignments) + " WHERE " + update.filter,
                    parameters.toArray());
        } catch (DuckDbFailure e) {
            throw explained(e);
        }
    }

    /** The filter has worked already, so an expression is to blame. */
    private RuntimeException explained(DuckDbFailure failure) {
        Matcher notNull = NOT_NULL.matcher(failure.getMessage());
        if (notNull.find()) {
            return Misfit.inColumn(notNull.group(1), "it may not be NULL");
        }
        if (!FilterFaults.isOfTheClient(failure)) {
            return failure;
        }
        for (Map.Entry<String, String> expression : update.expressions.entrySet()) {
            Column column = Columns.require(table, expression.getKey());
            try {
                session.number("SELECT count(*) FROM (SELECT CAST(" + expression.getValue() + " AS " + column.type()
                        + ") AS v FROM " + session.table() + " WHERE " + update.filter + ") WHERE v IS NULL");
            } catch (DuckDbFailure e) {
                return Expressions.invalidValue(
                        column.name().value(),
                        update.asked.expressions().get(expression.getKey()),
                        FilterFaults.reason(e));
            }
        }
        return new ApiException(ErrorCode.INVALID_ROWS, "The rows cannot be changed: " + FilterFaults.reason(failure));
    }
}
