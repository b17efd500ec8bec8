package io.eider.api.storage;

import io.eider.api.id.FileId;
import java.util.List;
import java.util.Optional;

/**
 * What to import.
 *
 * @param file a registered file of the table's project
 * @param format {@code csv} or {@code parquet}; checked after table and file
 * @param csv how the CSV is written; empty: found out by DuckDB, with a header line
 * @param mode replace or add
 * @param dedup what to do with keys that occur twice
 * @param columns the table's columns to load, taken from the file by name (by position without a header); empty: all
 */
public record ImportRequest(
        FileId file,
        String format,
        Optional<CsvOptions> csv,
        ImportMode mode,
        DedupMode dedup,
        Optional<List<String>> columns) {}
