package io.eider.rest;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnChange;
import io.eider.api.storage.Reshape;
import io.eider.api.storage.RowFaults;
import io.eider.api.storage.RowInsert;
import io.eider.api.storage.RowRule;
import io.eider.api.storage.RowUpdate;
import io.eider.api.storage.Rows;
import io.eider.api.storage.RowsChanged;
import io.eider.api.storage.Schemas;
import io.eider.api.storage.Table;
import io.eider.api.storage.Tables;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Notes what is asked for and changes nothing. */
final class MemoryChanges implements Schemas, Rows {
    private final Tables tables;
    volatile Object asked;

    MemoryChanges(Tables tables) {
        this.tables = tables;
    }

    private Table note(TableId table, Object request) {
        Table found = tables.get(table);
        asked = request;
        return found;
    }

    private RowsChanged noteRows(TableId table, Object request) {
        note(table, request);
        return new RowsChanged(2, 5);
    }

    @Override
    public Table addColumn(TableId table, Column column) {
        if (!column.nullable()) {
            throw new ApiException(
                    ErrorCode.ADD_COLUMN_FAILED,
                    "Adding columns with constraints not yet supported",
                    Map.of("column_name", column.name().value()));
        }
        return note(table, column);
    }

    @Override
    public Table alterColumn(TableId table, String column, ColumnChange change) {
        return note(table, List.of(column, change));
    }

    @Override
    public Table dropColumn(TableId table, String column) {
        return note(table, column);
    }

    @Override
    public Table setPrimaryKey(TableId table, List<String> columns) {
        return note(table, columns);
    }

    @Override
    public Reshape.Outcome reshape(TableId table, Reshape reshape, Consumer<Table> first) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Table dropPrimaryKey(TableId table) {
        return note(table, "no key");
    }

    @Override
    public RowsChanged insert(TableId table, RowInsert request) {
        return noteRows(table, request);
    }

    @Override
    public RowsChanged update(TableId table, RowUpdate request) {
        return noteRows(table, request);
    }

    @Override
    public RowsChanged delete(TableId table, String whereClause) {
        return noteRows(table, whereClause);
    }

    @Override
    public RowsChanged truncate(TableId table) {
        return noteRows(table, "all");
    }

    @Override
    public RowFaults check(List<Column> columns, List<RowRule> rules, List<Map<String, Object>> rows) {
        return new RowFaults(rows.size(), 0, List.of(), false);
    }
}
