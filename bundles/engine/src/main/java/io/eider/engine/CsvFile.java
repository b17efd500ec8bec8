package io.eider.engine;

import io.eider.api.storage.Column;
import io.eider.api.storage.CsvOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file that DuckDB is to read with a dialect that is known: DuckDB's own detection takes a file without quotes in its
 * first rows for one that has none, and needs seconds for a wide header (docs/duckdb-notes.md).
 *
 * @param path where it lies
 * @param isGzip whether it is compressed
 * @param options how it is written
 * @param maxLineBytes longest line
 */
public record CsvFile(Path path, boolean isGzip, CsvOptions options, int maxLineBytes) {
    private static final int BUFFER = 1 << 16;

    /** DuckDB's own 16 take 500 MB before one huge field is given up; with 8 MB lines the buffer is of its usual size. */
    private static final long LINES_IN_BUFFER = 4;

    /**
     * The fields of the first line, which may span several.
     *
     * @param maxFields most fields
     * @throws UnreadableFile if it has more fields, is longer than a line may be or no CSV
     */
    public List<String> firstLine(int maxFields) throws IOException {
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = isGzip ? new GZIPInputStream(raw, BUFFER) : raw) {
            return new CsvLine(options, maxFields, maxLineBytes).read(in);
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw new UnreadableFile("the gzip stream is damaged");
        }
    }

    /**
     * The table function that reads the file.
     *
     * @param fields for each field of a line the table's column that it fills; empty: the field is not wanted
     * @return SQL for a FROM clause, with the wanted fields under their columns' names
     */
    public String source(List<Optional<Column>> fields) {
        StringJoiner columns = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < fields.size(); i++) {
            columns.add(typed(fields, i));
        }
        StringBuilder sql = new StringBuilder("read_csv(")
                .append(Sql.literal(path.toString()))
                .append(", auto_detect = false, hive_partitioning = false, header = ")
                .append(options.header() == CsvOptions.Header.PRESENT)
                .append(", delim = ")
                .append(Sql.literal(options.delimiter()))
                .append(", quote = ")
                .append(Sql.literal(options.quote()))
                .append(", escape = ")
                .append(Sql.literal(escape()))
                .append(", compression = ")
                .append(isGzip ? "'gzip'" : "'none'")
                .append(", max_line_size = ")
                .append(maxLineBytes)
                .append(", buffer_size = ")
                .append(LINES_IN_BUFFER * maxLineBytes)
                .append(", columns = ")
                .append(columns);
        if (!options.nullString().isEmpty()) {
            sql.append(", nullstr = ").append(Sql.literal(options.nullString()));
        }
        return sql.append(')').toString();
    }

    private String escape() {
        return options.escape().isEmpty() || options.quote().isEmpty() ? options.quote() : options.escape();
    }

    /** Names must differ by more than case, so fields that are not wanted get one that no column has. */
    private static String typed(List<Optional<Column>> fields, int index) {
        return fields.get(index)
                .map(column -> Sql.literal(column.name().value()) + ": " + Sql.literal(column.type()))
                .orElseGet(() -> Sql.literal("\u0001" + index) + ": 'VARCHAR'");
    }
}
