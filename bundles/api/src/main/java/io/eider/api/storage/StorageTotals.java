package io.eider.api.storage;

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
 */
public record StorageTotals(
        long projects,
        long buckets,
        long tables,
        long metadataBytes,
        long tableBytes,
        long stagingBytes,
        long fileBytes) {}
