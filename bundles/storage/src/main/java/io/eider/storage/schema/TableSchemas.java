package io.eider.storage.schema;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnChange;
import io.eider.api.storage.Reshape;
import io.eider.api.storage.SchemaStep;
import io.eider.api.storage.Schemas;
import io.eider.api.storage.SnapshotTrigger;
import io.eider.api.storage.Table;
import io.eider.engine.TableFiles;
import io.eider.engine.TableSession;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.table.AutoSnapshots;
import io.eider.storage.table.TableReader;
import io.eider.storage.table.TableWriter;
import io.eider.storage.table.TableWriter.Altered;
import io.eider.storage.table.TableWriter.Written;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Changes tables on a copy of their file, so that a change that fails is thrown away with the copy. Every statement is a
 * transaction of its own: DuckDB refuses some ALTERs after others in one transaction (docs/duckdb-notes.md).
 */
public final class TableSchemas implements Schemas {
    private final TableFiles files;
    private final TableReader reader;
    private final TableWriter writer;
    private final AutoSnapshots autoSnapshots;

    public TableSchemas(TableFiles files, TableReader reader, TableWriter writer, AutoSnapshots autoSnapshots) {
        this.files = files;
        this.reader = reader;
        this.writer = writer;
        this.autoSnapshots = autoSnapshots;
    }

    @Override
    public Table addColumn(TableId id, Column column) {
        reader.require(id);
        Column checked = files.plain(session -> ColumnTexts.check(session, column));
        return change(
                id,
                before -> SchemaRules.requireRoom(before.table(), checked),
                (session, table) -> SchemaChanges.add(session, table, checked));
    }

    @Override
    public Table alterColumn(TableId id, String column, ColumnChange change) {
        reader.require(id);
        ColumnChange checked = files.plain(session -> ColumnTexts.check(session, change));
        try {
            return change(
                    id,
                    before -> {
                        SchemaRules.requireChange(before.table(), column, checked);
                        if (SchemaRules.isAsSaid(before.table(), column, checked)) {
                            throw new Unchanged(before.table());
                        }
                    },
                    (session, table) -> new ColumnAlteration(
                                    session, table, SchemaRules.requireColumn(table, column), checked)
                            .run());
        } catch (Unchanged e) {
            return e.table;
        } catch (ApiException e) {
            throw e.code() == ErrorCode.LOSSY_TYPE_CHANGE
                    ? new ApiException(e.code(), e.getMessage() + "; force takes what the cast gives", e.details(), e)
                    : e;
        }
    }

    @Override
    public Table dropColumn(TableId id, String column) {
        return change(
                id,
                before -> {
                    Column dropped = SchemaRules.requireDroppable(before.table(), column);
                    autoSnapshots.before(SnapshotTrigger.DROP_COLUMN, "." + dropped.name(), List.of(before));
                },
                (session, table) -> SchemaChanges.drop(session, table, column));
    }

    @Override
    public Table setPrimaryKey(TableId id, List<String> columns) {
        return change(
                id,
                before -> SchemaRules.requireKey(before.table(), columns),
                (session, table) -> SchemaChanges.setKey(session, table, columns));
    }

    @Override
    public Table dropPrimaryKey(TableId id) {
        return change(id, before -> SchemaRules.requireHasKey(before.table()), (session, table) -> List.of());
    }

    @Override
    public Reshape.Outcome reshape(TableId id, Reshape reshape, Consumer<Table> first) {
        reader.require(id);
        List<SchemaStep> steps = files.plain(session ->
                reshape.steps().stream().map(step -> checked(session, step)).toList());
        try {
            Written<Reshape.Outcome> written =
                    writer.alter(id, before -> prepare(before, reshape, first), (session, table) -> {
                        TableReshape changed = new TableReshape(session, table, reshape.run());
                        Table after = changed.run(steps);
                        Reshape.Outcome outcome = new Reshape.Outcome(after, changed.tried());
                        if (reshape.run() == Reshape.Run.DRY) {
                            throw new OnlyTried(outcome);
                        }
                        return new Altered<>(outcome, after.primaryKey());
                    });
            return new Reshape.Outcome(written.table(), written.result().steps());
        } catch (OnlyTried e) {
            return e.outcome;
        }
    }

    private static SchemaStep checked(TableSession session, SchemaStep step) {
        if (step instanceof SchemaStep.Add add) {
            return new SchemaStep.Add(ColumnTexts.check(session, add.column()));
        }
        if (step instanceof SchemaStep.Alter alter) {
            return new SchemaStep.Alter(alter.column(), ColumnTexts.check(session, alter.change()));
        }
        return step;
    }

    private void prepare(StoredTable before, Reshape reshape, Consumer<Table> first) {
        Table table = before.table();
        reshape.expected().ifPresent(expected -> {
            boolean isSame = expected.columns().equals(table.columns())
                    && expected.primaryKey().equals(table.primaryKey())
                    && expected.createdAt().equals(table.createdAt());
            if (!isSame) {
                throw new ApiException(
                        ErrorCode.TABLE_CHANGED,
                        "The columns of table " + table.id().shortName()
                                + " were changed by somebody else; nothing was changed",
                        Map.of("version", table.version(), "expected_version", expected.version()));
            }
        });
        if (reshape.run() == Reshape.Run.APPLY) {
            first.accept(table);
            for (SchemaStep step : reshape.steps()) {
                if (step instanceof SchemaStep.Drop drop) {
                    autoSnapshots.before(SnapshotTrigger.DROP_COLUMN, "." + drop.column(), List.of(before));
                    return; // one is of the whole table
                }
            }
        }
    }

    /** Ends a dry run before it is published. */
    private static final class OnlyTried extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Reshape.Outcome outcome;

        OnlyTried(Reshape.Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }

    /** Ends a change before anything is copied: the table is so already. */
    private static final class Unchanged extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Table table;

        Unchanged(Table table) {
            super(null, null, false, false);
            this.table = table;
        }
    }

    /** @param change gives the primary key from now on */
    private Table change(
            TableId id, Consumer<StoredTable> first, BiFunction<TableSession, Table, List<String>> change) {
        return writer.<Void>alter(id, first, (session, table) -> new Altered<>(null, change.apply(session, table)))
                .table();
    }
}
