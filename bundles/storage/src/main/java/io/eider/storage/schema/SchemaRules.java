package io.eider.storage.schema;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnChange;
import io.eider.api.storage.ColumnChange.Nullability;
import io.eider.api.storage.Table;
import io.eider.storage.table.Columns;
import io.eider.storage.table.TableDefinition;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a change asks of the table as it is, before a row is looked at (storage contract, section 1.7). */
final class SchemaRules {
    private SchemaRules() {}

    /** @throws ApiException COLUMN_EXISTS; INVALID_COLUMNS; ADD_COLUMN_FAILED */
    static void requireRoom(Table table, Column column) {
        String name = column.name().value();
        if (Columns.find(table.columns(), name).isPresent()) {
            throw new ApiException(
                    ErrorCode.COLUMN_EXISTS,
                    "Column " + name + " already exists in table " + table.id().name(),
                    details(table, name));
        }
        if (table.columns().size() >= TableDefinition.MAX_COLUMNS) {
            throw new ApiException(
                    ErrorCode.INVALID_COLUMNS,
                    "A table has at most " + TableDefinition.MAX_COLUMNS + " columns",
                    Map.of("column_count", table.columns().size()));
        }
        if (!column.nullable()) {
            throw new ApiException(
                    ErrorCode.ADD_COLUMN_FAILED,
                    "Adding columns with constraints not yet supported: add " + name + " as nullable, fill it, then"
                            + " set it NOT NULL",
                    Map.of("column_name", name));
        }
    }

    /** @throws ApiException COLUMN_NOT_FOUND */
    static Column requireColumn(Table table, String name) {
        return Columns.find(table.columns(), name)
                .orElseThrow(() -> new ApiException(
                        ErrorCode.COLUMN_NOT_FOUND,
                        "Column " + shown(name) + " not found in table "
                                + table.id().name(),
                        details(table, shown(name))));
    }

    /** @throws ApiException NO_CHANGES_SPECIFIED; COLUMN_NOT_FOUND; COLUMN_EXISTS; COLUMN_IN_PRIMARY_KEY */
    static void requireChange(Table table, String name, ColumnChange change) {
        if (change.isEmpty()) {
            throw new ApiException(ErrorCode.NO_CHANGES_SPECIFIED, "At least one change must be specified");
        }
        Column column = requireColumn(table, name);
        change.newName().ifPresent(wanted -> Columns.find(table.columns(), wanted.value())
                .filter(other -> !other.equals(column))
                .ifPresent(other -> {
                    throw new ApiException(
                            ErrorCode.COLUMN_EXISTS,
                            "Column " + wanted + " already exists",
                            Map.of("new_name", wanted.value()));
                }));
        if (change.nullability().equals(Optional.of(Nullability.NULLABLE))) {
            requireNoKey(table, column);
        }
    }

    /** Whether a column is as a change wants it already. */
    static boolean isAsSaid(Table table, String name, ColumnChange change) {
        Column column = requireColumn(table, name);
        Nullability now = column.nullable() ? Nullability.NULLABLE : Nullability.NOT_NULL;
        return change.newName().filter(wanted -> !wanted.equals(column.name())).isEmpty()
                && change.newType()
                        .filter(wanted -> !wanted.equals(column.type()))
                        .isEmpty()
                && change.nullability().filter(wanted -> wanted != now).isEmpty()
                && change.defaultExpression()
                        .filter(wanted ->
                                !wanted.equals(column.defaultExpression().orElse("")))
                        .isEmpty();
    }

    /** @throws ApiException COLUMN_NOT_FOUND; CANNOT_DROP_LAST_COLUMN; COLUMN_IN_PRIMARY_KEY */
    static Column requireDroppable(Table table, String name) {
        Column column = requireColumn(table, name);
        if (table.columns().size() == 1) {
            throw new ApiException(
                    ErrorCode.CANNOT_DROP_LAST_COLUMN,
                    "Column " + column.name() + " is the last one of table "
                            + table.id().name(),
                    Map.of("column_count", 1));
        }
        requireNoKey(table, column);
        return column;
    }

    private static void requireNoKey(Table table, Column column) {
        if (table.primaryKey().contains(column.name().value())) {
            throw new ApiException(
                    ErrorCode.COLUMN_IN_PRIMARY_KEY,
                    "Column " + column.name() + " belongs to the primary key; drop the primary key first",
                    Map.of("primary_key", table.primaryKey()));
        }
    }

    /** @throws ApiException UNKNOWN_COLUMN; INVALID_PRIMARY_KEY; PRIMARY_KEY_EXISTS */
    static List<Column> requireKey(Table table, List<String> names) {
        if (names.isEmpty()) {
            throw invalidKey(table, names, "A primary key has one column at least");
        }
        List<Column> key =
                names.stream().map(name -> Columns.require(table, name)).toList();
        Set<Column> seen = new HashSet<>();
        for (Column column : key) {
            if (!seen.add(column)) {
                throw invalidKey(table, names, "Primary key column '" + column.name() + "' is given twice");
            }
        }
        if (!table.primaryKey().isEmpty()) {
            throw new ApiException(
                    ErrorCode.PRIMARY_KEY_EXISTS,
                    "Table " + table.id().name() + " already has a primary key",
                    Map.of("primary_key", table.primaryKey()));
        }
        return key;
    }

    private static ApiException invalidKey(Table table, List<String> names, String message) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("primary_key", names);
        details.put("columns", Columns.names(table.columns()));
        return new ApiException(ErrorCode.INVALID_PRIMARY_KEY, message, details);
    }

    /** @throws ApiException NO_PRIMARY_KEY */
    static void requireHasKey(Table table) {
        if (table.primaryKey().isEmpty()) {
            throw new ApiException(
                    ErrorCode.NO_PRIMARY_KEY, "Table " + table.id().name() + " does not have a primary key");
        }
    }

    private static Map<String, Object> details(Table table, String name) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("column_name", name);
        details.put("existing_columns", Columns.names(table.columns()));
        return details;
    }

    private static String shown(String name) {
        return name.length() <= 128 ? name : name.substring(0, 128) + "...";
    }
}
