package io.eider.workspace.table;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Bucket;
import io.eider.api.storage.Storage;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import io.eider.api.storage.TableWrite;
import io.eider.api.storage.TableWrites;
import io.eider.api.swap.Swappable;
import io.eider.api.workspace.TablePermission;
import io.eider.engine.Catalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The project's buckets and tables as a statement names them. A name means the bucket or table that is written so, whatever its case;
 * if there is none, the one that differs from it only in {@code . - _}, so that {@code in_c_sales} finds {@code in.c-sales} and the other
 * way round. What was read is remembered until the next transaction of the catalog. Thread-safe.
 */
public final class ProjectTables {
    private final Swappable<Storage> storage;
    private final Catalog catalog;
    private final ProjectId project;
    private final BranchId branch;
    private final Grants grants;
    private volatile Seen seen = new Seen(-1, Map.of(), Map.of());

    /** The tables of a branch that grants let see. */
    public ProjectTables(
            Swappable<Storage> storage, Catalog catalog, ProjectId project, BranchId branch, Grants grants) {
        this.storage = storage;
        this.catalog = catalog;
        this.project = project;
        this.branch = branch;
        this.grants = grants;
    }

    /** Those of them that grants let see. */
    public ProjectTables only(Grants others) {
        return new ProjectTables(storage, catalog, project, branch, others);
    }

    /** Whose they are. */
    public ProjectId project() {
        return project;
    }

    /** What may be done with one of them. */
    public TablePermission permission(Table table) {
        boolean linked = table.source() == TableSource.LINKED;
        return linked ? TablePermission.READ : grants.of(table.id()).orElse(TablePermission.READ);
    }

    /** Whether a name means a bucket. */
    public boolean isBucket(String name) {
        return bucket(current(), name).isPresent();
    }

    /**
     * The table that is meant.
     *
     * @throws ApiException SQL_ERROR 42P09 if the name fits several equally well
     */
    public Optional<TableId> find(String bucketName, String tableName) {
        Seen here = current();
        Optional<BucketId> bucket = bucket(here, bucketName);
        if (bucket.isEmpty()) {
            return Optional.empty();
        }
        Optional<TableId> exact = exact(bucket.get(), tableName.toLowerCase(Locale.ROOT));
        return exact.isPresent()
                ? exact
                : pick(here.tables.computeIfAbsent(bucket.get(), this::tables), tableName, "table");
    }

    /** Most tables are written in lower case: no list of thousands is needed to find one. */
    private Optional<TableId> exact(BucketId bucket, String name) {
        try {
            return Optional.of(get(new TableId(bucket, name)).id()).filter(grants::show);
        } catch (ApiException e) {
            if (e.code() == ErrorCode.TABLE_NOT_FOUND || e.code() == ErrorCode.INVALID_NAME) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The published version. @throws ApiException what is missing of the path */
    public Table get(TableId table) {
        return storage.call(service -> service.tables().get(table));
    }

    /** Begins to write a table. @throws ApiException as {@link TableWrites#begin} */
    Optional<TableWrite> write(TableId table, Path file, TableWrites.Wait wait, TableWrites.Rules rules) {
        return storage.call(service -> service.writes().begin(table, file, wait, rules));
    }

    /** All tables, by bucket. */
    public List<Table> all() {
        return storage.call(service -> {
            List<Table> all = new ArrayList<>();
            for (Bucket bucket : buckets(service)) {
                service.tables().list(new BucketId(project, branch, bucket.id().name())).stream()
                        .filter(table -> grants.show(table.id()))
                        .forEach(all::add);
            }
            return all;
        });
    }

    /** All buckets, also those without tables. */
    public List<Bucket> buckets() {
        return storage.call(this::buckets);
    }

    private List<Bucket> buckets(Storage service) {
        return service.buckets().list(project, branch).stream()
                .filter(bucket -> grants.showBucket(bucket.id().name()))
                .toList();
    }

    /** Moves when anything of the catalog may have changed. */
    public long generation() {
        return catalog.generation();
    }

    private Optional<BucketId> bucket(Seen here, String name) {
        return pick(here.buckets, name, "bucket");
    }

    private static <T> Optional<T> pick(Map<String, List<T>> byName, String name, String what) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<T> found = byName.getOrDefault(lower, byName.getOrDefault(plain(lower), List.of()));
        if (found.size() > 1) {
            throw new ApiException(
                    ErrorCode.SQL_ERROR,
                    "The " + what + " name \"" + name + "\" is ambiguous",
                    Map.of("sqlstate", "42P09", "hint", "Several names differ only in case, or in . - _"));
        }
        return found.stream().findFirst();
    }

    private Seen current() {
        long generation = catalog.generation();
        Seen here = seen;
        if (here.generation != generation) {
            Map<String, List<BucketId>> buckets = storage.call(service -> byName(
                    buckets(service).stream()
                            .map(bucket ->
                                    new BucketId(project, branch, bucket.id().name()))
                            .toList(),
                    BucketId::name));
            here = new Seen(generation, buckets, new ConcurrentHashMap<>());
            seen = here;
        }
        return here;
    }

    private Map<String, List<TableId>> tables(BucketId bucket) {
        return storage.call(service -> byName(
                service.tables().list(bucket).stream()
                        .map(Table::id)
                        .filter(grants::show)
                        .toList(),
                TableId::name));
    }

    /** By the name in lower case, and by what is left of it when {@code . - _} are the same; those go behind those. */
    private static <T> Map<String, List<T>> byName(List<T> things, java.util.function.Function<T, String> name) {
        Map<String, List<T>> plain = new HashMap<>();
        Map<String, List<T>> exact = new HashMap<>();
        for (T thing : things) {
            String lower = name.apply(thing).toLowerCase(Locale.ROOT);
            exact.computeIfAbsent(lower, key -> new ArrayList<>()).add(thing);
            plain.computeIfAbsent(plain(lower), key -> new ArrayList<>()).add(thing);
        }
        plain.putAll(exact);
        return plain;
    }

    private static String plain(String lower) {
        return lower.replace('.', '_').replace('-', '_');
    }

    private record Seen(
            long generation, Map<String, List<BucketId>> buckets, Map<BucketId, Map<String, List<TableId>>> tables) {}
}
