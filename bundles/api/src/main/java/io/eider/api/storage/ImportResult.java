package io.eider.api.storage;

import java.util.List;

/**
 * What an import did.
 *
 * @param importedRows rows read from the file
 * @param tableRows rows of the table after it
 * @param tableSizeBytes length of the published file after it
 * @param warnings for people
 */
public record ImportResult(long importedRows, long tableRows, long tableSizeBytes, List<String> warnings) {
    /** Copies the list. */
    public ImportResult {
        warnings = List.copyOf(warnings);
    }
}
