package io.eider.storage.share;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.Bucket;
import io.eider.api.storage.SharedBucket;
import io.eider.api.storage.Sharing;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.LinkRecords;
import io.eider.storage.catalog.LinkRecords.Link;
import io.eider.storage.catalog.LinkRecords.Share;
import io.eider.storage.catalog.Missing;
import io.eider.storage.project.CatalogBuckets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Offers and appearances of buckets: rows of the catalog only. Whoever may not see a bucket learns nothing of it, not even
 * whether its project exists (ADR-0014).
 */
public final class CatalogSharing implements Sharing {
    private final Catalog catalog;
    private final Clock clock;

    public CatalogSharing(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public List<ProjectId> share(BucketId bucket, ProjectId target) {
        return catalog.write(session -> {
            requireDefault(session, bucket, "share bucket");
            Existing.requireOwnBucket(session, bucket);
            if (Existing.projectStatus(session, target).isEmpty()) {
                throw unknown("Target", target);
            }
            if (LinkRecords.isShared(session, bucket, target)) {
                throw alreadyShared(bucket, target);
            }
            LinkRecords.insert(session, new Share(bucket, target, now()));
            return LinkRecords.shares(session, bucket).stream()
                    .map(Share::target)
                    .toList();
        });
    }

    @Override
    public void unshare(BucketId bucket, ProjectId target) {
        catalog.change(session -> {
            requireDefault(session, bucket, "unshare bucket");
            LinkRecords.deleteShare(session, bucket, target);
        });
    }

    @Override
    public Bucket link(BucketId local, BucketId source, LinkRights rights) {
        return catalog.write(session -> {
            requireDefault(session, local, "link bucket");
            requireSource(session, local, source, rights);
            if (Existing.hasBucket(session, local)) {
                throw Missing.bucketExists(local);
            }
            if (LinkRecords.find(session, local).isPresent()) {
                throw alreadyLinked(local);
            }
            Link link = new Link(local, source, now());
            LinkRecords.insert(session, link);
            return CatalogBuckets.linked(session, link, local.branch());
        });
    }

    @Override
    public void unlink(BucketId local) {
        catalog.change(session -> {
            requireDefault(session, local, "unlink bucket");
            if (!LinkRecords.delete(session, local)) {
                throw noLink(local);
            }
        });
    }

    @Override
    public List<SharedBucket> offered(ProjectId project) {
        return catalog.read(session -> {
            Existing.requireProject(session, project);
            List<Link> links = LinkRecords.list(session, project);
            return LinkRecords.offered(session, project).stream()
                    .map(share -> new SharedBucket(
                            share.source(),
                            description(session, share.source()),
                            share.sharedAt(),
                            links.stream()
                                    .filter(link -> link.source().equals(share.source()))
                                    .map(link -> link.local().name())
                                    .toList()))
                    .toList();
        });
    }

    private static Optional<String> description(CatalogSession session, BucketId bucket) {
        return session.first(
                        "SELECT description FROM buckets WHERE key = ?",
                        row -> Optional.ofNullable(row.getString(1)),
                        Existing.bucketKey(bucket))
                .flatMap(text -> text);
    }

    private static void requireDefault(CatalogSession session, BucketId bucket, String operation) {
        Existing.requireBranch(session, bucket.project(), bucket.branch());
        if (!bucket.branch().isDefault()) {
            throw Missing.onlyInDefault(bucket.branch(), operation);
        }
    }

    private static void requireSource(CatalogSession session, BucketId local, BucketId source, LinkRights rights) {
        if (rights == LinkRights.SHARED_ONLY
                && !source.project().equals(local.project())
                && !LinkRecords.isShared(session, source, local.project())) {
            throw notShared(local, source);
        }
        if (Existing.projectStatus(session, source.project()).isEmpty()) {
            throw unknown("Source", source.project());
        }
        if (!Existing.hasBucket(session, source)) {
            throw new ApiException(
                    ErrorCode.BUCKET_NOT_FOUND,
                    "Source bucket " + source.name() + " not found in project " + source.project(),
                    Missing.details(source));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ApiException unknown(String role, ProjectId project) {
        return new ApiException(
                ErrorCode.PROJECT_NOT_FOUND,
                role + " project " + project + " not found",
                Map.of("project_id", project.value()));
    }

    private static ApiException notShared(BucketId local, BucketId source) {
        return new ApiException(
                ErrorCode.NOT_SHARED,
                "Bucket " + source.name() + " of project " + source.project() + " is not shared with project "
                        + local.project() + "; its owner has to share it first",
                Missing.details(source));
    }

    private static ApiException alreadyShared(BucketId bucket, ProjectId target) {
        Map<String, Object> details = new LinkedHashMap<>(Missing.details(bucket));
        details.put("target_project_id", target.value());
        return new ApiException(
                ErrorCode.ALREADY_SHARED,
                "Bucket " + bucket.name() + " is already shared with project " + target,
                details);
    }

    private static ApiException alreadyLinked(BucketId local) {
        return new ApiException(
                ErrorCode.BUCKET_ALREADY_LINKED,
                "Bucket " + local.name() + " is already linked in project " + local.project(),
                Missing.details(local));
    }

    private static ApiException noLink(BucketId local) {
        return new ApiException(
                ErrorCode.LINK_NOT_FOUND,
                "No link found for bucket " + local.name() + " in project " + local.project(),
                Missing.details(local));
    }
}
