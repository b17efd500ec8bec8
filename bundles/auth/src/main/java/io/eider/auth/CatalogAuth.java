package io.eider.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.eider.api.auth.ApiKey;
import io.eider.api.auth.Auth;
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
import io.eider.engine.CatalogSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys in the catalog, found by their hash and remembered, the unknown ones too, so that a request costs no query. Every
 * change of a key takes its hash out of the memory after its commit; the memory loads a hash while it holds it, so what was
 * read before the commit cannot stay behind. Thread-safe.
 */
@Component(service = Auth.class, immediate = true, configurationPid = "io.eider.auth")
@Designate(ocd = AuthConfig.class)
public final class CatalogAuth implements Auth, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogAuth.class);
    private static final int REMEMBERED_KEYS = 10_000;
    private static final Duration LAST_USE_PERIOD = Duration.ofMinutes(1);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);
    private static final Caller UNKNOWN = new Caller.Unknown();

    private final Catalog catalog;
    private final Clock clock;
    private final AdminKey adminKey;
    private final KeyText texts = new KeyText();
    private final LastUse lastUse = new LastUse();
    private final Cache<String, Optional<KeyTable.Holder>> holders = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_KEYS)
            .executor(Runnable::run)
            .build();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "eider-auth-last-use");
        thread.setDaemon(true);
        return thread;
    });

    /** Reads the settings. */
    @Activate
    public CatalogAuth(AuthConfig config, @Reference Catalog catalog) {
        this(catalog, config._admin_api_key(), Clock.systemUTC(), AdminKey::print);
    }

    /**
     * Opens the keys of a catalog.
     *
     * @param adminKey the server's admin key; blank for one that the server makes itself
     * @param announce gets the admin key that was made, once
     */
    public CatalogAuth(Catalog catalog, String adminKey, Clock clock, Consumer<String> announce) {
        this.catalog = catalog;
        this.clock = clock;
        AuthSchema.migrate(catalog);
        this.adminKey = adminKey.isBlank()
                ? AdminKey.generated(catalog, now(), announce)
                : AdminKey.configured(adminKey.strip());
        writer.scheduleWithFixedDelay(
                this::writeLastUse, LAST_USE_PERIOD.toMillis(), LAST_USE_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Caller authenticate(String key) {
        byte[] hash = KeyText.hash(key);
        if (adminKey.matches(hash)) {
            return new Caller.Admin();
        }
        Instant now = now();
        return holders.get(KeyText.hex(hash), this::load)
                .filter(holder -> holder.expiresAt().isAfter(now))
                .<Caller>map(holder -> {
                    lastUse.note(holder.caller().key(), now);
                    return holder.caller();
                })
                .orElse(UNKNOWN);
    }

    @Override
    public IssuedKey issueFirst(ProjectId project) {
        NewApiKey request = new NewApiKey(
                project,
                Scope.PROJECT_ADMIN,
                Optional.empty(),
                "Project admin key (created with project)",
                Optional.empty());
        String id = UUID.randomUUID().toString();
        return remembered(catalog.write(session -> insert(session, request, id)));
    }

    @Override
    public IssuedKey issue(NewApiKey request) {
        requireConsistent(request);
        return remembered(catalog.write(session -> insert(session, request, newId(session))));
    }

    @Override
    public List<ApiKey> list(ProjectId project) {
        return catalog.read(session -> KeyTable.listUnrevoked(session, project)).stream()
                .map(lastUse::over)
                .toList();
    }

    @Override
    public ApiKey get(ProjectId project, KeyId id) {
        return lastUse.over(catalog.read(session -> require(session, project, id)));
    }

    @Override
    public void revoke(ProjectId project, KeyId id) {
        Map<KeyId, Instant> uses = lastUse.pending();
        Optional<String> hash = catalog.write(session -> {
            ApiKey key = require(session, project, id);
            if (key.revokedAt().isPresent()) {
                return Optional.empty();
            }
            Instant now = now();
            requireAnotherAdmin(session, key, now);
            KeyTable.storeLastUse(session, uses);
            return Optional.of(KeyTable.revoke(session, id, now));
        });
        hash.ifPresent(gone -> {
            holders.invalidate(gone);
            lastUse.written(uses);
        });
    }

    @Override
    public IssuedKey rotate(ProjectId project, KeyId id) {
        Rotation rotation = catalog.write(session -> {
            ApiKey old = require(session, project, id);
            if (old.revokedAt().isPresent()) {
                throw new ApiException(
                        ErrorCode.CANNOT_ROTATE_REVOKED_KEY,
                        "Cannot rotate a revoked key. Create a new key instead.",
                        Map.of("key_id", id.value()));
            }
            IssuedKey issued = insert(session, successor(old), newId(session));
            return new Rotation(issued, KeyTable.revoke(session, id, now()));
        });
        holders.invalidate(rotation.revokedHash);
        return remembered(rotation.issued);
    }

    @Override
    public void removeAll(ProjectId project) {
        catalog.write(session -> KeyTable.deleteAll(session, project)).forEach(holders::invalidate);
    }

    @Override
    public void removeAll(ProjectId project, BranchId branch) {
        catalog.write(session -> KeyTable.deleteAll(session, project, branch)).forEach(holders::invalidate);
    }

    /** Writes down when keys were last used. */
    @Override
    @Deactivate
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The writer of last uses does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writeLastUse();
    }

    void writeLastUse() {
        Map<KeyId, Instant> uses = lastUse.pending();
        if (uses.isEmpty()) {
            return;
        }
        try {
            catalog.change(session -> KeyTable.storeLastUse(session, uses));
            lastUse.written(uses);
        } catch (RuntimeException e) {
            // the top of a thread: whatever it is, the next minute tries again
            LOG.warn("When keys were last used could not be written", e);
        }
    }

    private Optional<KeyTable.Holder> load(String hash) {
        return catalog.read(session -> KeyTable.holder(session, hash));
    }

    /** A text that was tried before it became a key may be remembered as unknown. */
    private IssuedKey remembered(IssuedKey issued) {
        holders.invalidate(KeyText.hex(KeyText.hash(issued.secret())));
        return issued;
    }

    private IssuedKey insert(CatalogSession session, NewApiKey request, String id) {
        String secret = texts.newKey(request.project(), request.scope(), request.branch());
        Instant now = now();
        ApiKey key = new ApiKey(
                new KeyId(id),
                request.project(),
                request.branch(),
                KeyText.prefix(secret),
                request.scope(),
                Optional.of(request.description()),
                now,
                Optional.empty(),
                request.lifetime().map(now::plus),
                Optional.empty());
        KeyTable.insert(session, key, KeyText.hex(KeyText.hash(secret)));
        return new IssuedKey(key, secret);
    }

    private String newId(CatalogSession session) {
        String id = texts.newId();
        while (KeyTable.exists(session, id)) {
            id = texts.newId();
        }
        return id;
    }

    private static NewApiKey successor(ApiKey old) {
        return new NewApiKey(
                old.project(),
                old.scope(),
                old.branch(),
                old.description().orElse("") + " (rotated)",
                old.expiresAt().map(end -> Duration.between(old.createdAt(), end)));
    }

    private static void requireConsistent(NewApiKey request) {
        Scope scope = request.scope();
        if (scope.isOfBranch() == request.branch().isPresent()) {
            return;
        }
        String message = scope.isOfBranch()
                ? "branch_id is required for scope '" + scope.wireName() + "'"
                : "branch_id must be null for scope 'project_admin'";
        throw new ApiException(ErrorCode.INVALID_REQUEST, message, Map.of("scope", scope.wireName()));
    }

    private static ApiKey require(CatalogSession session, ProjectId project, KeyId id) {
        return KeyTable.find(session, project, id)
                .orElseThrow(() -> new ApiException(
                        ErrorCode.API_KEY_NOT_FOUND,
                        "API key " + id + " not found in project " + project,
                        named(project, id)));
    }

    private static void requireAnotherAdmin(CatalogSession session, ApiKey key, Instant now) {
        boolean isActiveAdmin = key.scope() == Scope.PROJECT_ADMIN
                && key.expiresAt().filter(end -> !end.isAfter(now)).isEmpty();
        if (!isActiveAdmin || KeyTable.countActiveAdmins(session, key.project(), now) > 1) {
            return;
        }
        Map<String, Object> details = named(key.project(), key.id());
        details.put("active_project_admin_keys", 1);
        throw new ApiException(
                ErrorCode.CANNOT_REVOKE_LAST_ADMIN_KEY,
                "Cannot revoke the last active project_admin key. Create a new one first.",
                details);
    }

    private static Map<String, Object> named(ProjectId project, KeyId id) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("project_id", project.value());
        details.put("key_id", id.value());
        return details;
    }

    /** As exact as the catalog keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private record Rotation(IssuedKey issued, String revokedHash) {}
}
