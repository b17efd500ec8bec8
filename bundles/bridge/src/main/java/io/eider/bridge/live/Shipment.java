package io.eider.bridge.live;

import io.eider.bridge.jdbc.Failures;
import io.eider.bridge.jdbc.Parameters;
import io.eider.engine.Sql;
import io.eider.engine.link.Keeping;
import io.eider.engine.link.LinkedColumn;
import io.eider.engine.link.LinkedRows;
import io.eider.engine.link.LinkedScan;
import io.eider.engine.link.Links;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Rows that the target computes for the source. They go over while they are computed, unless they read the source themselves: its connection can do one
 * thing at a time, so then they are kept in a temporary table first.
 */
final class Shipment implements LinkedRows, AutoCloseable {
    private final Session session;
    private final List<LinkedColumn> columns;
    private final String from;
    private final String temporary;
    private final String handle;

    private Shipment(Session session, List<LinkedColumn> columns, String from, String temporary) {
        this.session = session;
        this.columns = columns;
        this.from = from;
        this.temporary = temporary;
        this.handle = Links.add(this);
    }

    static Shipment of(Session session, String query, Parameters parameters) throws SQLException {
        Connection target = session.target();
        Reads outer = session.reads().enter(false);
        String temporary = "eider_" + UUID.randomUUID().toString().replace("-", "");
        String kept = "temp.main." + temporary;
        try {
            if (parameters.isEmpty()) {
                List<LinkedColumn> columns = described(target, query);
                if (session.reads().binds() == 0) {
                    List<LinkedColumn> named = numbered(columns);
                    String names = named.stream()
                            .map(column -> Sql.identifier(column.name()))
                            .collect(Collectors.joining(", "));
                    return new Shipment(session, named, "(" + query + ") AS eider(" + names + ")", "");
                }
            }
            create(target, "CREATE TEMP TABLE " + temporary + " AS " + query, parameters);
            return new Shipment(session, described(target, "FROM " + kept), kept, kept);
        } catch (SQLException e) {
            throw Failures.atTarget(e);
        } finally {
            session.reads().end();
            session.reads().leave(outer);
        }
    }

    private static void create(Connection target, String sql, Parameters parameters) throws SQLException {
        try (PreparedStatement statement = target.prepareStatement(sql)) {
            parameters.apply(statement);
            statement.execute();
        }
    }

    private static List<LinkedColumn> described(Connection target, String query) throws SQLException {
        List<LinkedColumn> columns = new ArrayList<>();
        try (PreparedStatement statement =
                        target.prepareStatement("SELECT column_name, column_type FROM (DESCRIBE " + query + ")");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                columns.add(new LinkedColumn(rows.getString(1), rows.getString(2)));
            }
        }
        return columns;
    }

    private static List<LinkedColumn> numbered(List<LinkedColumn> columns) {
        if (SplitWrite.areUnique(columns)) {
            return columns;
        }
        List<LinkedColumn> numbered = new ArrayList<>();
        for (LinkedColumn column : columns) {
            numbered.add(new LinkedColumn("c" + numbered.size(), column.type()));
        }
        return numbered;
    }

    /** The query by which the source reads the rows. */
    String query() {
        return "SELECT " + columns.stream().map(LinkedColumn::restored).collect(Collectors.joining(", ")) + " FROM "
                + Links.FUNCTION + "(" + Sql.literal(handle) + ")";
    }

    @Override
    public Bound bind() {
        return new Bound() {
            @Override
            public List<LinkedColumn> columns() {
                return columns;
            }

            @Override
            public SQLException told(SQLException failure) {
                SQLException told = Failures.atTarget(failure);
                return Failures.marked(told.getSQLState(), told.getMessage());
            }

            @Override
            public LinkedScan open(List<LinkedColumn> wanted) throws SQLException {
                return LinkedScan.open(session.target(), LinkedScan.sql(wanted, from), Keeping.NONE, () -> {});
            }
        };
    }

    @Override
    public void close() throws SQLException {
        Links.remove(handle);
        if (!temporary.isEmpty() && session.transaction().isOpen()) {
            try (PreparedStatement statement = session.target().prepareStatement("DROP TABLE " + temporary)) {
                statement.execute();
            } catch (SQLException e) {
                // its transaction is rolled back, and it with it
            }
        }
    }
}
