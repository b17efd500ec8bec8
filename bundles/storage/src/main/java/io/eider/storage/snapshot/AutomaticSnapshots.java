package io.eider.storage.snapshot;

import io.eider.api.id.TableId;
import io.eider.api.storage.SnapshotPolicy;
import io.eider.api.storage.SnapshotSettings.Level;
import io.eider.api.storage.SnapshotTrigger;
import io.eider.engine.Catalog;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.VisibleTables;
import io.eider.storage.snapshot.SnapshotTaker.Wanted;
import io.eider.storage.table.AutoSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes automatic snapshots where the settings of a table ask for them; all of one change in one transaction. */
final class AutomaticSnapshots implements AutoSnapshots {
    private final Catalog catalog;
    private final SnapshotTaker taker;
    private final LayeredSettings settings;

    AutomaticSnapshots(Catalog catalog, SnapshotTaker taker, LayeredSettings settings) {
        this.catalog = catalog;
        this.taker = taker;
        this.settings = settings;
    }

    @Override
    public void before(SnapshotTrigger trigger, String what, List<StoredTable> tables) {
        List<Wanted> wanted = catalog.read(session -> {
            List<Wanted> all = new ArrayList<>();
            for (StoredTable stored : tables) {
                TableId id = stored.table().id();
                SnapshotPolicy policy = settings.effective(session, new Level.OfTable(VisibleTables.inMain(id)));
                if (!stored.broken() && policy.enabled().orElse(true) && isOn(policy, trigger)) {
                    all.add(new Wanted(
                            id,
                            trigger.snapshotType(),
                            Optional.of(description(trigger, id.shortName() + what)),
                            policy.autoDays().getAsInt()));
                }
            }
            return all;
        });
        if (!wanted.isEmpty()) {
            taker.take(wanted);
        }
    }

    /** Deleting all rows has two names. */
    private static boolean isOn(SnapshotPolicy policy, SnapshotTrigger trigger) {
        return switch (trigger) {
            case DROP_TABLE, DROP_COLUMN -> policy.triggers().get(trigger);
            case TRUNCATE_TABLE, DELETE_ALL_ROWS ->
                policy.triggers().get(SnapshotTrigger.TRUNCATE_TABLE)
                        || policy.triggers().get(SnapshotTrigger.DELETE_ALL_ROWS);
        };
    }

    private static String description(SnapshotTrigger trigger, String what) {
        return switch (trigger) {
            case DROP_TABLE -> "Auto-backup before DROP TABLE " + what;
            case DROP_COLUMN -> "Auto-backup before DROP COLUMN " + what;
            case TRUNCATE_TABLE, DELETE_ALL_ROWS -> "Auto-backup before DELETE ALL ROWS from " + what;
        };
    }
}
