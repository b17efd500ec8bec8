package io.eider.ontology;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.error.ErrorKind;
import io.eider.api.id.BranchId;
import io.eider.api.id.SnapshotId;
import io.eider.api.id.TableId;
import io.eider.api.ontology.ChangeClass;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.Migration.Status;
import io.eider.api.ontology.MigrationPolicy;
import io.eider.api.ontology.SchemaBinding;
import io.eider.api.ontology.SchemaChange.Planned;
import io.eider.api.ontology.SchemaVersion;
import io.eider.api.storage.Storage;
import io.eider.api.storage.Table;
import io.eider.api.swap.Swappable;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.ontology.catalog.BindingRecords;
import io.eider.ontology.catalog.MigrationRecords;
import io.eider.ontology.plan.Planner;
import io.eider.ontology.plan.Planner.Plan;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Plans and what becomes of them. What is under way is noted before it begins, so that a start finishes it ({@link Interrupted}). The
 * table itself changes in one step, so it is never between (ADR-0001). Thread-safe.
 */
final class Migrations {
    private final Catalog catalog;
    private final Swappable<Storage> storage;
    private final SchemaVersions versions;
    private final Planner planner;
    private final Clock clock;

    Migrations(Catalog catalog, Swappable<Storage> storage, SchemaVersions versions, Clock clock) {
        this.catalog = catalog;
        this.storage = storage;
        this.versions = versions;
        this.planner = new Planner(storage);
        this.clock = clock;
    }

