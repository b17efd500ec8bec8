package io.eider.storage.catalog;

import io.eider.api.id.TableId;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of the catalog's tables: what clients see, and what ties the row to its file.
 *
 * @param table what clients see; through a branch or a link its id is another than {@code place}
 * @param place whose file it is
 * @param uid names the table for its whole life; a table of the same name made later has another
 * @param file what the published file says of itself
 * @param base the default branch's version that a branch copied; empty elsewhere and for a table made in the branch
 * @param broken whether the file was found missing or damaged
 */
public record StoredTable(Table table, TableId place, String uid, FileMark file, Optional<Base> base, boolean broken) {
    /**
     * What a file says of itself. A file that was linked, from a snapshot or a branch, says the uid and version that it was
     * written for.
     *
     * @param uid of the table that it was written for
     * @param version that it was written for
     * @param modifiedNanos its modification time when it was recorded
     */
    public record FileMark(String uid, long version, long modifiedNanos) {
        /** Whether both are of one content. */
        public boolean isSameVersion(FileMark other) {
            return uid.equals(other.uid) && version == other.version;
        }
    }

    /**
     * A version of a table of the default branch.
     *
     * @param uid of the table
     * @param version of it
     * @param copiedAt when the branch copied it
     */
    public record Base(String uid, long version, Instant copiedAt) {}

    /** When the table came into its branch. */
    public Instant copiedAt() {
        return base.map(Base::copiedAt).orElse(table.createdAt());
    }

    /** Whether both are the same version of the same table. */
    public boolean isSameVersion(StoredTable other) {
        return uid.equals(other.uid) && table.version() == other.table.version();
    }

    /** Whether the file lies at the table's own place, and not in the default branch or in another project. */
    public boolean isOwn() {
        return place.equals(table.id());
    }

    /** The same rows under another name. */
    public StoredTable seenAs(TableId id, TableSource source) {
        Table seen = new Table(
                id,
                table.columns(),
                table.primaryKey(),
                table.rowCount(),
                table.sizeBytes(),
                table.version(),
                table.createdAt(),
                source);
        return new StoredTable(seen, place, uid, file, base, broken);
    }
}
