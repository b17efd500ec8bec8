package io.eider.storage.table;

import io.eider.api.id.BucketId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.RowQuery;
import io.eider.api.storage.RowQuery.Direction;
import io.eider.api.storage.RowSink;
import io.eider.api.storage.Table;
import io.eider.api.storage.Tables;
import io.eider.engine.Catalog;
import io.eider.engine.Gate;
import io.eider.engine.Sql;
import io.eider.engine.TableFiles;
import io.eider.engine.Values;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.VisibleTables;
import java.util.ArrayList;
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

    @Override
    public void select(TableId id, RowQuery query, RowSink sink) {
        try (Gate.Pass pass = readers.enter()) {
            reader.read(id, (session, table) -> {
                List<Object> parameters = new ArrayList<>();
                String sql = "SELECT * FROM " + session.table() + clauses(table, query, parameters);
                sink.begin(table);
                session.forEach(
                        sql, row -> sink.row(Values.of(row, table.columns().size())), parameters.toArray());
                return null;
            });
        }
    }

    /** Names are those of the table's own columns, types the texts that DuckDB has for them, values parameters. */
    private static String clauses(Table table, RowQuery query, List<Object> parameters) {
        StringBuilder sql = new StringBuilder();
        query.where().ifPresent(equal -> {
            Column column = Columns.require(table, equal.column());
            sql.append(" WHERE ").append(Sql.identifier(column.name().value()));
            sql.append(" = TRY_CAST(? AS ").append(column.type()).append(')');
            parameters.add(equal.value());
        });
        query.order().ifPresent(order -> {
            Column column = Columns.require(table, order.column());
            sql.append(" ORDER BY ").append(Sql.identifier(column.name().value()));
            sql.append(order.direction() == Direction.DESCENDING ? " DESC" : " ASC")
                    .append(" NULLS LAST");
        });
        parameters.add(query.limit());
        parameters.add(query.offset());
        return sql.append(" LIMIT ? OFFSET ?").toString();
    }
}
