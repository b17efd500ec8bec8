package io.eider.api.storage;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The buckets of the projects. Thread-safe. Every call throws PROJECT_NOT_FOUND or BRANCH_NOT_FOUND first. Source: storage
 * contract, section 1.4.
 */
@ProviderType
public interface Buckets {
    /** @throws io.eider.api.error.ApiException BUCKET_EXISTS */
    Bucket create(BucketId id, Optional<String> description);

    /** Own buckets by name, then linked ones. */
    List<Bucket> list(ProjectId project, BranchId branch);

    /** @throws io.eider.api.error.ApiException BUCKET_NOT_FOUND */
    Bucket get(BucketId id);

    /**
     * Removes a bucket.
     *
     * @throws io.eider.api.error.ApiException BUCKET_NOT_FOUND; BUCKET_NOT_EMPTY for RESTRICT; OPERATION_NOT_ALLOWED on a
     *     dev branch; TOO_BUSY
     */
    void drop(BucketId id, DropMode mode);
}
