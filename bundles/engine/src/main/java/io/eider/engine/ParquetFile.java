package io.eider.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * A Parquet file that DuckDB is to read.
 *
 * @param path where it lies
 */
public record ParquetFile(Path path) {
    /**
     * The names of its columns.
     *
     * @throws DuckDbFailure if it is not a Parquet file
     */
    public List<String> columnNames(TableSession session) {
        return session.query("DESCRIBE SELECT * FROM " + source(), row -> row.getString("column_name"));
    }

    /** SQL for a FROM clause, with the columns under their own names. */
    public String source() {
        return "read_parquet(" + Sql.literal(path.toString()) + ", hive_partitioning = false)";
    }
}
