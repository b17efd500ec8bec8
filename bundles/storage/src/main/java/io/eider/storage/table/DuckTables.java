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
import io.eider.engine.TableLocks;
import io.eider.engine.Values;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.TableRecords;
import java.util.List;

/** Tables: described by the catalog, their rows in one DuckDB file each. */
public final class DuckTables implements Tables {
    private final Catalog catalog;
    private final TableFiles files;
    private final TableLocks locks;
    private final TableReader reader;
    private final TableWriter writer;
    private final TablePublisher publisher;
    private final Gate readers;

    public DuckTables(
            Catalog catalog,
            TableFiles files,
            TableLocks locks,
            TableReader reader,
            TableWriter writer,
            TablePublisher publisher,
            Gate readers) {
        this.catalog = catalog;
        this.files = files;
        this.locks = locks;
        this.reader = reader;
        this.writer = writer;
        this.publisher = publisher;
        this.readers = readers;
    }

    @Override
    public Table create(NewTable request) {
        catalog.read(session -> {
            Existing.requireBucket(session, request.id().bucket());
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
            return TableRecords.list(session, bucket).stream()
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
        try (TableLocks.Held held = locks.lock(id)) {
            StoredTable dropped = catalog.write(session -> {
                StoredTable stored = TableRecords.find(session, id).orElseThrow(() -> Existing.missing(session, id));
                TableRecords.drop(session, stored);
                return stored;
            });
            publisher.removeFiles(List.of(dropped));
        }
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
