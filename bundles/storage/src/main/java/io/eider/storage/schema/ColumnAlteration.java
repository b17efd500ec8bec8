package io.eider.storage.schema;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnChange;
import io.eider.api.storage.ColumnChange.Lossy;
import io.eider.api.storage.ColumnChange.Nullability;
import io.eider.api.storage.Table;
import io.eider.engine.Sql;
import io.eider.engine.TableSession;
import io.eider.storage.table.TableShape;
import io.eider.storage.table.UniqueKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One change of one column, on a copy of the table: name, type, nullability, default, in this order. Belongs to one thread. */
final class ColumnAlteration {
    private final TableSession session;
    private final Table table;
    private final Column column;
    private final ColumnChange change;

    /** The column's name and type from now on. */
    private final String name;

    private final String type;

    /** @param change with type and default that may stand in SQL */
    ColumnAlteration(TableSession session, Table table, Column column, ColumnChange change) {
        this.session = session;
        this.table = table;
        this.column = column;
        this.change = change;
        this.name = change.newName().orElse(column.name()).value();
        this.type = change.newType().orElse(column.type());
    }

    /**
     * Changes the column.
     *
     * @return the primary key from now on
     * @throws ApiException INVALID_DEFAULT; LOSSY_TYPE_CHANGE; NULL_VALUES; DUPLICATE_KEY
     */
    List<String> run() {
        change.defaultExpression()
                .or(column::defaultExpression)
                .filter(expression -> !expression.isEmpty())
                .ifPresent(expression -> ColumnTexts.requireFits(session, expression, type));
        String before = column.name().value();
        if (!name.equals(before)) {
            session.execute("ALTER TABLE " + session.table() + " RENAME COLUMN " + Sql.identifier(before) + " TO "
                    + Sql.identifier(name));
        }
        List<String> key = table.primaryKey().stream()
                .map(part -> part.equals(before) ? name : part)
                .toList();
        if (!type.equals(column.type())) {
            changeType();
            if (key.contains(name)) {
                UniqueKey.require(session, TableShape.columns(session), key);
            }
        }
        change.nullability().ifPresent(this::setNullability);
        change.defaultExpression().ifPresent(this::setDefault);
        return key;
    }

    private void changeType() {
        String value = Sql.identifier(name);
        if (change.lossy() == Lossy.REFUSE) {
            refuseLoss(new TypeChange(value, column.type(), type));
        }
        boolean staysNotNull = !column.nullable() && !change.nullability().equals(Optional.of(Nullability.NULLABLE));
        String cast = "TRY_CAST(" + value + " AS " + type + ")";
        if (staysNotNull) {
            refuseNulls(cast); // DuckDB does not look
        }
        session.execute(
                "ALTER TABLE " + session.table() + " ALTER COLUMN " + value + " TYPE " + type + " USING " + cast);
    }

    private void refuseLoss(TypeChange typeChange) {
        String lost = " FROM " + session.table() + " WHERE " + typeChange.loses();
        long failing = session.number("SELECT count(*)" + lost);
        if (failing == 0) {
            return;
        }
        String example = session.query(
                        "SELECT left(CAST(" + Sql.identifier(name) + " AS VARCHAR), 200)" + lost + " LIMIT 1",
                        row -> row.getString(1))
                .get(0);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("column_name", name);
        details.put("from_type", column.type());
        details.put("to_type", type);
        details.put("failing_rows", failing);
        details.put("example", example);
        throw new ApiException(
                ErrorCode.LOSSY_TYPE_CHANGE,
                type + " cannot hold the values of column " + name + " in " + failing + " rows, such as " + example,
                details);
    }

    private void setNullability(Nullability nullability) {
        if (nullability == Nullability.NOT_NULL) {
            refuseNulls(Sql.identifier(name));
        }
        String verb = nullability == Nullability.NOT_NULL ? " SET NOT NULL" : " DROP NOT NULL";
        session.execute("ALTER TABLE " + session.table() + " ALTER COLUMN " + Sql.identifier(name) + verb);
    }

    private void refuseNulls(String value) {
        long nulls = session.number("SELECT count(*) FROM " + session.table() + " WHERE " + value + " IS NULL");
        if (nulls > 0) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("column_name", name);
            details.put("null_rows", nulls);
            throw new ApiException(
                    ErrorCode.NULL_VALUES,
                    "Column " + name + " would hold NULL in " + nulls + " rows and may not",
                    details);
        }
    }

    private void setDefault(String expression) {
        String verb = expression.isEmpty() ? " DROP DEFAULT" : " SET DEFAULT (" + expression + ")";
        session.execute("ALTER TABLE " + session.table() + " ALTER COLUMN " + Sql.identifier(name) + verb);
    }
}
