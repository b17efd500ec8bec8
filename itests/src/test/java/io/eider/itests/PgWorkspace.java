package io.eider.itests;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.TableRef;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A new workspace as a PostgreSQL client sees it, in a project with the table {@code in_c_sales.orders}. Closing it drops
 * the project.
 */
final class PgWorkspace implements AutoCloseable {
    private final EiderProcess eider;
    private final String project;
    private final JsonNode connection;

    private PgWorkspace(EiderProcess eider, String project, JsonNode connection) {
        this.eider = eider;
        this.project = project;
        this.connection = connection;
    }

    /** Makes the project with its table, and the workspace. */
    static PgWorkspace create(EiderProcess eider, String project) {
        EiderClient client = eider.admin().createProject(project);
        client.createBucket(project, "in_c_sales");
        TableRef orders = new TableRef(project, "in_c_sales", "orders");
        client.createTable(orders, List.of("id INTEGER", "item VARCHAR", "price DECIMAL(10,2)"), List.of("id"));
        client.importCsv(orders, "id,item,price\n1,tea,2.50\n2,coffee,3.00\n").expect(200);
        JsonNode made = client.post("/projects/" + project + "/workspaces", Map.of("name", "clients"))
                .expect(201)
                .json();
        return new PgWorkspace(eider, project, made.path("connection"));
    }

    /** Where it is and who may in, in the environment variables of libpq, which other clients read too. */
    Map<String, String> environment() {
        return Map.of(
                "PGHOST", "127.0.0.1",
                "PGPORT", eider.setting("PGWIRE_PORT"),
                "PGUSER", connection.path("username").asText(),
                "PGPASSWORD", connection.path("password").asText(),
                "PGDATABASE", connection.path("database").asText());
    }

    /** A connection of pgjdbc; more settings are written {@code name=value}. */
    Connection connect(String... settings) throws SQLException {
        Map<String, String> where = environment();
        Properties properties = new Properties();
        properties.setProperty("user", where.get("PGUSER"));
        properties.setProperty("password", where.get("PGPASSWORD"));
        properties.setProperty("connectTimeout", "20");
        properties.setProperty("socketTimeout", "60");
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            properties.setProperty(parts[0], parts[1]);
        }
        String url = "jdbc:postgresql://127.0.0.1:" + where.get("PGPORT") + "/" + where.get("PGDATABASE");
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public void close() {
        eider.admin().delete("/projects/" + project).expect(204);
    }
}
