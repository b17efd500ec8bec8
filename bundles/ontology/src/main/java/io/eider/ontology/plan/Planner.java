package io.eider.ontology.plan;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.ontology.ChangeClass;
import io.eider.api.ontology.OntologySchema;
import io.eider.api.ontology.SchemaChange;
import io.eider.api.ontology.SchemaChange.Planned;
import io.eider.api.storage.Reshape;
import io.eider.api.storage.Reshape.Run;
import io.eider.api.storage.Reshape.Tried;
import io.eider.api.storage.SchemaStep;
import io.eider.api.storage.Storage;
import io.eider.api.storage.Table;
import io.eider.api.swap.Swappable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds out what a table lacks of a schema, by trying it on a copy, and does it. Thread-safe. */
public final class Planner {
    private static final int ATTEMPTS = 5;

    private final Swappable<Storage> storage;

    /** Over a storage. */
    public Planner(Swappable<Storage> storage) {
        this.storage = storage;
    }

    /**
     * What was found out.
     *
     * @param table the version that was looked at
     * @param changes with what they came to
     */
    public record Plan(Table table, List<Planned> changes) {
        /** The highest class of the changes. */
        public ChangeClass changeClass() {
            return changes.stream()
                    .map(planned -> planned.change().changeClass())
                    .max(Enum::compareTo)
                    .orElse(ChangeClass.SAFE);
        }
    }

    /** Tries what brings a table to a schema, on a copy; a table that is written meanwhile is looked at again. */
    public Plan plan(TableId id, OntologySchema target) {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(id, target);
            } catch (ApiException e) {
                if (e.code() != ErrorCode.TABLE_CHANGED || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Plan attempt(TableId id, OntologySchema target) {
        Table table = storage.call(service -> service.tables().get(id));
        List<Step> steps = SchemaDiff.of(table.columns(), table.primaryKey(), target, Set.of());
        if (steps.isEmpty()) {
            return new Plan(table, List.of());
        }
        List<Tried> tried = tryOut(table, steps);
        Map<String, Lost> lost = lost(steps, tried);
        if (!lost.isEmpty()) {
            steps = SchemaDiff.of(table.columns(), table.primaryKey(), target, lost.keySet());
            tried = tryOut(table, steps);
        }
        List<Planned> changes = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            changes.add(planned(steps.get(i).change(), tried.get(i), lost));
        }
        return new Plan(table, changes);
    }

    private List<Tried> tryOut(Table table, List<Step> steps) {
        return storage.call(service -> service.schemas().reshape(table.id(), reshape(table, steps, Run.DRY)))
                .steps();
    }

    private static Reshape reshape(Table table, List<Step> steps, Run run) {
        List<SchemaStep> plain = steps.stream().map(Step::step).toList();
        return new Reshape(plain, Optional.of(table), run);
    }

    /** Fields whose new type cannot hold some values, and how many. */
    private static Map<String, Lost> lost(List<Step> steps, List<Tried> tried) {
        Map<String, Lost> lost = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            SchemaChange change = steps.get(i).change();
            tried.get(i)
                    .refusal()
                    .filter(e -> e.code() == ErrorCode.LOSSY_TYPE_CHANGE)
                    .ifPresent(e -> lost.put(
                            change.field(),
                            new Lost(failing(e), String.valueOf(e.details().get("example")))));
        }
        return lost;
    }

    private static long failing(ApiException e) {
        for (String name : List.of("failing_rows", "null_rows", "duplicate_keys")) {
            if (e.details().get(name) instanceof Number number) {
                return number.longValue();
            }
        }
        return 0;
    }

    /**
     * Values that a new type cannot hold.
     *
     * @param rows how many rows have one
     * @param example one of them, cut
     */
    private record Lost(long rows, String example) {
        String text() {
            return (rows == 1 ? "1 row holds a value" : rows + " rows hold values")
                    + " that the new type cannot hold, such as \"" + example
                    + "\"; the cast makes another value of it, or NULL";
        }
    }

    private static Planned planned(SchemaChange change, Tried tried, Map<String, Lost> lost) {
        if (tried.refusal().isPresent()) {
            ApiException e = tried.refusal().get();
            SchemaChange blocked = new SchemaChange(change.kind(), change.field(), change.text(), ChangeClass.BLOCKED);
            return new Planned(blocked, tried.sql(), failing(e), e.getMessage());
        }
        boolean isLossy = change.kind() == SchemaChange.Kind.CHANGE_TYPE && lost.containsKey(change.field());
        if (!isLossy) {
            return new Planned(change, tried.sql(), 0, "");
        }
        Lost values = lost.get(change.field());
        return new Planned(change, tried.sql(), values.rows, values.text());
    }

    /**
     * Does what was planned.
     *
     * @param table that it is done to, as far as its columns go
     * @param first as for {@link io.eider.api.storage.Schemas#reshape(TableId, Reshape, Consumer)}
     * @return the table after it
     * @throws ApiException TABLE_CHANGED if the table has other columns now, or lacks other things than were planned; what a change is
     *     refused for
     */
    public Table apply(Table table, OntologySchema target, List<Planned> changes, Consumer<Table> first) {
        Set<String> lossy = changes.stream()
                .map(Planned::change)
                .filter(change -> change.kind() == SchemaChange.Kind.CHANGE_TYPE
                        && change.changeClass() == ChangeClass.DESTRUCTIVE)
                .map(SchemaChange::field)
                .collect(Collectors.toSet());
        List<Step> steps = SchemaDiff.of(table.columns(), table.primaryKey(), target, lossy);
        List<SchemaChange> wanted = changes.stream().map(Planned::change).toList();
        if (!steps.stream().map(Step::change).toList().equals(wanted)) {
            throw new ApiException(
                    ErrorCode.TABLE_CHANGED,
                    "Table " + table.id().shortName()
                            + " is not as it was when the migration was planned; plan it again",
                    Map.of("version", table.version()));
        }
        return storage.call(service -> service.schemas().reshape(table.id(), reshape(table, steps, Run.APPLY), first))
                .table();
    }
}
