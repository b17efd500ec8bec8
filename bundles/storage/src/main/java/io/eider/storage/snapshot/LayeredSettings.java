package io.eider.storage.snapshot;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.SnapshotPolicy;
import io.eider.api.storage.SnapshotSettings;
import io.eider.api.storage.SnapshotTrigger;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.Missing;
import io.eider.storage.catalog.VisibleTables;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of snapshots at four levels, each laid over the one before; rows of the catalog only. */
public final class LayeredSettings implements SnapshotSettings {
    private static final int MAX_DAYS = 3650;
    private static final SnapshotPolicy SYSTEM = new SnapshotPolicy(
            Map.of(
                    SnapshotTrigger.DROP_TABLE, true,
                    SnapshotTrigger.TRUNCATE_TABLE, false,
                    SnapshotTrigger.DELETE_ALL_ROWS, false,
                    SnapshotTrigger.DROP_COLUMN, false),
            OptionalInt.of(90),
            OptionalInt.of(7),
            Optional.of(true));

    private final Catalog catalog;
    private final Clock clock;

    LayeredSettings(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Resolved get(Level level) {
        return catalog.read(session -> {
            require(session, level);
            return resolve(session, level);
        });
    }

    @Override
    public Resolved set(Level level, SnapshotPolicy policy) {
        return catalog.write(session -> {
            require(session, level);
            validate(policy);
            if (policy.isEmpty()) {
                delete(session, level);
            } else {
                session.update(
                        "INSERT INTO snapshot_settings (key, project_id, policy, updated_at) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (key) DO UPDATE SET policy = excluded.policy, updated_at = excluded.updated_at",
                        key(level),
                        project(level).value(),
                        PolicyJson.write(policy),
                        clock.instant());
            }
            return resolve(session, level);
        });
    }

    @Override
    public void reset(Level level) {
        catalog.change(session -> {
            require(session, level);
            delete(session, level);
        });
    }

    /** What counts for a level, everything set; does not ask whether it exists. */
    SnapshotPolicy effective(CatalogSession session, Level level) {
        return resolve(session, level).effective();
    }

    private static Resolved resolve(CatalogSession session, Level level) {
        Layers layers = new Layers();
        layers.lay(SYSTEM, Origin.SYSTEM);
        Optional<SnapshotPolicy> local = Optional.empty();
        for (Level each : path(level)) {
            local = find(session, each);
            local.ifPresent(policy -> layers.lay(policy, origin(each)));
        }
        return layers.resolved(local);
    }

    private static List<Level> path(Level level) {
        List<Level> path = new ArrayList<>(List.of(new Level.OfProject(project(level))));
        if (level instanceof Level.OfTable table) {
            path.add(new Level.OfBucket(table.table().bucket()));
        }
        if (!(level instanceof Level.OfProject)) {
            path.add(level);
        }
        return path;
    }

    private static Optional<SnapshotPolicy> find(CatalogSession session, Level level) {
        return session.first("SELECT policy FROM snapshot_settings WHERE key = ?", row -> row.getString(1), key(level))
                .map(PolicyJson::read);
    }

    private static void delete(CatalogSession session, Level level) {
        session.update("DELETE FROM snapshot_settings WHERE key = ?", key(level));
    }

    private static void require(CatalogSession session, Level level) {
        if (level instanceof Level.OfProject of) {
            Existing.requireProject(session, of.project());
            return;
        }
        BucketId bucket = level instanceof Level.OfTable of ? of.table().bucket() : ((Level.OfBucket) level).bucket();
        Existing.requireBranch(session, bucket.project(), bucket.branch());
        if (!bucket.branch().isDefault()) {
            throw Missing.onlyInDefault(bucket.branch(), "manage snapshot settings");
        }
        Existing.requireBucket(session, bucket);
        if (level instanceof Level.OfTable of
                && VisibleTables.find(session, of.table()).isEmpty()) {
            throw missing(of.table());
        }
    }

    /** The details of this level hold a branch that is always null (storage contract, section 1.11). */
    private static ApiException missing(TableId table) {
        ApiException plain = Missing.table(table);
        Map<String, Object> details = new LinkedHashMap<>(plain.details());
        details.put("branch_id", null);
        return new ApiException(plain.code(), plain.getMessage(), details);
    }

    private static void validate(SnapshotPolicy policy) {
        List<String> errors = new ArrayList<>();
        validate("manual_days", policy.manualDays(), errors);
        validate("auto_days", policy.autoDays(), errors);
        if (!errors.isEmpty()) {
            throw new ApiException(
                    ErrorCode.INVALID_CONFIG, "Invalid snapshot configuration", Map.of("errors", errors));
        }
    }

    private static void validate(String name, OptionalInt days, List<String> errors) {
        if (days.isPresent() && days.getAsInt() < 1) {
            errors.add("Retention " + name + " must be a positive integer");
        }
        if (days.isPresent() && days.getAsInt() > MAX_DAYS) {
            errors.add("Retention " + name + " cannot exceed " + MAX_DAYS + " days");
        }
    }

    private static ProjectId project(Level level) {
        if (level instanceof Level.OfProject of) {
            return of.project();
        }
        return level instanceof Level.OfTable of
                ? of.table().project()
                : ((Level.OfBucket) level).bucket().project();
    }

    private static Origin origin(Level level) {
        if (level instanceof Level.OfProject) {
            return Origin.PROJECT;
        }
        return level instanceof Level.OfTable ? Origin.TABLE : Origin.BUCKET;
    }

    /** {@code p}, {@code p/b}, {@code p/b/t}. */
    private static String key(Level level) {
        if (level instanceof Level.OfProject of) {
            return of.project().value();
        }
        if (level instanceof Level.OfTable of) {
            return Existing.bucketKey(of.table().bucket()) + "/" + of.table().name();
        }
        return Existing.bucketKey(((Level.OfBucket) level).bucket());
    }

    /** Settings that are laid over each other, with their origins in the order of the contract. */
    private static final class Layers {
        private final Map<SnapshotTrigger, Boolean> triggers = new EnumMap<>(SnapshotTrigger.class);
        private final Map<String, Origin> origins = new LinkedHashMap<>();
        private OptionalInt manualDays = OptionalInt.empty();
        private OptionalInt autoDays = OptionalInt.empty();
        private Optional<Boolean> enabled = Optional.empty();

        void lay(SnapshotPolicy policy, Origin origin) {
            for (SnapshotTrigger trigger : SnapshotTrigger.values()) {
                Boolean on = policy.triggers().get(trigger);
                if (on != null) {
                    triggers.put(trigger, on);
                    origins.put("auto_snapshot_triggers." + trigger.wireName(), origin);
                }
            }
            if (policy.manualDays().isPresent()) {
                manualDays = policy.manualDays();
                origins.put("retention.manual_days", origin);
            }
            if (policy.autoDays().isPresent()) {
                autoDays = policy.autoDays();
                origins.put("retention.auto_days", origin);
            }
            if (policy.enabled().isPresent()) {
                enabled = policy.enabled();
                origins.put("enabled", origin);
            }
        }

        Resolved resolved(Optional<SnapshotPolicy> local) {
            return new Resolved(new SnapshotPolicy(triggers, manualDays, autoDays, enabled), origins, local);
        }
    }
}
