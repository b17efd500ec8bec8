package io.eider.storage.schema;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnChange;
import io.eider.engine.ColumnTypes;
import io.eider.engine.DuckDbFailure;
import io.eider.engine.Expressions;
import io.eider.engine.TableSession;
import io.eider.storage.table.FilterFaults;
import java.util.Map;
import java.util.Optional;

/** Types and defaults of clients as SQL that may stand in a statement. */
final class ColumnTexts {
    private static final int SHOWN = 200;

    private ColumnTexts() {}

    /** @throws ApiException INVALID_TYPE; INVALID_DEFAULT */
    static Column check(TableSession session, Column column) {
        String type = ColumnTypes.check(session, column.type());
        Optional<String> checked = column.defaultExpression().map(text -> Expressions.constant(session, text));
        checked.ifPresent(expression -> requireFits(session, expression, type));
        return new Column(column.name(), type, column.nullable(), checked);
    }

    /** @throws ApiException INVALID_TYPE; INVALID_DEFAULT */
    static ColumnChange check(TableSession session, ColumnChange change) {
        return new ColumnChange(
                change.newName(),
                change.newType().map(text -> ColumnTypes.check(session, text)),
                change.nullability(),
                change.defaultExpression().map(text -> text.isEmpty() ? "" : Expressions.constant(session, text)),
                change.lossy());
    }

    /**
     * DuckDB takes a default of any type and fails at the first row that needs it.
     *
     * @throws ApiException INVALID_DEFAULT
     */
    static void requireFits(TableSession session, String expression, String type) {
        try {
            session.query(
                    "SELECT CAST(CAST((" + expression + ") AS " + type + ") AS VARCHAR)", row -> row.getString(1));
        } catch (DuckDbFailure e) {
            if (!FilterFaults.isOfTheClient(e)) {
                throw e;
            }
            String shown = expression.length() <= SHOWN ? expression : expression.substring(0, SHOWN) + "...";
            throw new ApiException(
                    ErrorCode.INVALID_DEFAULT,
                    "Invalid default: " + shown.strip() + " does not fit " + type + ": " + FilterFaults.reason(e),
                    Map.of("default", shown.strip(), "type", type));
        }
    }
}
