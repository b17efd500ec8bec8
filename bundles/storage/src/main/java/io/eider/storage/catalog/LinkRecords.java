package io.eider.storage.catalog;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.engine.CatalogSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL on the catalog's {@code bucket_shares} and {@code bucket_links}; all buckets are of default branches. */
public final class LinkRecords {
    private LinkRecords() {}

    /**
     * An offer of a bucket.
     *
     * @param source the bucket
     * @param target who may link it
     * @param sharedAt when it was offered
     */
    public record Share(BucketId source, ProjectId target, Instant sharedAt) {}

    /**
     * The appearance of a bucket in another project.
     *
     * @param local where it appears
     * @param source what is shown
     * @param createdAt when it was linked
     */
    public record Link(BucketId local, BucketId source, Instant createdAt) {}

    /** What a linked bucket shows; empty if the bucket is no linked one. The branch does not matter. */
    public static Optional<BucketId> source(CatalogSession session, BucketId bucket) {
        return find(session, bucket).map(Link::source);
    }

    public static Optional<Link> find(CatalogSession session, BucketId bucket) {
        return session.first(
                "SELECT target_project_id, target_bucket, source_project_id, source_bucket, created_at FROM bucket_links"
                        + " WHERE key = ?",
                LinkRecords::link,
                Existing.bucketKey(bucket));
    }

    /** Linked buckets of a project by name. */
    public static List<Link> list(CatalogSession session, ProjectId project) {
        return session.query(
                "SELECT target_project_id, target_bucket, source_project_id, source_bucket, created_at FROM bucket_links"
                        + " WHERE target_project_id = ? ORDER BY target_bucket",
                LinkRecords::link,
                project.value());
    }

    public static void insert(CatalogSession session, Link link) {
        session.update(
                "INSERT INTO bucket_links (key, target_project_id, target_bucket, source_project_id, source_bucket, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                Existing.bucketKey(link.local),
                link.local.project().value(),
                link.local.name(),
                link.source.project().value(),
                link.source.name(),
                link.createdAt);
    }

    /** Whether there was one. */
    public static boolean delete(CatalogSession session, BucketId local) {
        return session.update("DELETE FROM bucket_links WHERE key = ?", Existing.bucketKey(local)) > 0;
    }

    /** Offers of a bucket in the order in which they were made. */
    public static List<Share> shares(CatalogSession session, BucketId source) {
        return session.query(
                "SELECT source_project_id, source_bucket, target_project_id, created_at FROM bucket_shares"
                        + " WHERE source_project_id = ? AND source_bucket = ? ORDER BY created_at, target_project_id",
                LinkRecords::share,
                source.project().value(),
                source.name());
    }

    /** What a project is offered, by project and name. */
    public static List<Share> offered(CatalogSession session, ProjectId target) {
        return session.query(
                "SELECT source_project_id, source_bucket, target_project_id, created_at FROM bucket_shares"
                        + " WHERE target_project_id = ? ORDER BY source_project_id, source_bucket",
                LinkRecords::share,
                target.value());
    }

    public static boolean isShared(CatalogSession session, BucketId source, ProjectId target) {
        return session.first(
                        "SELECT key FROM bucket_shares WHERE key = ?", row -> row.getString(1), key(source, target))
                .isPresent();
    }

    public static void insert(CatalogSession session, Share share) {
        session.update(
                "INSERT INTO bucket_shares (key, source_project_id, source_bucket, target_project_id, created_at)"
                        + " VALUES (?, ?, ?, ?, ?)",
                key(share.source, share.target),
                share.source.project().value(),
                share.source.name(),
                share.target.value(),
                share.sharedAt);
    }

    public static void deleteShare(CatalogSession session, BucketId source, ProjectId target) {
        session.update("DELETE FROM bucket_shares WHERE key = ?", key(source, target));
    }

    /** A dropped bucket takes its offers and appearances along: a later bucket of its name is another one. */
    public static void forgetBucket(CatalogSession session, BucketId source) {
        String project = source.project().value();
        session.update(
                "DELETE FROM bucket_shares WHERE source_project_id = ? AND source_bucket = ?", project, source.name());
        session.update(
                "DELETE FROM bucket_links WHERE source_project_id = ? AND source_bucket = ?", project, source.name());
    }

    /** As {@link #forgetBucket} for all of a project, and what it was offered and shows. */
    public static void forgetProject(CatalogSession session, ProjectId project) {
        String id = project.value();
        session.update("DELETE FROM bucket_shares WHERE source_project_id = ? OR target_project_id = ?", id, id);
        session.update("DELETE FROM bucket_links WHERE source_project_id = ? OR target_project_id = ?", id, id);
    }

    private static String key(BucketId source, ProjectId target) {
        return Existing.bucketKey(source) + "/" + target;
    }

    private static Share share(ResultSet row) throws SQLException {
        return new Share(
                bucket(row.getString("source_project_id"), row.getString("source_bucket")),
                new ProjectId(row.getString("target_project_id")),
                CatalogSession.instant(row, "created_at").orElseThrow());
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                bucket(row.getString("target_project_id"), row.getString("target_bucket")),
                bucket(row.getString("source_project_id"), row.getString("source_bucket")),
                CatalogSession.instant(row, "created_at").orElseThrow());
    }

    private static BucketId bucket(String project, String name) {
        return new BucketId(new ProjectId(project), BranchId.DEFAULT, name);
    }
}
