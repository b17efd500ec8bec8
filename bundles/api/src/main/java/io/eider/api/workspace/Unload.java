package io.eider.api.workspace;

import io.eider.api.id.TableId;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.ImportMode;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a workspace that become rows of a bucket's table.
 *
 * @param query what to read: one query, as a statement of the workspace
 * @param table into which table of the workspace's project
 * @param mode replace or add
 * @param dedup what to do with keys that occur twice
 * @param columns columns of the table that are taken from the query by name; empty: all
 */
public record Unload(String query, TableId table, ImportMode mode, DedupMode dedup, Optional<List<String>> columns) {}
