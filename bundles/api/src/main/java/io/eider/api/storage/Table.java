package io.eider.api.storage;

import io.eider.api.id.TableId;
import java.time.Instant;
import java.util.List;

/**
 * A table as the catalog knows it; no file is opened to answer.
 *
 * @param id names it
 * @param columns in order
 * @param primaryKey names of key columns in key order; empty for none
 * @param rowCount rows of the published version
 * @param sizeBytes length of the published file
 * @param version number of the published version, from 1
 * @param createdAt when the table was made
 * @param source where its rows come from
 */
public record Table(
        TableId id,
        List<Column> columns,
        List<String> primaryKey,
        long rowCount,
        long sizeBytes,
        long version,
        Instant createdAt,
        TableSource source) {
    /** Copies the lists. */
    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }
}
