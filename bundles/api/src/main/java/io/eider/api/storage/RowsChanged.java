package io.eider.api.storage;

/**
 * What a change of rows did.
 *
 * @param changed rows that were added, changed or deleted
 * @param tableRows rows of the table after it
 */
public record RowsChanged(long changed, long tableRows) {}
