package io.eider.api.storage;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a merge did, or would do.
 *
 * @param tables in the order of the request
 * @param isMerged whether it was done
 */
public record MergeReport(List<Entry> tables, boolean isMerged) {
    /** Copies the list. */
    public MergeReport {
        tables = List.copyOf(tables);
    }

    /**
     * One table.
     *
     * @param bucket its bucket
     * @param table its name
     * @param baseVersion the default branch's version that the branch copied; empty for a table made in the branch
     * @param mainVersion the default branch's version now, after a merge the new one; empty if it has none
     * @param branchVersion the branch's version
     * @param hasConflict whether the default branch's table is another than the one that was copied
     * @param rowCount rows of the branch's table
     */
    public record Entry(
            String bucket,
            String table,
            OptionalLong baseVersion,
            OptionalLong mainVersion,
            long branchVersion,
            boolean hasConflict,
            long rowCount) {}
}
