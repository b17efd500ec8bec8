package io.eider.storage.table;

import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.PublishedFiles;
import io.eider.api.storage.Table;
import io.eider.engine.DataLayout;
import io.eider.engine.Disk;
import io.eider.storage.catalog.StoredTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Links of published files. The link is made first and then compared with the row, so no writer waits and none is waited for. */
public final class PublishedLinks implements PublishedFiles {
    private static final int ATTEMPTS = 3;
    private static final Set<PosixFilePermission> READ_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final TableReader reader;
    private final TablePublisher publisher;
    private final DataLayout layout;

    public PublishedLinks(TableReader reader, TablePublisher publisher, DataLayout layout) {
        this.reader = reader;
        this.publisher = publisher;
        this.layout = layout;
    }

    @Override
    public Table link(TableId id, Path link) {
        StoredTable linked = linked(id, link);
        try {
            Files.setPosixFilePermissions(link, READ_ONLY);
        } catch (IOException e) {
            TablePublisher.discard(link);
            throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The table's file could not be made read-only");
        }
        return linked.table();
    }

    private StoredTable linked(TableId id, Path link) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            StoredTable stored = reader.require(id);
            if (isLinked(stored, link)) {
                return stored;
            }
        }
        return publisher.pin(id, link); // versions come fast: ask the publisher to wait for a moment
    }

    /** A file is in its place before the transaction that records it is visible, so it may be ahead of the row. */
    private boolean isLinked(StoredTable stored, Path link) {
        boolean same = false;
        try {
            Files.createLink(link, layout.tableFile(stored.place()));
            same = Files.getLastModifiedTime(link).to(TimeUnit.NANOSECONDS)
                            == stored.file().modifiedNanos()
                    && Files.size(link) == stored.table().sizeBytes();
            return same;
        } catch (NoSuchFileException e) {
            return false; // dropped meanwhile, or broken: the next attempts find out
        } catch (IOException e) {
            throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The table's file could not be linked");
        } finally {
            if (!same) {
                TablePublisher.discard(link);
            }
        }
    }
}
