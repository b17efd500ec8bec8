package io.eider.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Queries of one table, asked in turns over HTTP in a workspace and of plain DuckDB in this process.
 *
 * @param ours sum of the medians over HTTP, milliseconds
 * @param theirs sum of the medians of plain DuckDB, milliseconds
 * @param each both medians of every query
 */
record SameQueries(double ours, double theirs, String each) {
    /**
     * Asks.
     *
     * @param table its name in the workspace
     * @param plain database file with the same rows in table {@code data}
     * @param queries with {@code %s} for the table, as {@link String#format} has it
     * @param rounds that count, after one that does not
     */
    static SameQueries ask(
            Client owner, String workspace, String session, String table, Path plain, List<String> queries, int rounds)
            throws Exception {
        double ours = 0;
        double theirs = 0;
        StringBuilder each = new StringBuilder();
        try (Connection connection = PlainDuckDb.open(plain)) {
            for (String query : queries) {
                byte[] request = owner.query(workspace, session, text(query, table), "application/json");
                String sql = text(query, "data");
                Samples here = new Samples();
                Samples there = new Samples();
                for (int round = 0; round <= rounds; round++) {
                    Samples first = round == 0 ? new Samples() : here;
                    Samples second = round == 0 ? new Samples() : there;
                    first.time(() -> owner.send(request).expect(200));
                    second.time(() -> read(connection, sql));
                }
                ours += here.medianMillis();
                theirs += there.medianMillis();
                each.append(String.format(" %.0f / %.0f", here.medianMillis(), there.medianMillis()));
            }
        }
        return new SameQueries(ours, theirs, each.toString());
    }

    private static String text(String query, String table) {
        return query.replace("%s", table).replace("%%", "%");
    }

    private static void read(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                result.getObject(1);
            }
        }
    }
}
