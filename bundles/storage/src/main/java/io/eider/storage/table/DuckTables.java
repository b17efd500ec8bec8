package io.eider.storage.table;

import io.eider.api.id.BucketId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.RowSink;
import io.eider.api.storage.Table;
import io.eider.api.storage.Tables;
import io.eider.engine.Catalog;
import io.eider.engine.Gate;
import io.eider.engine.TableFiles;
import io.eider.engine.Values;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.VisibleTables;
import java.util.List;

/** Tables: described by the catalog, their rows in one DuckDB file each. */
public final class DuckTables implements Tables {
    private final Catalog catalog;
    private final TableFiles files;
    private final TableReader reader;
    private final TableWriter writer;
    private final TableDrop drop;
    private final Gate readers;

    public DuckTables(
            Catalog catalog, TableFiles files, TableReader reader, TableWriter writer, TableDrop drop, Gate readers) {
        this.catalog = catalog;
        this.files = files;
        this.reader = reader;
        this.writer = writer;
        this.drop = drop;
        this.readers = readers;
    }

    @Override
    public Table create(NewTable request) {
        catalog.read(session -> {
            Existing.requireOwnBucket(session, request.id().bucket());
            return null;
        });
        List<Column> columns = TableDefinition.check(request, files);
        return writer.create(request.id(), request.primaryKey(), session -> {
            TableShape.create(session, columns, request.primaryKey());
            return null;
        });
    }

    @Override
    public List<Table> list(BucketId bucket) {
        return catalog.read(session -> {
            Existing.requireBucket(session, bucket);
            return VisibleTables.list(session, bucket).stream()
                    .map(StoredTable::table)
                    .toList();
        });
    }

    @Override
    public Table get(TableId id) {
        return reader.get(id).table();
    }

    @Override
    public void drop(TableId id) {
        drop.drop(id);
    }

    @Override
    public void preview(TableId id, int limit, RowSink sink) {
        try (Gate.Pass pass = readers.enter()) {
            reader.read(id, (session, table) -> {
                sink.begin(table);
                session.forEach(
                        "SELECT * FROM " + session.table() + " LIMIT ?",
                        row -> sink.row(Values.of(row, table.columns().size())),
                        limit);
                return null;
            });
        }
    }
}
