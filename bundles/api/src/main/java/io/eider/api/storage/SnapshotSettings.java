package io.eider.api.storage;

import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The three levels of snapshot settings: system, project, bucket, table; each inherits what it does not set. Thread-safe. Source:
 * storage contract, section 1.11.
 */
@ProviderType
public interface SnapshotSettings {
    /** What is set at a level and what counts there. @throws io.eider.api.error.ApiException what is missing of the path */
    Resolved get(Level level);

    /**
     * Replaces what is set at a level; an empty policy removes it.
     *
     * @throws io.eider.api.error.ApiException what is missing of the path; INVALID_CONFIG with {@code errors}
     */
    Resolved set(Level level, SnapshotPolicy policy);

    /** Removes what is set at a level; once more does nothing. @throws io.eider.api.error.ApiException what is missing of the path */
    void reset(Level level);

    /** Where settings can be made. */
    sealed interface Level {
        /** For all of a project. */
        record OfProject(ProjectId project) implements Level {}

        /** For one bucket; of the default branch only, else OPERATION_NOT_ALLOWED. */
        record OfBucket(BucketId bucket) implements Level {}

        /** For one table; of the default branch only, else OPERATION_NOT_ALLOWED. */
        record OfTable(TableId table) implements Level {}
    }

    /** Where a setting comes from. */
    enum Origin {
        /** Built in. */
        SYSTEM,
        /** The project's settings. */
        PROJECT,
        /** The bucket's. */
        BUCKET,
        /** The table's. */
        TABLE;

        /** The name on the wire, lower case. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Settings with their origin.
     *
     * @param effective everything set
     * @param origins by the names {@code auto_snapshot_triggers.drop_table}, ..., {@code retention.manual_days},
     *     {@code retention.auto_days}, {@code enabled}, in this order
     * @param local what is set at the level itself; empty if nothing
     */
    record Resolved(SnapshotPolicy effective, Map<String, Origin> origins, Optional<SnapshotPolicy> local) {}
}
