package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pgjdbc finds out about the objects of a workspace. PostgreSQL 15 gives the same answers. */
@ExtendWith(SharedEider.class)
class JdbcMetaDataIT {
    private static PgWorkspace workspace;
    private static Connection connection;
    private static DatabaseMetaData metaData;

    @BeforeAll
    static void prepare(EiderProcess eider) throws SQLException {
        workspace = PgWorkspace.create(eider, "jdbcmeta");
        connection = workspace.connect();
        metaData = connection.getMetaData();
        try (Statement s = connection.createStatement()) {
            s.execute("CREATE TABLE jm_sales (shop int NOT NULL, day date NOT NULL, amount numeric(12,2) DEFAULT 0,"
                    + " name text, done boolean, at timestamptz, tags text[], PRIMARY KEY (shop, day))");
            s.execute("CREATE INDEX jm_sales_amount ON jm_sales (amount)");
            s.execute("CREATE UNIQUE INDEX jm_sales_name ON jm_sales (name)");
            s.execute("CREATE VIEW jm_view AS SELECT shop, name FROM jm_sales");
            s.execute("COMMENT ON TABLE jm_sales IS 'What was sold'");
            s.execute("COMMENT ON COLUMN jm_sales.name IS 'Who sold it'");
        }
    }

    @AfterAll
    static void drop() throws SQLException {
        connection.close();
        workspace.close();
    }

    /** These columns of all rows. */
    private static List<String> columns(ResultSet result, String... names) throws SQLException {
        try (result) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (String name : names) {
                    row.add(String.valueOf(result.getString(name)));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        }
    }

    @Test
    void schemasAndCatalogsAreListed() throws SQLException {
        assertThat(columns(metaData.getSchemas(), "TABLE_SCHEM"))
                .contains("information_schema", "pg_catalog", "public", "in_c_sales");
        assertThat(columns(metaData.getSchemas(null, "in%sales"), "TABLE_SCHEM"))
                .containsExactly("in_c_sales");
        assertThat(columns(metaData.getCatalogs(), "TABLE_CAT")).contains(connection.getCatalog());
        assertThat(columns(metaData.getTableTypes(), "TABLE_TYPE")).contains("TABLE", "VIEW", "SYSTEM TABLE");
    }

    @Test
    void tablesAndViewsAreListed() throws SQLException {
        assertThat(columns(
                        metaData.getTables(null, "public", "jm%", new String[] {"TABLE", "VIEW"}),
                        "TABLE_SCHEM",
                        "TABLE_NAME",
                        "TABLE_TYPE",
                        "REMARKS"))
                .containsExactly("public|jm_sales|TABLE|What was sold", "public|jm_view|VIEW|null");
        assertThat(columns(metaData.getTables(null, "in_c_sales", null, null), "TABLE_NAME", "TABLE_TYPE"))
                .contains("orders|TABLE");
        assertThat(columns(metaData.getTables(null, null, "jm_nothing", null), "TABLE_NAME"))
                .isEmpty();
        assertThat(columns(metaData.getTables(null, "pg_catalog", "pg_class", null), "TABLE_NAME", "TABLE_TYPE"))
                .containsExactly("pg_class|SYSTEM TABLE");
    }

    @Test
    void columnsAreDescribed() throws SQLException {
        assertThat(columns(
                        metaData.getColumns(null, "public", "jm_sales", null),
                        "COLUMN_NAME",
                        "DATA_TYPE",
                        "TYPE_NAME",
                        "COLUMN_SIZE",
                        "DECIMAL_DIGITS",
                        "IS_NULLABLE",
                        "ORDINAL_POSITION",
                        "REMARKS"))
                .containsExactly(
                        "shop|4|int4|10|0|NO|1|null",
                        "day|91|date|13|0|NO|2|null",
                        "amount|2|numeric|12|2|YES|3|null",
                        "name|12|text|2147483647|0|YES|4|Who sold it",
                        "done|-7|bool|1|0|YES|5|null",
                        "at|93|timestamptz|35|6|YES|6|null",
                        "tags|2003|_text|2147483647|0|YES|7|null");
        assertThat(columns(metaData.getColumns(null, "public", "jm_sales", "amount"), "COLUMN_DEF"))
                .hasSize(1)
                .allMatch(text -> text.equals("0") || text.equals("'0'::numeric"));
        assertThat(columns(metaData.getColumns(null, "in_c_sales", "orders", "%"), "COLUMN_NAME", "TYPE_NAME"))
                .satisfiesExactly(
                        id -> assertThat(id).isEqualTo("id|int4"),
                        item -> assertThat(item).isIn("item|varchar", "item|text"), // DuckDB has one type of texts
                        price -> assertThat(price).isEqualTo("price|numeric"));
    }

