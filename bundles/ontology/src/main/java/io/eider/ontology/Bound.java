package io.eider.ontology;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorKind;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.SchemaBinding;
import io.eider.api.storage.Storage;
import io.eider.api.storage.Table;
import io.eider.api.swap.Swappable;
import io.eider.engine.Catalog;
import io.eider.ontology.catalog.BindingRecords;
import io.eider.ontology.catalog.MigrationRecords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Bindings and plans belong to one table, not to its name: those that are older than the table are of one that was dropped, perhaps of
 * another tenant's, and are forgotten when somebody comes across them. Thread-safe.
 */
final class Bound {
    private final Catalog catalog;
    private final Swappable<Storage> storage;
    private final Runnable whenForgotten;

    Bound(Catalog catalog, Swappable<Storage> storage, Runnable whenForgotten) {
        this.catalog = catalog;
        this.storage = storage;
        this.whenForgotten = whenForgotten;
    }

    /** What a table is bound to; empty too if there is no such table. */
    Optional<SchemaBinding> find(TableId table) {
        return catalog.read(session -> BindingRecords.find(session, table)).filter(this::isAlive);
    }

    List<SchemaBinding> list(Optional<ProjectId> project) {
        return catalog.read(session -> BindingRecords.list(session, project)).stream()
                .filter(this::isAlive)
                .toList();
    }

    /** Whether the table that a plan was made for is there. */
    boolean isAlive(Migration migration) {
        return isSince(made(migration.table()), migration.createdAt());
    }

    private boolean isAlive(SchemaBinding binding) {
        TableId table = binding.table();
        Optional<Instant> made = made(table);
        if (isSince(made, binding.createdAt())) {
            return true;
        }
        catalog.change(session -> {
            BindingRecords.delete(session, table);
            MigrationRecords.delete(session, table, made);
        });
        whenForgotten.run();
        return false;
    }

    private static boolean isSince(Optional<Instant> made, Instant noted) {
        return made.filter(instant -> !noted.isBefore(instant)).isPresent();
    }

    private Optional<Instant> made(TableId table) {
        try {
            return Optional.of(storage.call(service -> service.tables().get(table)))
                    .map(Table::createdAt);
        } catch (ApiException e) {
            if (e.code().kind() == ErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
