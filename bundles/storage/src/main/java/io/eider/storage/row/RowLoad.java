package io.eider.storage.row;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.Table;
import io.eider.engine.DuckDbFailure;
import io.eider.engine.Sql;
import io.eider.engine.TableSession;
import io.eider.storage.catalog.Json;
import io.eider.storage.table.Columns;
import io.eider.storage.table.FilterFaults;
import io.eider.storage.table.KeyExample;
import io.eider.storage.table.TableShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings rows of a request into a copy of a table: as texts in one parameter, cast into a temporary table that has the table's
 * columns and defaults, checked for their key there, and inserted in the order of the request. Belongs to one thread.
 */
final class RowLoad {
    private static final String TEXTS = Sql.qualified("temp", "main", "texts");
    private static final String STAGED = Sql.qualified("temp", "main", "staged");

    /** The number of the row in the request. No client's column has this name. */
    private static final String NUMBER = Sql.identifier("\u0001");

    private static final Pattern NOT_NULL = Pattern.compile("^NOT NULL constraint failed: [^.]*\\.(.*)$");

    private final TableSession session;
    private final Table table;
    private final DedupMode dedup;

    RowLoad(TableSession session, Table table, DedupMode dedup) {
        this.session = session;
        this.table = table;
        this.dedup = dedup;
    }

    /**
     * Adds rows.
     *
     * @return rows that the table has of them
     * @throws ApiException INVALID_ROWS; DUPLICATE_KEY
     */
    long add(List<RowGroup> groups) {
        session.execute("CREATE TEMP TABLE staged (" + NUMBER + " INTEGER, "
                + TableShape.definitions(table.columns(), table.primaryKey()) + ")");
        session.execute("CREATE TEMP TABLE texts (r VARCHAR[])");
        groups.forEach(this::stage);
        if (!table.primaryKey().isEmpty()) {
            keepKeyUnique();
        }
        String columns = Sql.identifiers(Columns.names(table.columns()));
        long rows = session.execute("INSERT INTO " + session.table() + " (" + columns + ") SELECT " + columns + " FROM "
                + STAGED + " ORDER BY " + NUMBER);
        session.execute("DROP TABLE " + TEXTS);
        session.execute("DROP TABLE " + STAGED);
        return rows;
    }

    private void stage(RowGroup group) {
        session.execute("DELETE FROM " + TEXTS);
        session.execute(
                "INSERT INTO " + TEXTS + " SELECT unnest(from_json(CAST(? AS JSON), '[[\"VARCHAR\"]]'))",
                Json.write(group.rows()));
        StringBuilder columns = new StringBuilder(NUMBER);
        StringBuilder values = new StringBuilder("CAST(r[1] AS INTEGER)");
        for (int i = 0; i < group.fillings().size(); i++) {
            Filling filling = group.fillings().get(i);
            columns.append(", ").append(Sql.identifier(filling.column().name().value()));
            values.append(", ").append(filling.sql(text(i)));
        }
        try {
            session.execute("INSERT INTO " + STAGED + " (" + columns + ") SELECT " + values + " FROM " + TEXTS);
        } catch (DuckDbFailure e) {
            throw explained(e, group);
        }
    }

    private static String text(int filling) {
        return "r[" + (filling + 2) + "]";
    }

    /** DuckDB names neither row nor column, so the texts are looked through for the first that does not fit. */
    private RuntimeException explained(DuckDbFailure failure, RowGroup group) {
        long first = Long.parseLong(group.rows().get(0).get(0));
        Matcher notNull = NOT_NULL.matcher(failure.getMessage());
        if (notNull.find()) { // a default that is NULL
            return Misfit.inRow(first, notNull.group(1), "it may not be NULL");
        }
        if (!FilterFaults.isOfTheClient(failure)) {
            return failure;
        }
        for (int i = 0; i < group.fillings().size(); i++) {
            Filling filling = group.fillings().get(i);
            String name = filling.column().name().value();
            List<ApiException> found = session.query(
                    "SELECT CAST(r[1] AS INTEGER) AS n, " + text(i) + " FROM " + TEXTS + " WHERE "
                            + filling.misfits(text(i)) + " ORDER BY n LIMIT 1",
                    row -> Misfit.inRow(
                            row.getLong(1),
                            name,
                            Misfit.doesNotFit(row.getString(2), filling.column().type())));
            if (!found.isEmpty()) {
                return found.get(0);
            }
        }
        return new ApiException(ErrorCode.INVALID_ROWS, "The rows do not fit: " + FilterFaults.reason(failure));
    }

    private void keepKeyUnique() {
        String key = Sql.identifiers(table.primaryKey());
        String tuple = "(" + key + ")";
        if (dedup == DedupMode.UPDATE_DUPLICATES) {
            session.execute("DELETE FROM " + STAGED + " WHERE " + NUMBER + " NOT IN (SELECT max(" + NUMBER + ") FROM "
                    + STAGED + " GROUP BY " + key + ")");
            session.execute("DELETE FROM " + session.table() + " WHERE " + tuple + " IN (SELECT " + key + " FROM "
                    + STAGED + ")");
            return;
        }
        refuse("SELECT " + key + " FROM " + STAGED + " GROUP BY " + key + " HAVING count(*) > 1 LIMIT 1");
        refuse("SELECT " + key + " FROM " + STAGED + " WHERE " + tuple + " IN (SELECT " + key + " FROM "
                + session.table() + ") LIMIT 1");
    }

    private void refuse(String duplicates) {
        if (session.number("SELECT count(*) FROM (" + duplicates + ")") == 0) {
            return;
        }
        KeyExample example = KeyExample.of(session, table.primaryKey(), duplicates);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("dedup_mode", dedup.name().toLowerCase(Locale.ROOT));
        details.put("example", example.values());
        throw new ApiException(
                ErrorCode.DUPLICATE_KEY,
                "Duplicate key violation: " + example.text() + "; nothing was changed",
                details);
    }
}
