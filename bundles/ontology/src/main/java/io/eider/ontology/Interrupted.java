package io.eider.ontology;

import io.eider.api.error.ApiException;
import io.eider.api.id.BranchId;
import io.eider.api.id.TableId;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.Migration.Status;
import io.eider.api.ontology.SchemaVersion;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Snapshot;
import io.eider.api.storage.SnapshotFilter;
import io.eider.api.storage.Storage;
import io.eider.api.storage.Table;
import io.eider.api.swap.Swappable;
import io.eider.engine.Catalog;
import io.eider.ontology.catalog.MigrationRecords;
import io.eider.ontology.plan.SchemaDiff;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Migrations and rollbacks that were under way when the server ended: each is done already, or is done now. */
final class Interrupted {
    private static final Logger LOG = LoggerFactory.getLogger(Interrupted.class);
    private static final int MOST = 1_000;

    private final Catalog catalog;
    private final Swappable<Storage> storage;
    private final SchemaVersions versions;
    private final Migrations migrations;
    private final List<Migration> applying; // when this began, so that none of its own is among them
    private final List<Migration> goingBack; // likewise

    Interrupted(Catalog catalog, Swappable<Storage> storage, SchemaVersions versions, Migrations migrations) {
        this.catalog = catalog;
        this.storage = storage;
        this.versions = versions;
        this.migrations = migrations;
        this.applying = catalog.read(session -> MigrationRecords.list(session, Status.APPLYING));
        this.goingBack = catalog.read(MigrationRecords::goingBack);
    }

    /** Finishes them; what the storage is not there for waits for the next start. */
    void resume() {
        for (Migration migration : applying) {
            LOG.info("Finishing migration {} of {}", migration.id(), migration.table());
            try {
                apply(migration);
            } catch (ApiException e) {
                LOG.warn("Migration {} of {} was not finished: {}", migration.id(), migration.table(), e.getMessage());
                if (!Migrations.isUnavailable(e)) {
                    migrations.finish(migration, Status.FAILED, OptionalLong.empty(), Optional.of(e.getMessage()));
                }
            } catch (RuntimeException
                    | StackOverflowError e) { // whatever is wrong with this one is not wrong with the next
                LOG.error("Migration {} of {} was not finished", migration.id(), migration.table(), e);
            }
        }
        for (Migration migration : goingBack) {
            LOG.info("Finishing the rollback of migration {} of {}", migration.id(), migration.table());
            try {
                if (isAsSaid(migration, table(migration))) {
                    migrations.restore(migration);
                }
                migrations.finishRollback(migration);
            } catch (ApiException e) {
                LOG.warn("Migration {} of {} was not undone: {}", migration.id(), migration.table(), e.getMessage());
                if (!Migrations.isUnavailable(e)) {
                    catalog.change(session -> MigrationRecords.goesBack(session, migration.id(), false));
                }
            } catch (RuntimeException | StackOverflowError e) { // likewise
                LOG.error("Migration {} of {} was not undone", migration.id(), migration.table(), e);
            }
        }
    }

    private void apply(Migration migration) {
        Table table = table(migration);
        boolean isDone = isAsSaid(migration, table) && table.version() > migration.tableVersion();
        forgetUnused(migration, isDone ? migration.snapshotId() : Optional.empty());
        if (isDone) {
            migrations.finish(migration, Status.APPLIED, OptionalLong.of(table.version()), Optional.empty());
        } else {
            migrations.run(migration);
        }
    }

    private Table table(Migration migration) {
        return storage.call(service -> service.tables().get(migration.table()));
    }

    /** A crash may have come between a snapshot and its note, or between two attempts. */
    private void forgetUnused(Migration migration, Optional<String> used) {
        TableId table = migration.table();
        SnapshotFilter filter = new SnapshotFilter(
                Optional.of(table.bucket().name()), Optional.of(table.name()), Optional.of("manual"));
        storage
                .call(service ->
                        service.snapshots().list(table.project(), BranchId.DEFAULT, filter, new PageRequest(MOST, 0)))
                .items()
                .stream()
                .filter(snapshot -> snapshot.description().equals(Optional.of(Migrations.reason(migration))))
                .map(Snapshot::id)
                .filter(id -> !used.equals(Optional.of(id.value())))
                .forEach(id -> migrations.forget(migration, id, used));
    }

    private boolean isAsSaid(Migration migration, Table table) {
        SchemaVersion target = versions.require(migration.schemaId(), OptionalInt.of(migration.version()));
        return SchemaDiff.of(table.columns(), table.primaryKey(), target.schema(), Set.of())
                .isEmpty();
    }
}
