package io.eider.api.storage;

import java.util.Map;

/**
 * What the server holds, for gauges.
 *
 * @param projects projects
 * @param buckets buckets of all projects
 * @param tables tables of all projects
 * @param metadataBytes length of the catalog
 * @param tableBytes sum of the published table files
 * @param stagingBytes bytes of versions that are being built
 * @param fileBytes sum of the registered files
 * @param files registered files
 * @param openUploads uploads that are not registered yet
 * @param branches dev branches of all projects
 * @param branchTables tables of their own
 * @param shares offers of buckets
 * @param links linked buckets
 * @param snapshots snapshots by type
 * @param snapshotBytes sum of their files, which they may share with tables
 */
public record StorageTotals(
        long projects,
        long buckets,
        long tables,
        long metadataBytes,
        long tableBytes,
        long stagingBytes,
        long fileBytes,
        long files,
        long openUploads,
        long branches,
        long branchTables,
        long shares,
        long links,
        Map<String, Long> snapshots,
        long snapshotBytes) {
    /** Copies the map. */
    public StorageTotals {
        snapshots = Map.copyOf(snapshots);
    }
}