    @Test
    void keysAndIndexesAreDescribed() throws SQLException {
        assertThat(columns(metaData.getPrimaryKeys(null, "public", "jm_sales"), "COLUMN_NAME", "KEY_SEQ", "PK_NAME"))
                .containsExactlyInAnyOrder("day|2|jm_sales_pkey", "shop|1|jm_sales_pkey");
        assertThat(columns(metaData.getPrimaryKeys(null, "in_c_sales", "orders"), "COLUMN_NAME", "KEY_SEQ"))
                .containsExactly("id|1");
        assertThat(columns(
                        metaData.getIndexInfo(null, "public", "jm_sales", false, true),
                        "NON_UNIQUE",
                        "INDEX_NAME",
                        "ORDINAL_POSITION",
                        "COLUMN_NAME",
                        "ASC_OR_DESC"))
                .containsExactlyInAnyOrder(
                        "f|jm_sales_name|1|name|A",
                        "f|jm_sales_pkey|1|shop|A",
                        "f|jm_sales_pkey|2|day|A",
                        "t|jm_sales_amount|1|amount|A");
        assertThat(columns(metaData.getBestRowIdentifier(null, "public", "jm_sales", 2, true), "COLUMN_NAME"))
                .containsExactlyInAnyOrder("shop", "day");
        assertThat(columns(metaData.getImportedKeys(null, "public", "jm_sales"), "FKCOLUMN_NAME"))
                .isEmpty();
        assertThat(columns(metaData.getExportedKeys(null, "public", "jm_sales"), "FKCOLUMN_NAME"))
                .isEmpty();
        assertThat(columns(metaData.getCrossReference(null, null, "jm_sales", null, null, "jm_view"), "FK_NAME"))
                .isEmpty();
    }

    @Test
    void typesAreListed() throws SQLException {
        assertThat(columns(metaData.getTypeInfo(), "TYPE_NAME", "DATA_TYPE"))
                .contains(
                        "int4|4",
                        "int8|-5",
                        "text|12",
                        "numeric|2",
                        "bool|-7",
                        "timestamptz|93",
                        "uuid|1111",
                        "_int4|2003");
    }

    @Test
    void whatThereIsNotIsAnEmptyList() throws SQLException {
        assertThat(columns(metaData.getProcedures(null, "public", "%"), "PROCEDURE_NAME"))
                .isEmpty();
        assertThat(columns(metaData.getFunctions(null, "pg_catalog", "pg_table_is_visible"), "FUNCTION_NAME"))
                .containsExactly("pg_table_is_visible");
        assertThat(columns(metaData.getTablePrivileges(null, "public", "jm_sales"), "PRIVILEGE"))
                .contains("SELECT", "INSERT");
        assertThat(columns(metaData.getColumnPrivileges(null, "public", "jm_sales", "shop"), "PRIVILEGE"))
                .contains("SELECT", "INSERT");
        assertThat(columns(metaData.getClientInfoProperties(), "NAME")).contains("ApplicationName");
        assertThat(metaData.getSQLKeywords()).contains("analyse");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SELECT o.item, p.v AS x FROM in_c_sales.orders o JOIN own p ON p.id = o.id; orders.item own.v",
                "SELECT * FROM in_c_sales.orders o, own; orders.id orders.item orders.price own.id own.v",
                "SELECT own.*, o.id, o.price + 1 FROM own LEFT JOIN in_c_sales.orders AS o ON (o.id = own.id); own.id own.v orders.id -",
                "SELECT item, v, id FROM in_c_sales.orders JOIN own USING (id); orders.item own.v -",
                "SELECT o.id, s.n, v FROM in_c_sales.orders o, (SELECT 1 AS n) s, own; orders.id - -",
                "SELECT a.v, b.v FROM own a CROSS JOIN own b WHERE a.id = 1 ORDER BY b.v; own.v own.v",
                "SELECT o.\"Item\", max(v) FROM in_c_sales.orders o INNER JOIN own ON own.id = o.id GROUP BY 1; orders.item -",
                "SELECT id FROM own UNION SELECT id FROM in_c_sales.orders; -",
                "SELECT g, v FROM generate_series(1, 2) g, own; - -"
            })
    void columnsOfJoinsSayWhereTheyAreFrom(String sql, String expected) throws SQLException {
        try (Connection c = workspace.connect()) {
            c.createStatement().execute("CREATE OR REPLACE TABLE own (id INTEGER, v VARCHAR)");
            var columns = c.prepareStatement(sql).getMetaData().unwrap(org.postgresql.PGResultSetMetaData.class);
            List<String> origins = new ArrayList<>();
            for (int i = 1; i <= expected.split(" ").length; i++) {
                String table = columns.getBaseTableName(i);
                origins.add(table.isEmpty() ? "-" : table + "." + columns.getBaseColumnName(i));
            }
            assertThat(origins).containsExactly(expected.split(" "));
        }
    }
}
