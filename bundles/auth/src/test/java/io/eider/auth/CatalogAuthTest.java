package io.eider.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.auth.ApiKey;
import io.eider.api.auth.Caller;
import io.eider.api.auth.IssuedKey;
import io.eider.api.auth.NewApiKey;
import io.eider.api.auth.Scope;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.KeyId;
import io.eider.api.id.ProjectId;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogAuthTest {
    private static final ProjectId SHOP = new ProjectId("my_shop");
    private static final ProjectId OTHER = new ProjectId("my");
    private static final BranchId BRANCH = new BranchId("0a1b2c3d");
    private static final Caller UNKNOWN = new Caller.Unknown();

    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();
    private final List<String> announced = new ArrayList<>();
    private Catalog catalog;
    private CatalogAuth auth;

    @BeforeEach
    void open() throws Exception {
        catalog = new Catalog(new DataLayout(directory), 4);
        auth = newAuth("");
    }

    @AfterEach
    void close() {
        auth.close();
        catalog.close();
    }

    @Test
    void makesOneAdminKeyAndAnnouncesItOnce() {
        assertThat(announced).singleElement().asString().matches("eider_admin_[0-9a-f]{32}");
        auth.close();
        auth = newAuth("");
        assertThat(announced).hasSize(1);
        assertThat(auth.authenticate(announced.get(0))).isEqualTo(new Caller.Admin());
    }

    @Test
    void takesTheConfiguredAdminKeyInsteadOfItsOwn() {
        auth.close();
        auth = newAuth(" short ");
        assertThat(auth.authenticate("short")).isEqualTo(new Caller.Admin());
        assertThat(auth.authenticate(announced.get(0))).isEqualTo(UNKNOWN);
        assertThat(announced).hasSize(1);
    }

    @Test
    void keepsNoKeyInTheCatalog() {
        IssuedKey issued = auth.issueFirst(SHOP);
        List<String> stored = catalog.read(session -> session.query(
                "SELECT CAST(k AS VARCHAR) FROM api_keys k UNION ALL SELECT CAST(s AS VARCHAR) FROM server_keys s",
                row -> row.getString(1)));
        assertThat(stored).hasSize(2).noneMatch(row -> row.contains(issued.secret()) || row.contains(announced.get(0)));
    }

    @Test
    void everyKeyOfAProjectOpensIt() {
        IssuedKey first = auth.issueFirst(SHOP);
        IssuedKey second = auth.issue(newKey(SHOP, "second"));
        IssuedKey other = auth.issueFirst(OTHER);
        assertThat(auth.authenticate(first.secret())).isEqualTo(callerOf(first));
        assertThat(auth.authenticate(second.secret())).isEqualTo(callerOf(second));
        assertThat(auth.authenticate(other.secret())).isEqualTo(callerOf(other));
        assertThat(auth.authenticate(first.secret() + "0")).isEqualTo(UNKNOWN);
    }

    @Test
    void describesTheFirstKeyAsTheContractSays() {
        ApiKey key = auth.issueFirst(SHOP).key();
        assertThat(key.id().value()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(key.description()).contains("Project admin key (created with project)");
        assertThat(key.scope()).isEqualTo(Scope.PROJECT_ADMIN);
        assertThat(key.expiresAt()).isEmpty();
        assertThat(auth.get(SHOP, key.id())).isEqualTo(key);
    }

    @Test
    void bindsABranchKeyToItsBranch() {
        IssuedKey issued = auth.issue(
                new NewApiKey(SHOP, Scope.BRANCH_READ, Optional.of(BRANCH), "read", Optional.of(Duration.ofDays(3))));
        assertThat(issued.key().id().value()).matches("key_[0-9a-f]{8}");
        assertThat(auth.get(SHOP, issued.key().id())).isEqualTo(issued.key());
        assertThat(auth.authenticate(issued.secret())).isEqualTo(callerOf(issued));
    }

    @Test
    void refusesAScopeThatContradictsItsBranch() {
        assertRefused(
                () -> auth.issue(new NewApiKey(SHOP, Scope.BRANCH_READ, Optional.empty(), "x", Optional.empty())),
                ErrorCode.INVALID_REQUEST,
                "branch_id is required for scope 'branch_read'");
        assertRefused(
                () -> auth.issue(new NewApiKey(SHOP, Scope.PROJECT_ADMIN, Optional.of(BRANCH), "x", Optional.empty())),
                ErrorCode.INVALID_REQUEST,
                "branch_id must be null for scope 'project_admin'");
    }

    @Test
    void aKeyEndsAtItsExpiryAlthoughItIsRemembered() {
        IssuedKey issued = auth.issue(new NewApiKey(
                SHOP, Scope.PROJECT_ADMIN, Optional.empty(), "short-lived", Optional.of(Duration.ofDays(1))));
        assertThat(auth.authenticate(issued.secret())).isEqualTo(callerOf(issued));
        clock.forward(Duration.ofDays(1).minusNanos(1_000));
        assertThat(auth.authenticate(issued.secret())).isEqualTo(callerOf(issued));
        clock.forward(Duration.ofNanos(1_000));
        assertThat(auth.authenticate(issued.secret())).isEqualTo(UNKNOWN);
        assertThat(auth.list(SHOP))
                .extracting(ApiKey::id)
                .containsExactly(issued.key().id());
    }

    @Test
    void aRevokedKeyOpensNothingFromThenOn() {
        auth.issueFirst(SHOP);
        IssuedKey issued = auth.issue(newKey(SHOP, "second"));
        auth.authenticate(issued.secret());
        auth.revoke(SHOP, issued.key().id());
        assertThat(auth.authenticate(issued.secret())).isEqualTo(UNKNOWN);
        assertThat(auth.get(SHOP, issued.key().id()).revokedAt()).contains(clock.instant());
        assertThat(auth.list(SHOP)).hasSize(1);
        auth.revoke(SHOP, issued.key().id());
    }

    @Test
    void listsTheNewestKeyFirst() {
        auth.issueFirst(SHOP);
        auth.issue(newKey(SHOP, "second"));
        clock.forward(Duration.ofSeconds(1));
        auth.issue(newKey(SHOP, "third"));
        assertThat(auth.list(SHOP))
                .extracting(key -> key.description().orElseThrow())
                .containsExactly("third", "second", "Project admin key (created with project)");
    }

    @Test
    void keepsTheLastActiveAdminKey() {
        IssuedKey expired = auth.issue(
                new NewApiKey(SHOP, Scope.PROJECT_ADMIN, Optional.empty(), "old", Optional.of(Duration.ofDays(1))));
        IssuedKey last = auth.issueFirst(SHOP);
        clock.forward(Duration.ofDays(2));
        assertThatThrownBy(() -> auth.revoke(SHOP, last.key().id())).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CANNOT_REVOKE_LAST_ADMIN_KEY);
            assertThat(e).hasMessage("Cannot revoke the last active project_admin key. Create a new one first.");
            assertThat(e.details())
                    .isEqualTo(Map.of(
                            "project_id",
                            "my_shop",
                            "key_id",
                            last.key().id().value(),
                            "active_project_admin_keys",
                            1));
        });
        auth.revoke(SHOP, expired.key().id());
        assertThat(auth.authenticate(last.secret())).isEqualTo(callerOf(last));
    }

    @Test
    void aBranchKeyMayBeTheLastOneToGo() {
        IssuedKey issued =
                auth.issue(new NewApiKey(SHOP, Scope.BRANCH_ADMIN, Optional.of(BRANCH), "write", Optional.empty()));
        auth.revoke(SHOP, issued.key().id());
        assertThat(auth.list(SHOP)).isEmpty();
    }

    @Test
    void ofTwoSimultaneousRevokesOfTheLastTwoAdminKeysOneIsRefused() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 30; round++) {
                ProjectId project = new ProjectId("p" + round);
                List<KeyId> keys = List.of(
                        auth.issueFirst(project).key().id(),
                        auth.issue(newKey(project, "second")).key().id());
                CountDownLatch start = new CountDownLatch(1);
                List<Future<Boolean>> revokes = new ArrayList<>();
                for (KeyId key : keys) {
                    int spins = random.nextInt(2_000);
                    revokes.add(pool.submit(() -> isRevoked(project, key, start, spins)));
                }
                start.countDown();
                boolean first = revokes.get(0).get();
                boolean second = revokes.get(1).get();
                assertThat(first ^ second).as("round %d, seed %d", round, seed).isTrue();
                assertThat(auth.list(project))
                        .as("round %d, seed %d", round, seed)
                        .hasSize(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private boolean isRevoked(ProjectId project, KeyId key, CountDownLatch start, int spins) throws Exception {
        start.await();
        spin(spins);
        try {
            auth.revoke(project, key);
            return true;
        } catch (ApiException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CANNOT_REVOKE_LAST_ADMIN_KEY);
            return false;
        }
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aKeyThatIsRevokedDuringItsFirstUseDoesNotStayKnown() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        auth.issueFirst(SHOP);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 120; round++) {
                IssuedKey issued = auth.issue(newKey(SHOP, "round " + round));
                CountDownLatch start = new CountDownLatch(1);
                int spins = random.nextInt(20_000);
                Future<Boolean> revoke =
                        pool.submit(() -> isRevoked(SHOP, issued.key().id(), start, 0));
                Future<Caller> use = pool.submit(() -> {
                    start.await();
                    spin(spins);
                    return auth.authenticate(issued.secret());
                });
                start.countDown();
                use.get();
                assertThat(revoke.get()).isTrue();
                assertThat(auth.authenticate(issued.secret()))
                        .as("round %d, seed %d", round, seed)
                        .isEqualTo(UNKNOWN);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void rotationKeepsScopeBranchAndExactLifetime() {
        Duration lifetime = Duration.ofDays(3);
        IssuedKey old = auth.issue(
                new NewApiKey(SHOP, Scope.BRANCH_ADMIN, Optional.of(BRANCH), "loader", Optional.of(lifetime)));
        auth.authenticate(old.secret());
        clock.forward(Duration.ofHours(30));
        IssuedKey rotated = auth.rotate(SHOP, old.key().id());
        assertThat(rotated.key().expiresAt()).contains(clock.instant().plus(lifetime));
        assertThat(rotated.key().scope()).isEqualTo(Scope.BRANCH_ADMIN);
        assertThat(rotated.key().branch()).contains(BRANCH);
        assertThat(rotated.key().description()).contains("loader (rotated)");
        assertThat(auth.authenticate(old.secret())).isEqualTo(UNKNOWN);
        assertThat(auth.authenticate(rotated.secret())).isEqualTo(callerOf(rotated));
        assertThat(auth.get(SHOP, old.key().id()).revokedAt()).isPresent();
    }

    @Test
    void theLastAdminKeyCanBeRotatedButNotTwice() {
        IssuedKey first = auth.issueFirst(SHOP);
        IssuedKey rotated = auth.rotate(SHOP, first.key().id());
        assertThat(rotated.key().expiresAt()).isEmpty();
        assertRefused(
                () -> auth.rotate(SHOP, first.key().id()),
                ErrorCode.CANNOT_ROTATE_REVOKED_KEY,
                "Cannot rotate a revoked key. Create a new key instead.");
        assertThat(auth.list(SHOP)).hasSize(1);
    }

    @Test
    void aKeyOfAnotherProjectIsNotFound() {
        KeyId id = auth.issueFirst(OTHER).key().id();
        String message = "API key " + id + " not found in project my_shop";
        assertRefused(() -> auth.get(SHOP, id), ErrorCode.API_KEY_NOT_FOUND, message);
        assertRefused(() -> auth.revoke(SHOP, id), ErrorCode.API_KEY_NOT_FOUND, message);
        assertRefused(() -> auth.rotate(SHOP, id), ErrorCode.API_KEY_NOT_FOUND, message);
    }

    @Test
    void removesTheKeysOfOneProjectOnly() {
        IssuedKey gone = auth.issueFirst(SHOP);
        IssuedKey kept = auth.issueFirst(OTHER);
        auth.authenticate(gone.secret());
        auth.removeAll(SHOP);
        assertThat(auth.authenticate(gone.secret())).isEqualTo(UNKNOWN);
        assertThat(auth.list(SHOP)).isEmpty();
        assertThat(auth.authenticate(kept.secret())).isEqualTo(callerOf(kept));
    }

    @Test
    void notesTheLastUseWithoutWritingItOnTheWay() {
        IssuedKey issued = auth.issueFirst(SHOP);
        clock.forward(Duration.ofMinutes(5));
        auth.authenticate(issued.secret());
        assertThat(storedLastUses()).isZero();
        assertThat(auth.get(SHOP, issued.key().id()).lastUsedAt()).contains(clock.instant());
        assertThat(auth.list(SHOP).get(0).lastUsedAt()).contains(clock.instant());
        auth.writeLastUse();
        assertThat(storedLastUses()).isOne();
        assertThat(auth.get(SHOP, issued.key().id()).lastUsedAt()).contains(clock.instant());
    }

    @Test
    void writesTheLastUseOnCloseAndOnRevoke() {
        IssuedKey first = auth.issueFirst(SHOP);
        IssuedKey second = auth.issue(newKey(SHOP, "second"));
        auth.authenticate(second.secret());
        auth.revoke(SHOP, second.key().id());
        assertThat(storedLastUses()).isOne();
        auth.authenticate(first.secret());
        auth.close();
        assertThat(storedLastUses()).isEqualTo(2);
        auth = newAuth("");
    }

    @Test
    void answersFromMemoryWhatItAnsweredBefore() {
        IssuedKey issued = auth.issueFirst(SHOP);
        String unknown = "proj_my_shop_admin_00000000000000000000000000000000";
        assertThat(auth.authenticate(issued.secret())).isEqualTo(callerOf(issued));
        assertThat(auth.authenticate(unknown)).isEqualTo(UNKNOWN);
        catalog.change(session -> session.update("DELETE FROM api_keys"));
        catalog.change(session -> session.update(
                "INSERT INTO api_keys (id, project_id, key_hash, key_prefix, scope, created_at)"
                        + " VALUES ('k', 'my_shop', ?, 'p', 'project_admin', now())",
                KeyText.hex(KeyText.hash(unknown))));
        assertThat(auth.authenticate(issued.secret())).isEqualTo(callerOf(issued));
        assertThat(auth.authenticate(unknown)).isEqualTo(UNKNOWN);
    }

    private CatalogAuth newAuth(String adminKey) {
        return new CatalogAuth(catalog, adminKey, clock, announced::add);
    }

    private static NewApiKey newKey(ProjectId project, String description) {
        return new NewApiKey(project, Scope.PROJECT_ADMIN, Optional.empty(), description, Optional.empty());
    }

    private static Caller callerOf(IssuedKey issued) {
        ApiKey key = issued.key();
        return new Caller.ProjectKey(key.id(), key.project(), key.scope(), key.branch());
    }

    private int storedLastUses() {
        return catalog.read(session -> session.first(
                        "SELECT count(*) FROM api_keys WHERE last_used_at IS NOT NULL", row -> row.getInt(1)))
                .orElseThrow();
    }

    private static void assertRefused(Runnable call, ErrorCode code, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(message);
    }
}
