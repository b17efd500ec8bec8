package io.eider.api.storage;

/**
 * What a project holds, in all branches.
 *
 * @param sizeBytes the sum of its table files
 * @param tableCount its tables
 * @param bucketCount its buckets
 */
public record ProjectStats(long sizeBytes, int tableCount, int bucketCount) {}
