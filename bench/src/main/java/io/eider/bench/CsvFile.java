package io.eider.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** The rows that are loaded: the same ones in every run. */
final class CsvFile {
    /** Names and types. */
    static final Map<String, String> COLUMNS = columns();

    /** The primary key. */
    static final String KEY = "id";

    /** Prime, so that every row has its own key and the keys come in no order. */
    private static final long STEP = 1_299_709;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final LocalDateTime BEGIN = LocalDateTime.of(2024, 1, 1, 0, 0);

    private CsvFile() {}

    /**
     * Writes the file if it is not there.
     *
     * @param rows how many
     * @param keys how many different keys; the rows after them repeat the first ones
     */
    static Path write(Path directory, int rows, int keys) throws IOException {
        Path file = directory.resolve("rows-" + rows + "-" + keys + ".csv");
        if (Files.exists(file)) {
            return file;
        }
        SplittableRandom random = new SplittableRandom(42);
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            out.write(String.join(",", COLUMNS.keySet()));
            out.write('\n');
            for (int i = 0; i < rows; i++) {
                out.write(line(i % keys * STEP % keys, random));
            }
        }
        return file;
    }

    /** The columns as DuckDB's DDL has them. */
    static String ddl() {
        return COLUMNS.entrySet().stream()
                .map(column -> column.getKey() + " " + column.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String line(long id, SplittableRandom random) {
        return id
                + ",customer-" + random.nextInt(100_000)
                + ",item " + Long.toHexString(random.nextLong() >>> 24)
                + "," + random.nextInt(100_000) + "." + (10 + random.nextInt(90))
                + "," + TIME.format(BEGIN.plusSeconds(random.nextInt(50_000_000))) + "\n";
    }

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("id", "BIGINT");
        columns.put("customer", "VARCHAR");
        columns.put("item", "VARCHAR");
        columns.put("amount", "DECIMAL(12,2)");
        columns.put("ordered_at", "TIMESTAMP");
        return columns;
    }
}
