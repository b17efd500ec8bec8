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
import io.eider.storage.catalog.StoredTable.Base;
import io.eider.storage.catalog.StoredTable.FileMark;
import io.eider.storage.catalog.VisibleTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
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

    /** What a change of the definition says: its result, and the primary key from now on. */
    public record Altered<T>(T result, List<String> primaryKey) {}

    /**
     * Makes a table.
     *
     * @param primaryKey names of key columns
     * @param build creates {@code session.table()} and may fill it
     */
    public Table create(TableId id, List<String> primaryKey, Function<TableSession, Void> build) {
        try (TableLocks.Held held = locks.lock(id)) {
            catalog.read(session -> {
                Existing.requireOwnBucket(session, id.bucket());
                if (VisibleTables.find(session, id).isPresent()) {
                    throw Missing.tableExists(id);
                }
                return null;
            });
            publisher.clearPlace(id);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Head head = new Head(id, UUID.randomUUID().toString(), 1, now, Optional.empty());
            Path staged = layout.newStagingFile();
            Built<Void> built = files.build(
                    staged,
                    BlockSize.SMALL,
                    session -> session.transaction(
                            () -> finish(session, head, here -> new Altered<>(build.apply(here), primaryKey))));
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
        return replace(id, blockSize, before -> {}, build);
    }

    /**
     * As {@link #replace(TableId, BlockSize, BiFunction)}.
     *
     * @param first as for {@link #alter}
     */
    public <T> Written<T> replace(
            TableId id, BlockSize blockSize, Consumer<StoredTable> first, BiFunction<TableSession, Table, T> build) {
        return next(
                id,
                first,
                (before, staged, head) -> files.build(
                        staged,
                        blockSize,
                        session -> finish(session, head, here -> same(build.apply(here, before.table()), before))));
    }

    /**
     * Writes the next version from the published one: on a copy of its file. The change in place, for a file that nobody
     * else has open and that has one link, will be decided here and nowhere else.
     *
     * @param change works on {@code session.table()}, which holds the published rows
     */
    public <T> Written<T> amend(TableId id, BiFunction<TableSession, Table, T> change) {
        return alter(
                id, before -> {}, (session, table) -> new Altered<>(change.apply(session, table), table.primaryKey()));
    }

    /**
     * As {@link #amend} for a change that may concern the primary key as well.
     *
     * @param first looks at the published version, with the lock held and before anything is written; what it throws ends the
     *     change, and an automatic snapshot is taken here
     */
    public <T> Written<T> alter(
            TableId id, Consumer<StoredTable> first, BiFunction<TableSession, Table, Altered<T>> change) {
        return next(id, first, (before, staged, head) -> {
            Path pinned = layout.newStagingFile();
            try {
                StoredTable source = before.isOwn() ? before : publisher.pin(id, pinned);
                Path from = before.isOwn() ? layout.tableFile(id) : pinned;
                Head of = before.isOwn() ? head : head(id, source);
                return files.edit(
                        from, staged, session -> finish(session, of, here -> change.apply(here, source.table())));
            } finally {
                TablePublisher.discard(pinned);
            }
        });
    }

    private static <T> Altered<T> same(T result, StoredTable before) {
        return new Altered<>(result, before.table().primaryKey());
    }

    private <T> Written<T> next(TableId id, Consumer<StoredTable> first, Step<T> step) {
        try (TableLocks.Held held = locks.lock(id)) {
            StoredTable before = requireWritable(id);
            first.accept(before);
            long start = System.nanoTime();
            Path staged = layout.newStagingFile();
            Built<T> built = step.build(before, staged, head(id, before));
            return new Written<>(publish(before, built, staged, start), built.result);
        }
    }

    private <T> Table publish(StoredTable before, Built<T> built, Path staged, long start) {
        StoredTable next = stored(built.head, built, staged);
        if (before.isOwn()) {
            publisher.publishNext(before, next, staged);
        } else {
            publisher.publishCopy(next, staged);
            catalog.measures().copiedOnWrite(next.table().sizeBytes(), start);
        }
        return next.table();
    }

    /**
     * Copies the published version for somebody who writes it; the caller holds the lock.
     *
     * @param work on the copy
     * @return what was copied
     */
    Copied copy(TableId id, Path file, BiFunction<TableSession, Table, Void> work) {
        long start = System.nanoTime();
        StoredTable before = requireWritable(id);
        Path pinned = layout.newStagingFile();
        try {
            StoredTable source = before.isOwn() ? before : publisher.pin(id, pinned);
            Path from = before.isOwn() ? layout.tableFile(id) : pinned;
            files.copy(from, file, session -> work.apply(session, source.table()));
            return new Copied(before, source, start);
        } finally {
            TablePublisher.discard(pinned);
        }
    }

    /**
     * Publishes what was copied and written since; the caller holds the lock.
     *
     * @param first looks at the rows before anything is published
     */
    Table publish(Copied copied, Path written, BiConsumer<TableSession, StoredTable> first) {
        TableId id = copied.before.table().id();
        Path staged = layout.newStagingFile();
        Built<Void> built = files.takeOver(written, staged, session -> {
            first.accept(session, copied.source);
            return finish(session, head(id, copied.source), here -> same(null, copied.source));
        });
        return publish(copied.before, built, staged, copied.startNanos);
    }

    /** What a write began with: the version that is seen, and the one that was copied, which is newer if a branch had no own. */
    record Copied(StoredTable before, StoredTable source, long startNanos) {}

    /** @throws io.eider.api.error.ApiException what is missing of the path; TABLE_BROKEN; OPERATION_NOT_ALLOWED if linked */
    private StoredTable requireWritable(TableId id) {
        StoredTable before = reader.require(id);
        if (before.table().source() == TableSource.LINKED) {
            throw Missing.readOnly(id.bucket());
        }
        if (!before.isOwn()) {
            publisher.clearPlace(id);
        }
        return before;
    }

    /** The next version of a table, or the first that a branch has for itself. */
    private Head head(TableId id, StoredTable before) {
        Table table = before.table();
        long version = table.version() + 1;
        if (before.isOwn()) {
            return new Head(id, before.uid(), version, table.createdAt(), before.base());
        }
        Base base = new Base(before.uid(), table.version(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        return new Head(id, UUID.randomUUID().toString(), version, table.createdAt(), Optional.of(base));
    }

    private <T> Built<T> finish(TableSession session, Head head, Function<TableSession, Altered<T>> build) {
        Altered<T> altered = build.apply(session);
        new TableDescription(head.id.toString(), head.uid, head.version, altered.primaryKey, head.createdAt, head.base)
                .write(session);
        return new Built<>(
                head, altered.result, altered.primaryKey, TableShape.columns(session), TableShape.rowCount(session));
    }

    private static <T> StoredTable stored(Head head, Built<T> built, Path staged) {
        try {
            Table table = new Table(
                    head.id,
                    built.columns,
                    built.primaryKey,
                    built.rowCount,
                    Files.size(staged),
                    head.version,
                    head.createdAt,
                    head.source());
            long modified = Files.getLastModifiedTime(staged).to(TimeUnit.NANOSECONDS);
            FileMark mark = new FileMark(head.uid, head.version, modified);
            return new StoredTable(table, head.id, head.uid, mark, head.base, false);
        } catch (IOException e) {
            throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The table's new version cannot be read");
        }
    }

    private record Head(TableId id, String uid, long version, Instant createdAt, Optional<Base> base) {
        TableSource source() {
            if (id.bucket().branch().isDefault()) {
                return TableSource.MAIN;
            }
            return base.isPresent() ? TableSource.BRANCH : TableSource.BRANCH_ONLY;
        }
    }

    private record Built<T>(Head head, T result, List<String> primaryKey, List<Column> columns, long rowCount) {}

    @FunctionalInterface
    private interface Step<T> {
        Built<T> build(StoredTable before, Path staged, Head head) throws DuckDbFailure;
    }
}
