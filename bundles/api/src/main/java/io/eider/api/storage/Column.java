package io.eider.api.storage;

import io.eider.api.id.ColumnName;
import java.util.Optional;

/**
 * A column of a table.
 *
 * @param name its name
 * @param type DuckDB's text of the type, as {@code information_schema.columns} gives it
 * @param nullable whether it may hold NULL
 * @param defaultExpression SQL text of the default
 */
public record Column(ColumnName name, String type, boolean nullable, Optional<String> defaultExpression) {}
