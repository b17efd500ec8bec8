package io.eider.storage.table;

import io.eider.api.id.TableId;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import io.eider.engine.DataLayout;
import io.eider.engine.DuckDbFailure;
import io.eider.engine.TableFiles;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.StoredTable.FileMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Published table files read for what they say of themselves, without the catalog. */
public final class DescribedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(DescribedFiles.class);

    private final DataLayout layout;
    private final TableFiles files;

    public DescribedFiles(DataLayout layout, TableFiles files) {
        this.layout = layout;
        this.files = files;
    }

    /** What a file says of itself; empty if it is not there, damaged or not Eider's. */
    public Optional<StoredTable> describe(TableId id) {
        Path file = layout.tableFile(id);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return files.read(file, session -> TableDescription.read(session).map(described -> {
                Table table = new Table(
                        id,
                        TableShape.columns(session),
                        described.primaryKey(),
                        TableShape.rowCount(session),
                        sizeOf(file),
                        described.version(),
                        described.createdAt(),
                        id.bucket().branch().isDefault() ? TableSource.MAIN : TableSource.BRANCH_ONLY);
                FileMark mark = new FileMark(described.uid(), described.version(), modifiedOf(file));
                return new StoredTable(table, id, described.uid(), mark, described.base(), false);
            }));
        } catch (DuckDbFailure e) {
            LOG.warn("The file of {} cannot be read: {}", id, e.getMessage());
            return Optional.empty();
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // gone meanwhile: the next look finds it missing
        }
    }

    private static long modifiedOf(Path file) {
        try {
            return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            return 0; // gone meanwhile: the next look finds it missing
        }
    }
}
