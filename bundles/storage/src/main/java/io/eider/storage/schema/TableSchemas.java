package io.eider.storage.schema;

import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnChange;
import io.eider.api.storage.Schemas;
import io.eider.api.storage.SnapshotTrigger;
import io.eider.api.storage.Table;
import io.eider.engine.Sql;
import io.eider.engine.TableFiles;
import io.eider.engine.TableSession;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.table.AutoSnapshots;
import io.eider.storage.table.Columns;
import io.eider.storage.table.TableReader;
import io.eider.storage.table.TableShape;
import io.eider.storage.table.TableWriter;
import io.eider.storage.table.TableWriter.Altered;
import io.eider.storage.table.UniqueKey;
import java.util.List;
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
        return change(id, before -> SchemaRules.requireRoom(before.table(), checked), (session, table) -> {
            session.execute("ALTER TABLE " + session.table() + " ADD COLUMN "
                    + TableShape.definitions(List.of(checked), List.of()));
            return table.primaryKey();
        });
    }

    @Override
    public Table alterColumn(TableId id, String column, ColumnChange change) {
        reader.require(id);
        ColumnChange checked = files.plain(session -> ColumnTexts.check(session, change));
        return change(
                id,
                before -> SchemaRules.requireChange(before.table(), column, checked),
                (session, table) ->
                        new ColumnAlteration(session, table, SchemaRules.requireColumn(table, column), checked).run());
    }

    @Override
    public Table dropColumn(TableId id, String column) {
        return change(
                id,
                before -> {
                    Column dropped = SchemaRules.requireDroppable(before.table(), column);
                    autoSnapshots.before(SnapshotTrigger.DROP_COLUMN, "." + dropped.name(), List.of(before));
                },
                (session, table) -> {
                    Column dropped = SchemaRules.requireColumn(table, column);
                    session.execute("ALTER TABLE " + session.table() + " DROP COLUMN "
                            + Sql.identifier(dropped.name().value()));
                    return table.primaryKey();
                });
    }

    @Override
    public Table setPrimaryKey(TableId id, List<String> columns) {
        return change(id, before -> SchemaRules.requireKey(before.table(), columns), (session, table) -> {
            List<Column> key = SchemaRules.requireKey(table, columns);
            UniqueKey.require(session, table.columns(), Columns.names(key));
            for (Column column : key) {
                if (column.nullable()) {
                    session.execute("ALTER TABLE " + session.table() + " ALTER COLUMN "
                            + Sql.identifier(column.name().value()) + " SET NOT NULL");
                }
            }
            return Columns.names(key);
        });
    }

    @Override
    public Table dropPrimaryKey(TableId id) {
        return change(id, before -> SchemaRules.requireHasKey(before.table()), (session, table) -> List.of());
    }

    /** @param change gives the primary key from now on */
    private Table change(
            TableId id, Consumer<StoredTable> first, BiFunction<TableSession, Table, List<String>> change) {
        return writer.<Void>alter(id, first, (session, table) -> new Altered<>(null, change.apply(session, table)))
                .table();
    }
}
