package io.eider.api.storage;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to export.
 *
 * @param format {@code csv} or {@code parquet}
 * @param compression csv: {@code gzip}; parquet: {@code gzip}, {@code zstd}, {@code snappy}; empty for none (parquet: snappy)
 * @param columns the table's columns in the order wanted; empty: all
 * @param whereFilter one SQL expression over the columns; empty: all rows
 * @param limit at most so many rows; empty: all
 */
public record ExportRequest(
        String format,
        Optional<String> compression,
        Optional<List<String>> columns,
        Optional<String> whereFilter,
        OptionalLong limit) {}
