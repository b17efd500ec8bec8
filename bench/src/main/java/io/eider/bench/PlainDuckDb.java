package io.eider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** What an import is compared with: the driver alone, without a server, a key or a check. */
final class PlainDuckDb {
    private PlainDuckDb() {}

    /** Opens a fresh database file, loads a CSV file into it by {@code COPY} and closes it, which writes all to the file. */
    static void copy(Path csv, Path database) throws SQLException, IOException {
        Files.deleteIfExists(database);
        Properties properties = new Properties();
        properties.setProperty("threads", Integer.toString(Machine.processors()));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database, properties);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE data (" + CsvFile.ddl() + ")");
            statement.execute("COPY data FROM '" + csv + "' (HEADER)");
        }
    }
}
