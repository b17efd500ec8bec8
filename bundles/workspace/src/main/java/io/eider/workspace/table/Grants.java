package io.eider.workspace.table;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import io.eider.api.workspace.TableGrant;
import io.eider.api.workspace.TablePermission;
import io.eider.workspace.load.TableLoader.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a workspace may do with which table of the project. Without grants it reads them all; with grants, what they do not name is not
 * there.
 *
 * @param listed as they were asked for
 */
public record Grants(List<Granted> listed) {
    /** Everything can be read. */
    public static final Grants NONE = new Grants(List.of());

    /**
     * One grant.
     *
     * @param bucket of the table; {@code *} with the table {@code *}: of all others
     * @param table its name
     * @param permission what is let through
     */
    public record Granted(String bucket, String table, TablePermission permission) {
        private boolean isOfOthers() {
            return bucket.equals(TableGrant.OTHERS);
        }

        private boolean isOf(TableId id) {
            return id.bucket().name().equals(bucket) && id.name().equals(table);
        }

        private TableGrant shown() {
            return new TableGrant(isOfOthers() ? TableGrant.OTHERS : bucket + "." + table, permission);
        }
    }

    /** Copies the list. */
    public Grants {
        listed = List.copyOf(listed);
    }

    /**
     * Finds the tables that grants mean.
     *
     * @param tables all of the project
     * @throws ApiException INVALID_REQUEST for a table that is named twice, or others than {@code read} for {@code *};
     *     TABLE_NOT_FOUND; OPERATION_NOT_ALLOWED for writing to a linked bucket
     */
    public static Grants of(ProjectTables tables, List<TableGrant> asked) {
        List<Granted> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (TableGrant grant : asked) {
            Granted granted = grant.table().equals(TableGrant.OTHERS) ? others(grant) : table(tables, grant);
            if (!names.add(granted.bucket() + "/" + granted.table())) {
                throw new ApiException(
                        ErrorCode.INVALID_REQUEST,
                        "The grants name " + grant.table() + " more than once",
                        Map.of("field", "grants", "table", grant.table()));
            }
            found.add(granted);
        }
        return new Grants(found);
    }

    private static Granted others(TableGrant grant) {
        if (grant.permission() != TablePermission.READ) {
            throw new ApiException(
                    ErrorCode.INVALID_REQUEST,
                    "A grant of * lets read; tables to be written are named one by one",
                    Map.of("field", "grants", "table", grant.table()));
        }
        return new Granted(TableGrant.OTHERS, TableGrant.OTHERS, grant.permission());
    }

    private static Granted table(ProjectTables tables, TableGrant grant) {
        Table table = tables.get(Source.of(grant.table()).in(tables));
        String bucket = table.id().bucket().name();
        if (grant.permission() == TablePermission.READWRITE && table.source() == TableSource.LINKED) {
            throw new ApiException(
                    ErrorCode.OPERATION_NOT_ALLOWED,
                    "Bucket " + bucket + " is linked from another project and can only be read",
                    Map.of("field", "grants", "table", grant.table()));
        }
        return new Granted(bucket, table.id().name(), grant.permission());
    }

    /** What may be done with a table; empty: it is not there. */
    public Optional<TablePermission> of(TableId table) {
        if (listed.isEmpty()) {
            return Optional.of(TablePermission.READ);
        }
        return find(grant -> grant.isOf(table)).or(() -> find(Granted::isOfOthers));
    }

    private Optional<TablePermission> find(Predicate<Granted> wanted) {
        return listed.stream().filter(wanted).map(Granted::permission).findFirst();
    }

    /** As clients write them. */
    public List<TableGrant> shown() {
        return listed.stream().map(Granted::shown).toList();
    }

    /** Whether a table is there. */
    boolean show(TableId table) {
        return of(table).isPresent();
    }

    /** Whether a bucket is there; an empty one is, if all tables are. */
    boolean showBucket(String name) {
        return listed.isEmpty()
                || listed.stream()
                        .anyMatch(grant -> grant.isOfOthers() || grant.bucket().equals(name));
    }
}
