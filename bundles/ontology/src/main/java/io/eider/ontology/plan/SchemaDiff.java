package io.eider.ontology.plan;

import io.eider.api.id.ColumnName;
import io.eider.api.ontology.ChangeClass;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.OntologySchema;
import io.eider.api.ontology.SchemaChange;
import io.eider.api.ontology.SchemaChange.Kind;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnChange;
import io.eider.api.storage.ColumnChange.Lossy;
import io.eider.api.storage.ColumnChange.Nullability;
import io.eider.api.storage.SchemaStep;
import io.eider.ontology.schema.DefaultValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What brings columns and a primary key to a schema, in an order in which each step can be done: key off, renames, changes, new columns,
 * columns that go, key on. A rename is taken only from names that the schema says, never guessed. The order of columns is left as it is.
 * Belongs to one thread. Source: ontology contract, section 5.2.
 */
public final class SchemaDiff {
    private final OntologySchema target;
    private final List<String> key;
    private final Set<String> lossy;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<Field, Column> matched = new IdentityHashMap<>();
    private final Map<String, String> namesAfter = new HashMap<>();
    private final Set<String> keyAfter = new HashSet<>();
    private final Set<String> keyOfTarget;
    private final Map<String, Optional<FieldType>> types = new HashMap<>(); // many columns are of few types
    private final List<Step> steps = new ArrayList<>();

    private SchemaDiff(List<Column> columns, List<String> key, OntologySchema target, Set<String> lossy) {
        this.target = target;
        this.key = key;
        this.lossy = lossy;
        this.keyOfTarget = Set.copyOf(target.primaryKey());
        columns.forEach(column -> this.columns.put(folded(column.name().value()), column));
    }

    /**
     * The steps from a table to a schema.
     *
     * @param lossy names of fields whose values may be lost by a change of their type
     */
    public static List<Step> of(List<Column> columns, List<String> key, OntologySchema target, Set<String> lossy) {
        return new SchemaDiff(columns, key, target, lossy).steps();
    }

    /** What a newer schema changes of an older one. */
    public static List<SchemaChange> between(OntologySchema older, OntologySchema newer) {
        return of(columns(older), older.primaryKey(), newer, Set.of()).stream()
                .map(Step::change)
                .toList();
    }

    /** The columns of a table that is as a schema says. */
    public static List<Column> columns(OntologySchema schema) {
        return schema.fields().stream().map(SchemaDiff::column).toList();
    }

    private static Column column(Field field) {
        return new Column(
                field.name(),
                field.type().sql(),
                !field.isRequired(),
                field.defaultValue().map(value -> DefaultValue.sql(field.type(), value)));
    }

    private List<Step> steps() {
        match();
        matched.forEach((field, column) ->
                namesAfter.put(folded(column.name().value()), field.name().value()));
        List<String> now = target.primaryKey();
        List<String> after = key.stream().map(this::nameAfter).toList();
        keyAfter.addAll(after);
        boolean sameKey = after.equals(now);
        if (!sameKey && !key.isEmpty()) {
            add(
                    Kind.CHANGE_KEY,
                    "",
                    "drop the primary key (" + String.join(", ", key) + ")",
                    ChangeClass.SAFE,
                    new SchemaStep.DropKey());
        }
        target.fields().forEach(this::rename);
        target.fields().forEach(this::change);
        target.fields().stream().filter(field -> !matched.containsKey(field)).forEach(this::addField);
        Set<Column> kept = new HashSet<>(matched.values());
        columns.values().stream().filter(column -> !kept.contains(column)).forEach(this::drop);
        if (!sameKey && !now.isEmpty()) {
            add(
                    Kind.CHANGE_KEY,
                    "",
                    "make (" + String.join(", ", now) + ") the primary key",
                    ChangeClass.GUARDED,
                    new SchemaStep.SetKey(now));
        }
        return steps;
    }

    /** Fields of their own name first, so that a previous name never takes another field's column. */
    private void match() {
        Set<Column> taken = new HashSet<>();
        for (Field field : target.fields()) {
            Column column = columns.get(folded(field.name().value()));
            if (column != null) {
                matched.put(field, column);
                taken.add(column);
            }
        }
        for (Field field : target.fields()) {
            if (matched.containsKey(field)) {
                continue;
            }
            for (ColumnName previous : field.previousNames()) {
                Column column = columns.get(folded(previous.value()));
                if (column != null && taken.add(column)) {
                    matched.put(field, column);
                    break;
                }
            }
        }
    }

    private String nameAfter(String name) {
        return namesAfter.getOrDefault(folded(name), name);
    }

