package io.eider.storage.row;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.RowFaults;
import io.eider.api.storage.RowInsert;
import io.eider.api.storage.RowRule;
import io.eider.api.storage.RowUpdate;
import io.eider.api.storage.Rows;
import io.eider.api.storage.RowsChanged;
import io.eider.api.storage.SnapshotTrigger;
import io.eider.api.storage.Table;
import io.eider.engine.Expressions;
import io.eider.engine.TableFiles;
import io.eider.engine.TableFiles.BlockSize;
import io.eider.engine.TableSession;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.table.AutoSnapshots;
import io.eider.storage.table.FilterFaults;
import io.eider.storage.table.TableReader;
import io.eider.storage.table.TableShape;
import io.eider.storage.table.TableWriter;
import io.eider.storage.table.TableWriter.Altered;
import io.eider.storage.table.TableWriter.Written;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Changes rows on a copy of the table's file. What changes no row makes no version. */
public final class TableRows implements Rows {
    /** Filters that say: all of them (storage contract, section 1.7). */
    private static final Set<String> ALL = Set.of("1=1", "true", "1");

    private final TableFiles files;
    private final TableReader reader;
    private final TableWriter writer;
    private final AutoSnapshots autoSnapshots;

    public TableRows(TableFiles files, TableReader reader, TableWriter writer, AutoSnapshots autoSnapshots) {
        this.files = files;
        this.reader = reader;
        this.writer = writer;
        this.autoSnapshots = autoSnapshots;
    }

    @Override
    public RowsChanged insert(TableId id, RowInsert request) {
        reader.require(id);
        if (request.rows().size() > RowInsert.MAX_ROWS) {
            throw new ApiException(
                    ErrorCode.INVALID_ROWS,
                    "At most " + RowInsert.MAX_ROWS + " rows can be inserted at once",
                    Map.of("max_rows", RowInsert.MAX_ROWS));
        }
        AtomicReference<List<RowGroup>> groups = new AtomicReference<>();
        return change(
                id,
                before -> groups.set(RowGroup.of(before.table(), request.rows())),
                (session, table) ->
                        request.rows().isEmpty() ? 0L : new RowLoad(session, table, request.dedup()).add(groups.get()));
    }

    @Override
    public RowFaults check(List<Column> columns, List<RowRule> rules, List<Map<String, Object>> rows) {
        return files.plain(session -> new FaultSearch(session, columns).run(rules, rows));
    }

    @Override
    public RowsChanged update(TableId id, RowUpdate request) {
        reader.require(id);
        RowChange.Checked checked = files.plain(session -> RowChange.Checked.of(session, request));
        return change(id, before -> checked.requireFits(before.table()), (session, table) -> new RowChange(
                        session, table, checked)
                .run());
    }

    @Override
    public RowsChanged delete(TableId id, String whereClause) {
        if (ALL.contains(whereClause.strip().toLowerCase(Locale.ROOT))) {
            return truncate(id);
        }
        reader.require(id);
        String filter = files.plain(session -> Expressions.filter(session, "where_clause", whereClause, List.of()));
        return change(
                id,
                before -> {},
                (session, table) -> FilterFaults.blame(
                        "where_clause",
                        whereClause,
                        () -> session.execute("DELETE FROM " + session.table() + " WHERE " + filter)));
    }

    @Override
    public RowsChanged truncate(TableId id) {
        return unlessNothing(() -> writer.replace(
                id,
                BlockSize.SMALL,
                before -> {
                    if (before.table().rowCount() == 0) {
                        throw new NothingChanged(0);
                    }
                    autoSnapshots.before(SnapshotTrigger.TRUNCATE_TABLE, "", List.of(before));
                },
                (session, table) -> {
                    TableShape.create(session, table.columns(), table.primaryKey());
                    return table.rowCount();
                }));
    }

    /** @param change gives the number of rows that it changed */
    private RowsChanged change(TableId id, Consumer<StoredTable> first, BiFunction<TableSession, Table, Long> change) {
        return unlessNothing(() -> writer.alter(id, first, (session, table) -> {
            long changed = change.apply(session, table);
            if (changed == 0) {
                throw new NothingChanged(table.rowCount());
            }
            return new Altered<>(changed, table.primaryKey());
        }));
    }

    private static RowsChanged unlessNothing(Supplier<Written<Long>> write) {
        try {
            Written<Long> written = write.get();
            return new RowsChanged(written.result(), written.table().rowCount());
        } catch (NothingChanged e) {
            return new RowsChanged(0, e.tableRows);
        }
    }

    /** Ends a write before it is published. */
    private static final class NothingChanged extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long tableRows;

        NothingChanged(long tableRows) {
            super(null, null, false, false);
            this.tableRows = tableRows;
        }
    }
}
