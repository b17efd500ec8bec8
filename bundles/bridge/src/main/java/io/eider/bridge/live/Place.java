package io.eider.bridge.live;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Where a session is in the target: names without a catalog mean something there. */
final class Place {
    private final Connection target;
    private String catalog;
    private String schema;

    Place(Connection target) {
        this.target = target;
    }

    /** After USE, SET and the like. */
    void forget() {
        catalog = null;
    }

    Names names(LiveBridge bridge) throws SQLException {
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
        return bridge.names(catalog, schema);
    }
}
