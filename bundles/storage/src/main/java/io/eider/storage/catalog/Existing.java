package io.eider.storage.catalog;

import io.eider.api.error.ApiException;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.engine.CatalogSession;
import java.util.Optional;

/** Whether the parts of a path exist, asked in the order of the contract (storage contract, section 0.6). */
public final class Existing {
    private Existing() {}

    /**
     * The status of a project.
     *
     * @throws ApiException PROJECT_NOT_FOUND
     */
    public static String requireProject(CatalogSession session, ProjectId id) {
        return projectStatus(session, id).orElseThrow(() -> Missing.project(id));
    }

    /** The status of a project; empty if there is none. */
    public static Optional<String> projectStatus(CatalogSession session, ProjectId id) {
        return session.first("SELECT status FROM projects WHERE id = ?", row -> row.getString(1), id.value());
    }

    /** @throws ApiException PROJECT_NOT_FOUND; BRANCH_NOT_FOUND */
    public static void requireBranch(CatalogSession session, ProjectId project, BranchId branch) {
        requireProject(session, project);
        if (!branch.isDefault() && BranchRecords.find(session, project, branch).isEmpty()) {
            throw Missing.branch(project, branch);
        }
    }

    /** @throws ApiException PROJECT_NOT_FOUND; BRANCH_NOT_FOUND, also for the default branch */
    public static void requireDevBranch(CatalogSession session, ProjectId project, BranchId branch) {
        requireBranch(session, project, branch);
        if (branch.isDefault()) {
            throw Missing.branch(project, branch);
        }
    }

    /**
     * Whether a bucket can be looked into, own or linked.
     *
     * @throws ApiException PROJECT_NOT_FOUND; BRANCH_NOT_FOUND; BUCKET_NOT_FOUND
     */
    public static void requireBucket(CatalogSession session, BucketId id) {
        requireBranch(session, id.project(), id.branch());
        if (!hasBucket(session, id) && LinkRecords.find(session, id).isEmpty()) {
            throw Missing.bucket(id);
        }
    }

    /**
     * Whether a bucket can be written.
     *
     * @throws ApiException PROJECT_NOT_FOUND; BRANCH_NOT_FOUND; BUCKET_NOT_FOUND; OPERATION_NOT_ALLOWED for a linked bucket
     */
    public static void requireOwnBucket(CatalogSession session, BucketId id) {
        requireBranch(session, id.project(), id.branch());
        if (hasBucket(session, id)) {
            return;
        }
        throw LinkRecords.find(session, id).isPresent() ? Missing.readOnly(id) : Missing.bucket(id);
    }

    /** Whether a project has a bucket of its own of this name. */
    public static boolean hasBucket(CatalogSession session, BucketId id) {
        return session.first("SELECT key FROM buckets WHERE key = ?", row -> row.getString(1), bucketKey(id))
                .isPresent();
    }

    /** What is missing of a bucket's path: the project, the branch, or the bucket itself. */
    public static ApiException missing(CatalogSession session, BucketId id) {
        requireBranch(session, id.project(), id.branch());
        return Missing.bucket(id);
    }

    /** What is missing of a table's path. */
    public static ApiException missing(CatalogSession session, TableId id) {
        requireBucket(session, id.bucket());
        return Missing.table(id);
    }

    /** Buckets belong to the whole project (ADR-012 of the contract), so the branch is no part of the key. */
    public static String bucketKey(BucketId id) {
        return id.project() + "/" + id.name();
    }
}
