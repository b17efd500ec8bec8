package io.eider.storage.catalog;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import java.util.LinkedHashMap;
import java.util.Map;

/** The errors for what is not there or is there already, worded once (storage contract, section 0.7). */
public final class Missing {
    private Missing() {}

    public static ApiException project(ProjectId project) {
        return new ApiException(
                ErrorCode.PROJECT_NOT_FOUND,
                "Project " + project + " not found",
                Map.of("project_id", project.value()));
    }

    public static ApiException branch(ProjectId project, BranchId branch) {
        return new ApiException(
                ErrorCode.BRANCH_NOT_FOUND,
                "Branch " + branch + " not found in project " + project,
                details("project_id", project.value(), "branch_id", branch.value()));
    }

    public static ApiException bucket(BucketId bucket) {
        return new ApiException(
                ErrorCode.BUCKET_NOT_FOUND,
                "Bucket " + bucket.name() + " not found in project " + bucket.project(),
                details(bucket));
    }

    public static ApiException table(TableId table) {
        return new ApiException(
                ErrorCode.TABLE_NOT_FOUND,
                "Table " + table.name() + " not found in bucket "
                        + table.bucket().name(),
                details(table));
    }

    public static ApiException brokenTable(TableId table, Throwable cause) {
        return new ApiException(
                ErrorCode.TABLE_BROKEN,
                "The file of table " + table.shortName()
                        + " is missing or damaged; see the server's log and eider:doctor",
                details(table),
                cause);
    }

    /** A linked bucket cannot be written. */
    public static ApiException readOnly(BucketId bucket) {
        return new ApiException(
                ErrorCode.OPERATION_NOT_ALLOWED,
                "Bucket " + bucket.name() + " is linked from another project and can only be read",
                details(bucket));
    }

    /**
     * What only the default branch can do (C6).
     *
     * @param operation as the contract words it, {@code share bucket}
     */
    public static ApiException onlyInDefault(BranchId branch, String operation) {
        return new ApiException(
                ErrorCode.OPERATION_NOT_ALLOWED,
                "Cannot " + operation + " from dev branches. Use default branch.",
                Map.of("branch_id", branch.value()));
    }

    public static ApiException bucketExists(BucketId bucket) {
        return new ApiException(
                ErrorCode.BUCKET_EXISTS,
                "Bucket " + bucket.name() + " already exists in project " + bucket.project(),
                details(bucket));
    }

    public static ApiException tableExists(TableId table) {
        return new ApiException(
                ErrorCode.TABLE_EXISTS,
                "Table " + table.name() + " already exists in bucket "
                        + table.bucket().name(),
                details(table));
    }

    public static Map<String, Object> details(BucketId bucket) {
        return details("project_id", bucket.project().value(), "bucket_name", bucket.name());
    }

    public static Map<String, Object> details(TableId table) {
        Map<String, Object> details = details(table.bucket());
        details.put("table_name", table.name());
        return details;
    }

    private static Map<String, Object> details(String first, Object firstValue, String second, Object secondValue) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(first, firstValue);
        details.put(second, secondValue);
        return details;
    }
}
