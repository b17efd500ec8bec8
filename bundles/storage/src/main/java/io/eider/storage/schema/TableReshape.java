package io.eider.storage.schema;

import io.eider.api.error.ApiException;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnChange;
import io.eider.api.storage.ColumnChange.Lossy;
import io.eider.api.storage.ColumnChange.Nullability;
import io.eider.api.storage.Reshape;
import io.eider.api.storage.Reshape.Tried;
import io.eider.api.storage.SchemaStep;
import io.eider.api.storage.Table;
import io.eider.engine.TableSession;
import io.eider.storage.table.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several changes on one copy of a table. Belongs to one thread. */
final class TableReshape {
    private final TableSession session;
    private final Reshape.Run run;
    private final List<Tried> tried = new ArrayList<>();
    private Table table;

    TableReshape(TableSession session, Table table, Reshape.Run run) {
        this.session = session;
        this.table = table;
        this.run = run;
    }

    /**
     * Runs the steps.
     *
     * @param steps with types and defaults that may stand in SQL
     * @throws ApiException what a step is refused for, if it is not a dry run
     */
    Table run(List<SchemaStep> steps) {
        for (SchemaStep step : steps) {
            List<String> sql = new ArrayList<>();
            session.tell(text -> sql.add(text.replace(session.table(), "data")));
            Optional<ApiException> refusal = Optional.empty();
            try {
                List<String> key = step(step);
                table = with(TableShape.columns(session), key);
            } catch (ApiException e) {
                if (run == Reshape.Run.APPLY) {
                    throw e;
                }
                refusal = Optional.of(e);
                table = with(TableShape.columns(session), table.primaryKey());
            } finally {
                session.tell(text -> {});
            }
            tried.add(new Tried(sql, refusal));
        }
        return table;
    }

    List<Tried> tried() {
        return tried;
    }

    private List<String> step(SchemaStep step) {
        if (step instanceof SchemaStep.Add add) {
            return add(add.column());
        }
        if (step instanceof SchemaStep.Alter alter) {
            SchemaRules.requireChange(table, alter.column(), alter.change());
            Column column = SchemaRules.requireColumn(table, alter.column());
            return new ColumnAlteration(session, table, column, alter.change()).run();
        }
        if (step instanceof SchemaStep.Drop drop) {
            return SchemaChanges.drop(session, table, drop.column());
        }
        if (step instanceof SchemaStep.SetKey key) {
            return SchemaChanges.setKey(session, table, key.columns());
        }
        SchemaRules.requireHasKey(table);
        return List.of();
    }

    /** DuckDB adds no column that is NOT NULL, so it becomes that after it was added. */
    private List<String> add(Column column) {
        Column nullable = new Column(column.name(), column.type(), true, column.defaultExpression());
        SchemaRules.requireRoom(table, nullable);
        List<String> key = SchemaChanges.add(session, table, nullable);
        if (!column.nullable()) {
            ColumnChange notNull = new ColumnChange(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Nullability.NOT_NULL),
                    Optional.empty(),
                    Lossy.REFUSE);
            new ColumnAlteration(session, with(TableShape.columns(session), key), nullable, notNull).run();
        }
        return key;
    }

    private Table with(List<Column> columns, List<String> key) {
        return new Table(
                table.id(),
                columns,
                key,
                table.rowCount(),
                table.sizeBytes(),
                table.version(),
                table.createdAt(),
                table.source());
    }
}
