package io.eider.storage.catalog;

import io.eider.api.storage.Table;

/**
 * A row of the catalog's tables: what clients see, and what ties the row to its file.
 *
 * @param table what clients see
 * @param uid names the table for its whole life; a table of the same name made later has another
 * @param fileModifiedNanos modification time of the published file when it was recorded
 * @param broken whether the file was found missing or damaged
 */
public record StoredTable(Table table, String uid, long fileModifiedNanos, boolean broken) {}
