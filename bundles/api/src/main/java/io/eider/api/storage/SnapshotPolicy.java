package io.eider.api.storage;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settings of snapshots at one level; what is empty is inherited.
 *
 * @param triggers whether each trigger takes snapshots; one that is not named is inherited
 * @param manualDays lifetime of manual snapshots, 1 to 3650 days
 * @param autoDays lifetime of automatic snapshots, 1 to 3650 days
 * @param enabled whether snapshots are taken at all
 */
public record SnapshotPolicy(
        Map<SnapshotTrigger, Boolean> triggers,
        OptionalInt manualDays,
        OptionalInt autoDays,
        Optional<Boolean> enabled) {
    /** Nothing is set. */
    public static final SnapshotPolicy EMPTY =
            new SnapshotPolicy(Map.of(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    /** Copies the map. */
    public SnapshotPolicy {
        triggers = Map.copyOf(triggers);
    }

    /** Whether nothing is set. */
    public boolean isEmpty() {
        return equals(EMPTY);
    }
}
