package io.eider.bridge.jdbc;

import io.eider.bridge.sql.Names;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.BiFunction;

/** Where a session is in the target: names without a catalog mean something there. */
public final class Place {
    private final Connection target;
    private String catalog;
    private String schema;

    public Place(Connection target) {
        this.target = target;
    }

    /** After USE, SET and the like. */
    public void forget() {
        catalog = null;
    }

    /** @param meaning of names in a current catalog and schema */
    public Names names(BiFunction<String, String, Names> meaning) throws SQLException {
        if (catalog == null) {
            try (PreparedStatement statement = target.prepareStatement("SELECT current_database(), current_schema()");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                catalog = row.getString(1);
                schema = row.getString(2);
            } catch (SQLException e) {
                throw Failures.atTarget(e);
            }
        }
        return meaning.apply(catalog, schema);
    }
}
