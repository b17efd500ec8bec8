package io.eider.storage.row;

import io.eider.api.error.ApiException;
import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import io.eider.storage.table.Columns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that fill the same columns in the same way.
 *
 * @param fillings the columns that the rows name
 * @param rows for each row its number (from 1) as text, then the texts of its values in the order of the fillings
 */
record RowGroup(List<Filling> fillings, List<List<String>> rows) {
    /**
     * Rows by what they fill.
     *
     * @throws ApiException UNKNOWN_COLUMN; INVALID_ROWS
     */
    static List<RowGroup> of(Table table, List<Map<String, Object>> rows) {
        Map<String, Column> known = new LinkedHashMap<>();
        Map<List<Filling>, RowGroup> groups = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            add(table, known, groups, i + 1, rows.get(i));
        }
        return List.copyOf(groups.values());
    }

    private static void add(
            Table table,
            Map<String, Column> known,
            Map<List<Filling>, RowGroup> groups,
            int number,
            Map<String, Object> row) {
        Map<Column, Object> values = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            Column column = known.computeIfAbsent(name, n -> Columns.require(table, n));
            if (values.containsKey(column)) {
                throw Misfit.inRow(number, column.name().value(), "it is named twice");
            }
            values.put(column, value);
        });
        requireOthersMayBeAbsent(table, values, number);
        List<Filling> fillings = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        texts.add(Integer.toString(number));
        for (Column column : table.columns()) {
            if (values.containsKey(column)) {
                Object value = values.get(column);
                Filling filling = Filling.of(column, value);
                filling.problem(value).ifPresent(problem -> {
                    throw Misfit.inRow(number, column.name().value(), problem);
                });
                fillings.add(filling);
                texts.add(filling.text(value));
            }
        }
        groups.computeIfAbsent(fillings, same -> new RowGroup(same, new ArrayList<>()))
                .rows
                .add(texts);
    }

    private static void requireOthersMayBeAbsent(Table table, Map<Column, Object> values, int number) {
        for (Column column : table.columns()) {
            if (!column.nullable() && column.defaultExpression().isEmpty() && !values.containsKey(column)) {
                throw Misfit.inRow(number, column.name().value(), "it has no value and no default and may not be NULL");
            }
        }
    }
}
