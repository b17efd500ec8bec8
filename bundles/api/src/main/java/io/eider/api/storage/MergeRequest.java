package io.eider.api.storage;

import io.eider.api.id.TableId;
import java.util.List;

/**
 * What to merge.
 *
 * @param tables tables of the branch's own, at least one
 * @param conflicts what to do with conflicts
 * @param run whether to do it or only to report
 */
public record MergeRequest(List<TableId> tables, OnConflict conflicts, Run run) {
    /** Copies the list. */
    public MergeRequest {
        tables = List.copyOf(tables);
    }

    /** What to do when the default branch has changed meanwhile. */
    public enum OnConflict {
        /** Merge nothing. */
        REFUSE,
        /** The branch's tables win. */
        OVERWRITE
    }

    /** Whether to do it. */
    public enum Run {
        /** Merge. */
        MERGE,
        /** Only report; conflicts are no error then. */
        REPORT_ONLY
    }
}
