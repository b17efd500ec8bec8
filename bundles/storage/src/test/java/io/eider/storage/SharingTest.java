package io.eider.storage;

import static io.eider.storage.StorageFixture.BUCKET;
import static io.eider.storage.StorageFixture.ORDERS;
import static io.eider.storage.StorageFixture.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Bucket;
import io.eider.api.storage.DropMode;
import io.eider.api.storage.NewProject;
import io.eider.api.storage.SharedBucket;
import io.eider.api.storage.Sharing.LinkRights;
import io.eider.api.storage.TableSource;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharingTest {
    private static final ProjectId READER = new ProjectId("reader");
    private static final BucketId LINKED = new BucketId(READER, BranchId.DEFAULT, "theirs");
    private static final TableId SEEN = new TableId(LINKED, "orders");

    @TempDir
    Path directory;

    private StorageFixture server;

    @BeforeEach
    void start() throws Exception {
        server = new StorageFixture(directory).withBucket();
        server.createOrders();
        server.storage.projects().create(new NewProject(READER, Optional.empty(), Optional.empty()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void linkNeedsAShareUnlessItIsTheAdmins() {
        assertCode(() -> link(LinkRights.SHARED_ONLY), ErrorCode.NOT_SHARED);
        assertThat(link(LinkRights.ANY).linkedFrom()).contains(BUCKET);
    }

    @Test
    void whoMayNotSeeABucketLearnsNothingOfIt() {
        BucketId unknown = new BucketId(new ProjectId("nobody"), BranchId.DEFAULT, "x");
        assertCode(() -> server.storage.sharing().link(LINKED, unknown, LinkRights.SHARED_ONLY), ErrorCode.NOT_SHARED);
        assertCode(() -> server.storage.sharing().link(LINKED, unknown, LinkRights.ANY), ErrorCode.PROJECT_NOT_FOUND);
    }

    @Test
    void linkedTablesAreReadAtTheirCurrentVersionAndNotWritten() throws Exception {
        server.storage.sharing().share(BUCKET, READER);
        Bucket linked = link(LinkRights.SHARED_ONLY);
        assertThat(linked.tableCount()).isEqualTo(1);
        server.writer()
                .amend(
                        ORDERS,
                        (session, table) -> session.execute("INSERT INTO " + session.table() + " VALUES (1, 'a')"));
        assertThat(server.storage.tables().get(SEEN).rowCount()).isEqualTo(1);
        assertThat(server.storage.tables().get(SEEN).source()).isEqualTo(TableSource.LINKED);
        assertThat(server.storage.tables().list(LINKED)).hasSize(1);
        assertCode(
                () -> server.writer()
                        .amend(SEEN, (session, table) -> session.execute("DELETE FROM " + session.table())),
                ErrorCode.OPERATION_NOT_ALLOWED);
        assertCode(() -> server.storage.tables().drop(SEEN), ErrorCode.OPERATION_NOT_ALLOWED);
        assertCode(() -> server.storage.snapshots().create(SEEN, Optional.empty()), ErrorCode.OPERATION_NOT_ALLOWED);
        assertThat(server.storage.buckets().list(READER, BranchId.DEFAULT)).hasSize(1);
        BranchId dev = server.storage
                .branches()
                .create(READER, "dev", Optional.empty())
                .id();
        TableId inBranch = new TableId(new BucketId(READER, dev, "theirs"), "orders");
        assertThat(server.storage.tables().get(inBranch).source()).isEqualTo(TableSource.LINKED);
        assertThat(server.storage.buckets().get(inBranch.bucket()).linkedFrom()).contains(BUCKET);
        server.restart();
        assertThat(server.storage.tables().get(SEEN).rowCount()).isEqualTo(1);
    }

    @Test
    void offersAreListedWithTheirLinks() {
        assertThat(server.storage.sharing().share(BUCKET, READER)).containsExactly(READER);
        assertCode(() -> server.storage.sharing().share(BUCKET, READER), ErrorCode.ALREADY_SHARED);
        assertCode(() -> server.storage.sharing().share(BUCKET, new ProjectId("nobody")), ErrorCode.PROJECT_NOT_FOUND);
        link(LinkRights.SHARED_ONLY);
        SharedBucket offered = server.storage.sharing().offered(READER).get(0);
        assertThat(offered.source()).isEqualTo(BUCKET);
        assertThat(offered.linkedAs()).containsExactly("theirs");
        assertCode(() -> link(LinkRights.SHARED_ONLY), ErrorCode.BUCKET_ALREADY_LINKED);
        server.storage.sharing().unshare(BUCKET, READER);
        server.storage.sharing().unshare(BUCKET, READER);
        assertThat(server.storage.sharing().offered(READER)).isEmpty();
        assertThat(server.storage.tables().get(SEEN).rowCount()).isZero();
        server.storage.sharing().unlink(LINKED);
        assertCode(() -> server.storage.sharing().unlink(LINKED), ErrorCode.LINK_NOT_FOUND);
        assertCode(() -> server.storage.tables().get(SEEN), ErrorCode.BUCKET_NOT_FOUND);
    }

    @Test
    void aLaterBucketOfTheSameNameIsNotSeenThroughAnOldLink() {
        server.storage.sharing().share(BUCKET, READER);
        link(LinkRights.SHARED_ONLY);
        server.storage.buckets().drop(BUCKET, DropMode.CASCADE);
        assertCode(() -> server.storage.tables().get(SEEN), ErrorCode.BUCKET_NOT_FOUND);
        server.storage.buckets().create(BUCKET, Optional.empty());
        server.createOrders();
        assertCode(() -> server.storage.tables().get(SEEN), ErrorCode.BUCKET_NOT_FOUND);
        assertCode(() -> link(LinkRights.SHARED_ONLY), ErrorCode.NOT_SHARED);
    }

    @Test
    void droppedProjectTakesItsOffersAndLinksAlong() {
        server.storage.sharing().share(BUCKET, READER);
        link(LinkRights.SHARED_ONLY);
        server.storage.projects().drop(PROJECT);
        assertThat(server.storage.sharing().offered(READER)).isEmpty();
        assertThat(server.storage.buckets().list(READER, BranchId.DEFAULT)).isEmpty();
    }

    @Test
    void linkedBucketIsNotShownOn() {
        link(LinkRights.ANY);
        assertCode(() -> server.storage.sharing().share(LINKED, PROJECT), ErrorCode.OPERATION_NOT_ALLOWED);
        assertCode(() -> server.storage.buckets().create(LINKED, Optional.empty()), ErrorCode.BUCKET_EXISTS);
    }

    private Bucket link(LinkRights rights) {
        return server.storage.sharing().link(LINKED, BUCKET, rights);
    }

    private static void assertCode(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