    private void rename(Field field) {
        Column column = matched.get(field);
        if (column != null && !column.name().equals(field.name())) {
            add(
                    Kind.RENAME_FIELD,
                    column.name().value(),
                    "rename " + column.name() + " to " + field.name(),
                    ChangeClass.SAFE,
                    alter(
                            column.name(),
                            Optional.of(field.name()),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
        }
    }

    private void change(Field field) {
        Column column = matched.get(field);
        if (column == null) {
            return;
        }
        Optional<FieldType> from = types.computeIfAbsent(
                column.type(), text -> FieldType.parse(text).map(FieldType.Sized::type));
        boolean sameType = from.equals(Optional.of(field.type()))
                || column.type().equals(field.type().sql());
        boolean sameDefault =
                column.defaultExpression().isPresent() == field.defaultValue().isPresent()
                        && column.defaultExpression()
                                .filter(text -> !DefaultValue.isSame(
                                        field.type(), text, field.defaultValue().get()))
                                .isEmpty();
        boolean clears = !sameDefault && !sameType && column.defaultExpression().isPresent();
        if (clears) { // it need not be one of the new type
            changeDefault(field, "");
        }
        if (!sameType) {
            boolean isSafe =
                    from.filter(type -> Widening.isSafe(type, field.type())).isPresent();
            boolean mayLose = lossy.contains(field.name().value());
            add(
                    Kind.CHANGE_TYPE,
                    field.name().value(),
                    "change the type of " + field.name() + " from " + column.type() + " to "
                            + field.type().sql(),
                    classOf(mayLose, isSafe),
                    new SchemaStep.Alter(
                            field.name().value(),
                            new ColumnChange(
                                    Optional.empty(),
                                    Optional.of(field.type().sql()),
                                    Optional.empty(),
                                    Optional.empty(),
                                    mayLose ? Lossy.FORCE : Lossy.REFUSE)));
        }
        changeRequired(field, column);
        if (!sameDefault && !(clears && field.defaultValue().isEmpty())) {
            changeDefault(
                    field,
                    field.defaultValue()
                            .map(value -> DefaultValue.sql(field.type(), value))
                            .orElse(""));
        }
    }

    private static ChangeClass classOf(boolean mayLose, boolean isSafe) {
        if (mayLose) {
            return ChangeClass.DESTRUCTIVE;
        }
        return isSafe ? ChangeClass.SAFE : ChangeClass.GUARDED;
    }

    private void changeRequired(Field field, Column column) {
        if (column.nullable() != field.isRequired()) {
            return;
        }
        String name = field.name().value();
        boolean becomesKey = keyOfTarget.contains(name) && !keyAfter.contains(name);
        if (becomesKey) {
            return; // the key makes it so, after it has looked
        }
        add(
                Kind.CHANGE_REQUIRED,
                field.name().value(),
                field.name() + (field.isRequired() ? " may not be NULL any more" : " may be NULL from now on"),
                field.isRequired() ? ChangeClass.GUARDED : ChangeClass.SAFE,
                alter(
                        field.name(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(field.isRequired() ? Nullability.NOT_NULL : Nullability.NULLABLE),
                        Optional.empty()));
    }

    private void changeDefault(Field field, String expression) {
        add(
                Kind.CHANGE_DEFAULT,
                field.name().value(),
                expression.isEmpty()
                        ? "take the default of " + field.name() + " away"
                        : "make " + expression + " the default of " + field.name(),
                ChangeClass.SAFE,
                alter(field.name(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(expression)));
    }

    private void addField(Field field) {
        boolean needsRows = field.isRequired() && field.defaultValue().isEmpty();
        add(
                Kind.ADD_FIELD,
                field.name().value(),
                "add " + field.name() + " " + field.type().sql() + (field.isRequired() ? " NOT NULL" : ""),
                needsRows ? ChangeClass.GUARDED : ChangeClass.SAFE,
                new SchemaStep.Add(column(field)));
    }

    private void drop(Column column) {
        add(
                Kind.DROP_FIELD,
                column.name().value(),
                "drop " + column.name() + " " + column.type(),
                ChangeClass.DESTRUCTIVE,
                new SchemaStep.Drop(column.name().value()));
    }

    private static SchemaStep alter(
            ColumnName column,
            Optional<ColumnName> name,
            Optional<String> type,
            Optional<Nullability> nullability,
            Optional<String> defaultExpression) {
        return new SchemaStep.Alter(
                column.value(), new ColumnChange(name, type, nullability, defaultExpression, Lossy.REFUSE));
    }

    private void add(Kind kind, String field, String text, ChangeClass changeClass, SchemaStep step) {
        steps.add(new Step(new SchemaChange(kind, field, text, changeClass), step));
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
