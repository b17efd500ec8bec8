import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.Bridges;
import io.eider.api.bridge.LiveRegistration;
import io.eider.api.bridge.LiveTables;
import io.eider.api.bridge.Permission;
import io.eider.api.bridge.TableName;
import io.eider.api.meter.Meters;
import io.eider.bridge.DuckBridges;
import io.eider.engine.link.InstanceTarget;
import java.nio.file.Path;
import java.sql.*;
import java.util.Map;

/** Two instances of DuckDB; the second works with a table of the first. Class path: api, engine, bridge, duckdb_jdbc. */
class BridgeExample {
    public static void main(String[] arguments) throws Exception {
        Bridges bridges = new DuckBridges(Meters.NOOP);
        try (Connection source = DriverManager.getConnection("jdbc:duckdb:");
                Connection target = DriverManager.getConnection("jdbc:duckdb:");
                Statement setup = source.createStatement()) {
            setup.execute("CREATE TABLE users(id INTEGER, name VARCHAR)");
            setup.execute("INSERT INTO users VALUES (1, 'alice'), (2, 'bob')");
            try (LiveRegistration users = bridges.register("users", new LiveTables(source, "memory", "main"));
                    InstanceTarget at = InstanceTarget.of(target, Path.of("unused"));
                    Bridge bridge = bridges.open(
                            users.source(), at, "app", Map.of(TableName.of("users"), Permission.READWRITE));
                    Statement sql = bridge.connect().createStatement()) {
                sql.execute("INSERT INTO app.users VALUES (3, 'charlie')");
                sql.execute("UPDATE app.users SET name = 'Alice' WHERE id = 1");
                sql.execute("DELETE FROM app.users WHERE id = 2");
                ResultSet rows = sql.executeQuery("SELECT * FROM app.users ORDER BY id");
                while (rows.next()) {
                    System.out.println(rows.getInt("id") + " " + rows.getString("name"));
                }
            }
        }
    }
}
