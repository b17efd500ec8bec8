package io.eider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.stream.Collectors;

/** What an import is compared with: the driver alone, without a server, a key or a check. */
final class PlainDuckDb {
    private PlainDuckDb() {}

    /** A database file with as many threads as there are processors. */
    static Connection open(Path database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("threads", Integer.toString(Machine.processors()));
        return DriverManager.getConnection("jdbc:duckdb:" + database, properties);
    }

    /** A database file whose table {@code data} is what a query gives, and the same rows as Parquet. */
    static void fill(String query, Path parquet, Path database) throws SQLException {
        try (Connection connection = open(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE data AS " + query);
            statement.execute("COPY data TO '" + parquet + "' (FORMAT parquet)");
            statement.execute("CHECKPOINT");
        }
    }

    /** Opens a fresh database file, loads a CSV file into it by {@code COPY} and closes it, which writes all to the file. */
    static void copy(Path csv, Path database) throws SQLException, IOException {
        Files.deleteIfExists(database);
        try (Connection connection = open(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE data (" + CsvFile.ddl() + ")");
            statement.execute("COPY data FROM '" + csv + "' (HEADER)");
        }
    }

    /** A database file of its own with a PRIMARY KEY index, filled from a CSV file; stays open. */
    static Connection withIndex(Path csv, Path database) throws SQLException, IOException {
        Files.deleteIfExists(database);
        Connection connection = open(database);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE data (" + CsvFile.ddl() + ", PRIMARY KEY (" + CsvFile.KEY + "))");
            statement.execute("INSERT INTO data SELECT * FROM read_csv('" + csv + "', header = true)");
            statement.execute("CHECKPOINT");
        }
        return connection;
    }

    /** Brings the rows of a CSV file in over those of the same key, down to the file. */
    static void upsert(Connection connection, Path csv) throws SQLException {
        String changes = CsvFile.COLUMNS.keySet().stream()
                .filter(name -> !name.equals(CsvFile.KEY))
                .map(name -> name + " = excluded." + name)
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO data SELECT * FROM read_csv('" + csv + "', header = true) ON CONFLICT ("
                    + CsvFile.KEY + ") DO UPDATE SET " + changes);
            statement.execute("CHECKPOINT");
        }
    }
}
