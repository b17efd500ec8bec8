package io.eider.storage.table;

import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import io.eider.engine.Disk;
import io.eider.engine.DuckDbFailure;
import io.eider.engine.TableFiles;
import io.eider.engine.TableFiles.BlockSize;
import io.eider.engine.TableLocks;
import io.eider.engine.TableSession;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.Missing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.TableRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Every write of a table: takes its lock, builds the next version aside and has it published (ADR-0001). Whatever the build
 * throws leaves table, catalog and disk as they were.
 */
public final class TableWriter {
    private final Catalog catalog;
    private final TableReader reader;
    private final DataLayout layout;
    private final TableFiles files;
    private final TableLocks locks;
    private final TablePublisher publisher;
    private final Clock clock;

    public TableWriter(
            Catalog catalog,
            TableReader reader,
            DataLayout layout,
            TableFiles files,
            TableLocks locks,
            TablePublisher publisher,
            Clock clock) {
        this.catalog = catalog;
        this.reader = reader;
        this.layout = layout;
        this.files = files;
        this.locks = locks;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** What a write did: the new version, and what the build said. */
    public record Written<T>(Table table, T result) {}

    /**
     * Makes a table.
     *
     * @param primaryKey names of key columns
     * @param build creates {@code session.table()} and may fill it
     */
    public Table create(TableId id, List<String> primaryKey, Function<TableSession, Void> build) {
        try (TableLocks.Held held = locks.lock(id)) {
            catalog.read(session -> {
                Existing.requireBucket(session, id.bucket());
                if (TableRecords.find(session, id).isPresent()) {
                    throw Missing.tableExists(id);
                }
                return null;
            });
            publisher.clearPlace(id);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Head head = new Head(id, UUID.randomUUID().toString(), 1, primaryKey, now);
            Path staged = layout.newStagingFile();
            Built<Void> built = files.build(
                    staged, BlockSize.SMALL, session -> session.transaction(() -> finish(session, head, build)));
            StoredTable next = stored(head, built, staged);
            publisher.publishFirst(next, staged);
            return next.table();
        }
    }

    /**
     * Writes the next version from nothing.
     *
     * @param blockSize by the expected size
     * @param build creates {@code session.table()} and fills it; gets the published version beside
     */
    public <T> Written<T> replace(TableId id, BlockSize blockSize, BiFunction<TableSession, Table, T> build) {
        return next(
                id,
                (before, staged, head) -> files.build(
                        staged,
                        blockSize,
                        session -> finish(session, head, here -> build.apply(here, before.table()))));
    }

    /**
     * Writes the next version from the published one: on a copy of its file. The change in place, for a file that nobody
     * else has open, will be decided here and nowhere else.
     *
     * @param change works on {@code session.table()}, which holds the published rows
     */
    public <T> Written<T> amend(TableId id, BiFunction<TableSession, Table, T> change) {
        return next(
                id,
                (before, staged, head) -> files.edit(
                        layout.tableFile(id),
                        staged,
                        session -> finish(session, head, here -> change.apply(here, before.table()))));
    }

    private <T> Written<T> next(TableId id, Step<T> step) {
        try (TableLocks.Held held = locks.lock(id)) {
            StoredTable before = reader.require(id);
            Table table = before.table();
            Head head = new Head(id, before.uid(), table.version() + 1, table.primaryKey(), table.createdAt());
            Path staged = layout.newStagingFile();
            Built<T> built = step.build(before, staged, head);
            StoredTable next = stored(head, built, staged);
            publisher.publishNext(before, next, staged);
            return new Written<>(next.table(), built.result);
        }
    }

    private <T> Built<T> finish(TableSession session, Head head, Function<TableSession, T> build) {
        T result = build.apply(session);
        TableDescription.of(head.id, head.uid, head.version, head.primaryKey, head.createdAt)
                .write(session);
        return new Built<>(result, TableShape.columns(session), TableShape.rowCount(session));
    }

    private static <T> StoredTable stored(Head head, Built<T> built, Path staged) {
        try {
            Table table = new Table(
                    head.id,
                    built.columns,
                    head.primaryKey,
                    built.rowCount,
                    Files.size(staged),
                    head.version,
                    head.createdAt,
                    TableSource.MAIN);
            long modified = Files.getLastModifiedTime(staged).to(TimeUnit.NANOSECONDS);
            return new StoredTable(table, head.uid, modified, false);
        } catch (IOException e) {
            throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The table's new version cannot be read");
        }
    }

    private record Head(TableId id, String uid, long version, List<String> primaryKey, Instant createdAt) {}

    private record Built<T>(T result, List<Column> columns, long rowCount) {}

    @FunctionalInterface
    private interface Step<T> {
        Built<T> build(StoredTable before, Path staged, Head head) throws DuckDbFailure;
    }
}
