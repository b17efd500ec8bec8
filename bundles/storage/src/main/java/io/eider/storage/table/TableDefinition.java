package io.eider.storage.table;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ColumnName;
import io.eider.api.storage.Column;
import io.eider.api.storage.NewTable;
import io.eider.engine.ColumnTypes;
import io.eider.engine.Expressions;
import io.eider.engine.TableFiles;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Checks what a client wants a table to be, before anything is made. */
public final class TableDefinition {
    public static final int MAX_COLUMNS = 4096;

    private TableDefinition() {}

    /**
     * The columns with types and defaults that may stand in SQL.
     *
     * @throws ApiException INVALID_COLUMNS; INVALID_PRIMARY_KEY; INVALID_TYPE; INVALID_DEFAULT
     */
    public static List<Column> check(NewTable request, TableFiles files) {
        checkNames(request.columns());
        checkPrimaryKey(request);
        return files.plain(session -> request.columns().stream()
                .map(column -> new Column(
                        column.name(),
                        ColumnTypes.check(session, column.type()),
                        column.nullable(),
                        column.defaultExpression().map(text -> Expressions.constant(session, text))))
                .toList());
    }

    private static void checkNames(List<Column> columns) {
        if (columns.size() > MAX_COLUMNS) {
            throw new ApiException(
                    ErrorCode.INVALID_COLUMNS,
                    "A table has at most " + MAX_COLUMNS + " columns",
                    Map.of("column_count", columns.size()));
        }
        Set<String> seen = new HashSet<>();
        for (Column column : columns) {
            if (!seen.add(folded(column.name()))) {
                throw new ApiException(
                        ErrorCode.INVALID_COLUMNS,
                        "Column " + column.name() + " is given twice; names differ by more than case",
                        Map.of("column_name", column.name().value()));
            }
        }
    }

    private static void checkPrimaryKey(NewTable request) {
        List<String> names =
                request.columns().stream().map(column -> column.name().value()).toList();
        Set<String> seen = new HashSet<>();
        for (String key : request.primaryKey()) {
            if (!names.contains(key)) {
                throw invalidKey(request, names, "Primary key column '" + key + "' not found in columns");
            }
            if (!seen.add(key)) {
                throw invalidKey(request, names, "Primary key column '" + key + "' is given twice");
            }
        }
    }

    private static ApiException invalidKey(NewTable request, List<String> names, String message) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("primary_key", request.primaryKey());
        details.put("columns", names);
        return new ApiException(ErrorCode.INVALID_PRIMARY_KEY, message, details);
    }

    /** DuckDB compares names without regard to case. */
    private static String folded(ColumnName name) {
        return name.value().toLowerCase(Locale.ROOT);
    }
}
