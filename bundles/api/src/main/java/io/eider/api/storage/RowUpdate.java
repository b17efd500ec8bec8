package io.eider.api.storage;

import java.util.Map;

/**
 * A change of rows.
 *
 * @param whereClause one SQL expression over the columns: which rows
 * @param values new JSON values by column
 * @param expressions new values by column as SQL expressions over the columns as they were
 */
public record RowUpdate(String whereClause, Map<String, Object> values, Map<String, String> expressions) {}
