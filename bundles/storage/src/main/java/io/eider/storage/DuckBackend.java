package io.eider.storage;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Backend;
import io.eider.api.storage.Finding;
import io.eider.api.storage.StorageHealth;
import io.eider.api.storage.StoragePaths;
import io.eider.api.storage.StorageTotals;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.DataLayout;
import io.eider.engine.TableFiles;
import io.eider.storage.catalog.TableRecords;
import io.eider.storage.table.Reconciliation;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Health, totals and the self-check. */
final class DuckBackend implements Backend {
    private static final long LOW_DISK_BYTES = 1L << 30;

    private final Catalog catalog;
    private final DataLayout layout;
    private final TableFiles files;
    private final Reconciliation reconciliation;

    DuckBackend(Catalog catalog, DataLayout layout, TableFiles files, Reconciliation reconciliation) {
        this.catalog = catalog;
        this.layout = layout;
        this.files = files;
        this.reconciliation = reconciliation;
    }

    @Override
    public StorageHealth health() {
        StoragePaths paths = layout.paths();
        return new StorageHealth(
                isUsable(paths.dataDir()),
                isUsable(paths.duckdbDir()),
                isUsable(paths.filesDir()),
                isUsable(paths.snapshotsDir()),
                catalog.read(TableRecords::listBroken));
    }

    @Override
    public StoragePaths paths() {
        return layout.paths();
    }

    @Override
    public List<String> init() {
        try {
            return layout.makeMissing().stream().map(Path::toString).toList();
        } catch (IOException e) {
            String error = "storage: " + e.getClass().getSimpleName();
            throw new ApiException(
                    ErrorCode.INIT_FAILED,
                    "A storage directory could not be made",
                    Map.of("errors", List.of(error)),
                    e);
        }
    }

    @Override
    public StorageTotals totals() {
        long staging = sizeOfFilesIn(layout.staging());
        long metadata = layout.metadata().toFile().length();
        Map<String, Long> snapshots = catalog.read(DuckBackend::snapshots);
        return catalog.read(session -> session.first(
                        "SELECT (SELECT count(*) FROM projects), (SELECT count(*) FROM buckets), (SELECT count(*) FROM tables),"
                                + " (SELECT coalesce(sum(size_bytes), 0)::BIGINT FROM tables),"
                                + " (SELECT coalesce(sum(size_bytes), 0)::BIGINT FROM files),"
                                + " (SELECT count(*) FROM files), (SELECT count(*) FROM uploads),"
                                + " (SELECT count(*) FROM branches),"
                                + " (SELECT count(*) FROM tables WHERE branch_id <> 'default'),"
                                + " (SELECT count(*) FROM bucket_shares), (SELECT count(*) FROM bucket_links),"
                                + " (SELECT coalesce(sum(size_bytes), 0)::BIGINT FROM snapshots)",
                        row -> new StorageTotals(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                metadata,
                                row.getLong(4),
                                staging,
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8),
                                row.getLong(9),
                                row.getLong(10),
                                row.getLong(11),
                                snapshots,
                                row.getLong(12))))
                .orElseThrow();
    }

    private static Map<String, Long> snapshots(CatalogSession session) {
        Map<String, Long> byType = new HashMap<>();
        session.query("SELECT type, count(*) FROM snapshots GROUP BY type", row -> {
            byType.put(row.getString(1), row.getLong(2));
            return null;
        });
        return byType;
    }

    @Override
    public String duckDbVersion() {
        return files.version();
    }

    @Override
    public List<Finding> check() {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding("native library", Finding.State.OK, "DuckDB " + files.version()));
        findings.add(disk());
        findings.addAll(reconciliation.inspect());
        return findings;
    }

    private Finding disk() {
        try {
            FileStore store = Files.getFileStore(layout.paths().duckdbDir());
            long free = store.getUsableSpace();
            boolean isLow = free < LOW_DISK_BYTES;
            return new Finding(
                    "disk",
                    isLow ? Finding.State.WARNING : Finding.State.OK,
                    (free >> 20) + " MiB free of " + (store.getTotalSpace() >> 20) + " MiB"
                            + (isLow ? ": a write needs room for a second copy of its table" : ""));
        } catch (IOException e) {
            return new Finding(
                    "disk", Finding.State.FAILED, "The data directory cannot be looked at: " + e.getMessage());
        }
    }

    private static boolean isUsable(Path directory) {
        return Files.isDirectory(directory) && Files.isWritable(directory);
    }

    private static long sizeOfFilesIn(Path directory) {
        long sum = 0;
        try (var all = Files.newDirectoryStream(directory)) {
            for (Path file : all) {
                sum += file.toFile().length();
            }
        } catch (IOException e) {
            return sum; // a file that went meanwhile is no matter for a gauge
        }
        return sum;
    }
}
