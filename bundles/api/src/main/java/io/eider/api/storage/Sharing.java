package io.eider.api.storage;

import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Buckets offered to other projects and shown in them. A linked bucket shows the source's tables at their current versions and
 * cannot be written. Thread-safe. Every call throws PROJECT_NOT_FOUND, BRANCH_NOT_FOUND first; OPERATION_NOT_ALLOWED on a dev
 * branch. Source: storage contract, sections 1.5 and 3.6.
 */
@ProviderType
public interface Sharing {
    /**
     * Offers a bucket to a project.
     *
     * @return all projects that it is offered to, in the order in which that was done
     * @throws io.eider.api.error.ApiException PROJECT_NOT_FOUND for the target; BUCKET_NOT_FOUND; ALREADY_SHARED;
     *     OPERATION_NOT_ALLOWED for a linked bucket
     */
    List<ProjectId> share(BucketId bucket, ProjectId target);

    /** Takes the offer back; links that were made stay. Does nothing if there is none. */
    void unshare(BucketId bucket, ProjectId target);

    /**
     * Shows a bucket of another project.
     *
     * @param local the name that it gets here
     * @param rights whether the bucket has to be offered to the project
     * @throws io.eider.api.error.ApiException NOT_SHARED before anything of the source is looked at; PROJECT_NOT_FOUND and
     *     BUCKET_NOT_FOUND for the source; BUCKET_EXISTS; BUCKET_ALREADY_LINKED
     */
    Bucket link(BucketId local, BucketId source, LinkRights rights);

    /** Ends the appearance of a linked bucket. @throws io.eider.api.error.ApiException LINK_NOT_FOUND */
    void unlink(BucketId local);

    /** Buckets that other projects offer to this one, by project and name. */
    List<SharedBucket> offered(ProjectId project);

    /** Whether a link needs a share. */
    enum LinkRights {
        /** It does. */
        SHARED_ONLY,
        /** Not for the server's admin. */
        ANY
    }
}