    Migration plan(SchemaBinding binding, String actor) {
        SchemaVersion target = versions.require(binding.schemaId(), binding.pinned());
        Plan plan = planner.plan(binding.table(), target.schema());
        return catalog.write(session -> {
            Optional<Migration> same = MigrationRecords.list(session, binding.table()).stream()
                    .filter(known -> isSame(known, target, plan))
                    .findFirst();
            if (same.isPresent()) {
                return same.get(); // who asks again and again gets no longer history
            }
            Migration migration = new Migration(
                    MigrationRecords.nextId(session),
                    binding.table(),
                    target.schemaId(),
                    target.version(),
                    plan.table().version(),
                    Status.PLANNED,
                    plan.changeClass(),
                    plan.changes(),
                    actor,
                    now(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    Optional.empty());
            MigrationRecords.insert(session, migration);
            return migration;
        });
    }

    private static boolean isSame(Migration known, SchemaVersion target, Plan plan) {
        return known.status() == Status.PLANNED
                && known.schemaId().equals(target.schemaId())
                && known.version() == target.version()
                && known.tableVersion() == plan.table().version()
                && known.changeClass() == plan.changeClass()
                && known.changes().equals(plan.changes());
    }

    Migration require(long id) {
        return catalog.read(session -> MigrationRecords.find(session, id)).orElseThrow(() -> missing(id));
    }

    static ApiException missing(long id) {
        return new ApiException(
                ErrorCode.MIGRATION_NOT_FOUND, "There is no migration " + id, Map.of("migration_id", id));
    }

    List<Migration> history(TableId table) {
        return catalog.read(session -> MigrationRecords.list(session, table));
    }

    Migration approve(long id, String actor) {
        Migration migration = require(id);
        if (migration.changeClass() == ChangeClass.BLOCKED) {
            throw notAllowed(migration, "is blocked: " + problem(migration));
        }
        catalog.change(session -> {
            move(session, migration, Status.PLANNED, Status.APPROVED);
            MigrationRecords.approved(session, id, actor);
        });
        return require(id);
    }

    /** Checks that a plan may run, and notes that it does; {@link #run} follows. */
    Migration begin(long id, boolean mayLose) {
        Migration migration = require(id);
        if (migration.changeClass() == ChangeClass.BLOCKED) {
            throw notAllowed(migration, "is blocked: " + problem(migration));
        }
        boolean needsApproval = migration.changeClass() == ChangeClass.DESTRUCTIVE && !mayLose;
        if (migration.status() == Status.PLANNED && needsApproval) {
            throw notAllowed(migration, "loses values and has to be approved first");
        }
        if (migration.status() != Status.PLANNED && migration.status() != Status.APPROVED) {
            throw notAllowed(migration, "is " + wire(migration.status()) + " already");
        }
        catalog.change(session -> {
            requireBound(session, migration);
            requireAlone(session, migration);
            move(session, migration, migration.status(), Status.APPLYING);
        });
        return migration;
    }

    /**
     * Does what was begun.
     *
     * @throws ApiException what it is refused for, and then it has failed; of kind UNAVAILABLE if it could not be tried: it is as begun
     */
    Migration run(Migration migration) {
        SchemaVersion target = versions.require(migration.schemaId(), OptionalInt.of(migration.version()));
        try {
            Table after = attempt(migration, target);
            finish(migration, Status.APPLIED, OptionalLong.of(after.version()), Optional.empty());
        } catch (ApiException e) {
            if (!isUnavailable(e)) {
                finish(migration, Status.FAILED, OptionalLong.empty(), Optional.of(e.getMessage()));
            }
            throw e;
        } catch (RuntimeException e) {
            finish(migration, Status.FAILED, OptionalLong.empty(), Optional.of("An internal error; see the log"));
            throw e;
        }
        return require(migration.id());
    }

    /** Whether it can be tried again: somebody else has the table, or the storage is being replaced. */
    static boolean isUnavailable(ApiException e) {
        return e.code().kind() == ErrorKind.UNAVAILABLE;
    }

    /** One that was begun, and could not be tried, waits again. @param migration as {@link #begin} gave it */
    void giveBack(Migration migration) {
        catalog.change(session -> MigrationRecords.move(session, migration.id(), Status.APPLYING, migration.status()));
    }

    private Table attempt(Migration migration, SchemaVersion target) {
        Table before = storage.call(service -> service.tables().get(migration.table()));
        AtomicReference<Optional<SnapshotId>> snapshot = new AtomicReference<>(Optional.empty());
        try {
            return planner.apply(before, target.schema(), migration.changes(), now -> snapshot.set(secure(migration)));
        } catch (ApiException e) {
            snapshot.get().ifPresent(id -> forget(migration, id, Optional.empty()));
            throw e;
        }
    }

    private Optional<SnapshotId> secure(Migration migration) {
        if (migration.changeClass() != ChangeClass.DESTRUCTIVE) {
            return Optional.empty();
        }
        SnapshotId id = storage.call(
                        service -> service.snapshots().create(migration.table(), Optional.of(reason(migration))))
                .id();
        catalog.change(session -> MigrationRecords.secured(session, migration.id(), Optional.of(id.value())));
        return Optional.of(id);
    }

    static String reason(Migration migration) {
        return "before migration " + migration.id() + " to version " + migration.version() + " of schema "
                + migration.schemaId();
    }

    /** @param other the snapshot that is the migration's from now on */
    void forget(Migration migration, SnapshotId snapshot, Optional<String> other) {
        catalog.change(session -> MigrationRecords.secured(session, migration.id(), other));
        storage.call(service -> {
            service.snapshots().delete(migration.table().project(), BranchId.DEFAULT, snapshot);
            return null;
        });
    }

    Migration rollback(long id) {
        Migration migration = require(id);
        if (migration.snapshotId().isEmpty()) {
            throw notAllowed(migration, "lost no value, so there is no snapshot to go back to");
        }
        catalog.change(session -> {
            requireAlone(session, migration);
            boolean isLast = MigrationRecords.list(session, migration.table()).stream()
                    .filter(other -> other.status() == Status.APPLIED)
                    .findFirst()
                    .filter(other -> other.id() == id)
                    .isPresent();
            if (!isLast) {
                throw notAllowed(migration, "is not the last one that was applied");
            }
            MigrationRecords.goesBack(session, id, true);
        });
        try {
            restore(migration);
        } catch (RuntimeException e) {
            catalog.change(session -> MigrationRecords.goesBack(session, id, false));
            throw e;
        }
        finishRollback(migration);
        return require(id);
    }

    /** A table is changed by one migration at a time, and by none while one is undone. */
    private static void requireAlone(CatalogSession session, Migration migration) {
        MigrationRecords.underWay(session, migration.table()).ifPresent(other -> {
            throw notAllowed(
                    migration,
                    other == migration.id()
                            ? "is being applied or rolled back already"
                            : "has to wait: migration " + other + " of its table is being applied or rolled back");
        });
    }

    private static void requireBound(CatalogSession session, Migration migration) {
        boolean follows = BindingRecords.find(session, migration.table())
                .filter(binding -> binding.schemaId().equals(migration.schemaId()))
                .isPresent();
        if (!follows) {
            throw notAllowed(
                    migration, "is of no use: its table does not follow schema " + migration.schemaId() + " any more");
        }
    }

    void restore(Migration migration) {
        SnapshotId snapshot = new SnapshotId(migration.snapshotId().orElseThrow());
        storage.call(service -> service.snapshots()
                .restore(migration.table().project(), BranchId.DEFAULT, snapshot, Optional.empty(), Optional.empty()));
    }

    void finishRollback(Migration migration) {
        catalog.change(session -> {
            MigrationRecords.move(session, migration.id(), Status.APPLIED, Status.ROLLED_BACK);
            MigrationRecords.goesBack(session, migration.id(), false);
            MigrationRecords.finished(session, migration.id(), now(), OptionalLong.empty(), Optional.empty());
            BindingRecords.setPolicy(session, migration.table(), MigrationPolicy.PLAN_ONLY); // or it would come again
        });
    }

    void finish(Migration migration, Status status, OptionalLong tableVersion, Optional<String> error) {
        catalog.change(session -> {
            MigrationRecords.move(session, migration.id(), Status.APPLYING, status);
            MigrationRecords.finished(session, migration.id(), now(), tableVersion, error);
        });
    }

    private static void move(CatalogSession session, Migration migration, Status from, Status to) {
        if (!MigrationRecords.move(session, migration.id(), from, to)) {
            Status now = MigrationRecords.find(session, migration.id())
                    .map(Migration::status)
                    .orElse(migration.status());
            throw notAllowed(migration, "is " + wire(now) + " already");
        }
    }

    private static String problem(Migration migration) {
        return migration.changes().stream()
                .filter(planned -> planned.change().changeClass() == ChangeClass.BLOCKED)
                .map(Planned::problem)
                .findFirst()
                .orElse("");
    }

    private static ApiException notAllowed(Migration migration, String why) {
        return new ApiException(
                ErrorCode.MIGRATION_NOT_ALLOWED,
                "Migration " + migration.id() + " " + why,
                Map.of("migration_id", migration.id(), "status", wire(migration.status())));
    }

    private static String wire(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
