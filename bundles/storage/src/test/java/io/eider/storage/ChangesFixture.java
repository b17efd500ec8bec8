package io.eider.storage;

import static io.eider.storage.StorageFixture.BUCKET;
import static io.eider.storage.StorageFixture.PROJECT;

import io.eider.api.error.ApiException;
import io.eider.api.id.BucketId;
import io.eider.api.id.ColumnName;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnChange;
import io.eider.api.storage.ColumnChange.Lossy;
import io.eider.api.storage.ColumnChange.Nullability;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.RowInsert;
import io.eider.api.storage.RowSink;
import io.eider.api.storage.RowUpdate;
import io.eider.api.storage.RowsChanged;
import io.eider.api.storage.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** Table t of one line, the default branch or a dev branch, and requests that change it. */
final class ChangesFixture implements AutoCloseable {
    final StorageFixture server;
    private final TransfersFixture transfers;
    TableId table = TransfersFixture.T;

    ChangesFixture(Path directory) throws Exception {
        server = new StorageFixture(directory).withBucket();
        transfers = new TransfersFixture(server);
    }

    /** From now on the table is looked at and changed through a new dev branch. */
    void enterBranch() {
        var branch = server.storage.branches().create(PROJECT, "dev", Optional.empty());
        table = new TableId(new BucketId(PROJECT, branch.id(), BUCKET.name()), TransfersFixture.T.name());
    }

    Table create(List<String> key, Column... columns) {
        return server.storage.tables().create(new NewTable(TransfersFixture.T, List.of(columns), key));
    }

    static Column column(String name, String type) {
        return StorageFixture.column(name, type);
    }

    static Column column(String name, String type, String defaultExpression) {
        return new Column(new ColumnName(name), type, true, Optional.of(defaultExpression));
    }

    static ColumnChange type(String type, Lossy lossy) {
        return new ColumnChange(Optional.empty(), Optional.of(type), Optional.empty(), Optional.empty(), lossy);
    }

    static ColumnChange name(String name) {
        return new ColumnChange(
                Optional.of(new ColumnName(name)), Optional.empty(), Optional.empty(), Optional.empty(), Lossy.REFUSE);
    }

    static ColumnChange nullability(Nullability nullability) {
        return new ColumnChange(
                Optional.empty(), Optional.empty(), Optional.of(nullability), Optional.empty(), Lossy.REFUSE);
    }

    static ColumnChange defaultOf(String text) {
        return new ColumnChange(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text), Lossy.REFUSE);
    }

    Table alter(String column, ColumnChange change) {
        return server.storage.schemas().alterColumn(table, column, change);
    }

    /** A row of names and values in turn. */
    static Map<String, Object> row(Object... members) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            row.put((String) members[i], members[i + 1]);
        }
        return row;
    }

    private static Map<String, Object> named(Map<?, ?> row) {
        Map<String, Object> named = new HashMap<>();
        row.forEach((name, value) -> named.put((String) name, value));
        return named;
    }

    RowsChanged insert(DedupMode dedup, Map<?, ?>... rows) {
        return server.storage
                .rows()
                .insert(
                        table,
                        new RowInsert(
                                Arrays.stream(rows).map(ChangesFixture::named).toList(), dedup));
    }

    RowsChanged insert(Map<?, ?>... rows) {
        return insert(DedupMode.FAIL_ON_DUPLICATES, rows);
    }

    RowsChanged update(String where, Map<String, Object> values, Map<String, String> expressions) {
        return server.storage.rows().update(table, new RowUpdate(where, values, expressions));
    }

    RowsChanged delete(String where) {
        return server.storage.rows().delete(table, where);
    }

    Table table() {
        return server.storage.tables().get(table);
    }

    List<List<Object>> rows() {
        return rows(table);
    }

    List<List<Object>> rows(TableId id) {
        List<List<Object>> rows = new ArrayList<>();
        server.storage.tables().preview(id, 10_000, new RowSink() {
            @Override
            public void begin(Table seen) {
                Assertions.assertThat(rows).isEmpty();
            }

            @Override
            public void row(List<Object> values) {
                rows.add(new ArrayList<>(values));
            }
        });
        return rows;
    }

    /** The error of a call that has to leave the table as it was. */
    ApiException refused(Runnable call) {
        Table before = table();
        List<List<Object>> rows = rows();
        ApiException error = transfers.refused(call);
        Assertions.assertThat(table()).isEqualTo(before);
        Assertions.assertThat(rows()).isEqualTo(rows);
        return error;
    }

    @Override
    public void close() {
        server.close();
    }
}
