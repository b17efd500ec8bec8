package io.eider.api.storage;

import java.util.List;
import java.util.Optional;

/**
 * What an import did.
 *
 * @param importedRows rows read from the file, without those that went to the table of rejects
 * @param tableRows rows of the table after it
 * @param tableSizeBytes length of the published file after it
 * @param warnings for people
 * @param validation what the check of the rows found; empty if the table's rows are not checked
 */
public record ImportResult(
        long importedRows,
        long tableRows,
        long tableSizeBytes,
        List<String> warnings,
        Optional<ValidationReport> validation) {
    /** Copies the list. */
    public ImportResult {
        warnings = List.copyOf(warnings);
    }

    /** Of rows that were not checked. */
    public ImportResult(long importedRows, long tableRows, long tableSizeBytes, List<String> warnings) {
        this(importedRows, tableRows, tableSizeBytes, warnings, Optional.empty());
    }
}
