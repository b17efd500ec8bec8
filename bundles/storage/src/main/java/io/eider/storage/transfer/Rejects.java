package io.eider.storage.transfer;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ColumnName;
import io.eider.api.id.FileId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.RowRules;
import io.eider.engine.DataLayout;
import io.eider.engine.ParquetFile;
import io.eider.engine.Sql;
import io.eider.storage.table.TablePublisher;
import io.eider.storage.table.TableReader;
import io.eider.storage.table.TableShape;
import io.eider.storage.table.TableWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables of rows that imports did not take: {@code <table>__rejects}, a line for each rule that a row breaks. Thread-safe. */
final class Rejects {
    private static final List<Column> COLUMNS = List.of(
            column("row", "BIGINT"),
            column("column", "VARCHAR"),
            column("rule", "VARCHAR"),
            column("value", "VARCHAR"),
            column("content", "VARCHAR"),
            column("origin", "VARCHAR"),
            column("file_id", "VARCHAR"),
            column("imported_at", "TIMESTAMP WITH TIME ZONE"));

    private final TableReader reader;
    private final TableWriter writer;
    private final DataLayout layout;
    private final Clock clock;

    Rejects(TableReader reader, TableWriter writer, DataLayout layout, Clock clock) {
        this.reader = reader;
        this.writer = writer;
        this.layout = layout;
        this.clock = clock;
    }

    private static Column column(String name, String type) {
        return new Column(new ColumnName(name), type, true, Optional.empty());
    }

    /** Rows of one import. */
    Batch batch(TableId table, FileId file) {
        return new Batch(table, file);
    }

    /** Rows of one import on their way. Belongs to one thread. */
    final class Batch implements AutoCloseable {
        private final TableId of;
        private final FileId from;
        private final Path file = layout.newStagingFile();

        private Batch(TableId of, FileId from) {
            this.of = of;
            this.from = from;
        }

        TableId table() {
            return RowRules.rejectsOf(of);
        }

        /** Where the rows are to be written as Parquet, with the first five columns. */
        Path file() {
            return file;
        }

        /** Adds the rows as the next version of the table. */
        void publish(String origin) {
            TableId table = table();
            create(table);
            writer.amend(table, (session, before) -> {
                if (!names(before.columns()).equals(names(COLUMNS))) {
                    throw new ApiException(
                            ErrorCode.IMPORT_FAILED,
                            "Table " + table.shortName() + " has other columns than rejected rows; rename it first",
                            Map.of("table", table.shortName()));
                }
                String read = Sql.identifiers(List.of("row", "column", "rule", "value", "content"));
                return session.execute(
                        "INSERT INTO " + session.table() + " SELECT " + read + ", ?, ?, CAST(? AS TIMESTAMPTZ) FROM "
                                + new ParquetFile(file).source(),
                        origin,
                        from.value(),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                                .toString());
            });
        }

        private static List<String> names(List<Column> columns) {
            return columns.stream()
                    .map(column -> column.name().value() + " " + column.type())
                    .toList();
        }

        private void create(TableId table) {
            try {
                reader.require(table);
            } catch (ApiException e) {
                if (e.code() != ErrorCode.TABLE_NOT_FOUND) {
                    throw e;
                }
                writer.create(table, List.of(), session -> {
                    TableShape.create(session, COLUMNS, List.of());
                    return null;
                });
            }
        }

        @Override
        public void close() {
            TablePublisher.discard(file);
        }
    }
}
