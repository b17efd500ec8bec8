package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.util.PGobject;
import org.postgresql.util.PSQLException;

/** Work as programs with pgjdbc do it, against a workspace of the built distribution. PostgreSQL 15 gives the same answers. */
@ExtendWith(SharedEider.class)
class JdbcIT {
    private static final String ENDLESS =
            "SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b";

    private static PgWorkspace workspace;

    @BeforeAll
    static void prepare(EiderProcess eider) {
        workspace = PgWorkspace.create(eider, "jdbcpg");
    }

    @AfterAll
    static void drop() {
        workspace.close();
    }

    private static void run(Connection c, String... statements) throws SQLException {
        try (Statement s = c.createStatement()) {
            for (String sql : statements) {
                s.execute(sql);
            }
        }
    }

    /** The rows, each as the texts of its values. */
    private static List<String> rows(Connection c, String sql, Object... values) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                s.setObject(i + 1, values[i]);
            }
            try (ResultSet r = s.executeQuery()) {
                List<String> rows = new ArrayList<>();
                while (r.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
                        row.add(r.getString(i));
                    }
                    rows.add(String.join("|", row.stream().map(String::valueOf).toList()));
                }
                return rows;
            }
        }
    }

    private static String stateOf(SqlAction action) {
        try {
            action.run();
        } catch (SQLException e) {
            return e.getSQLState();
        }
        throw new AssertionError("expected an error");
    }

    @Test
    void connectionTellsAboutTheServer() throws SQLException {
        try (Connection c = workspace.connect("ApplicationName=tests")) {
            assertThat(c.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
            assertThat(c.getMetaData().getDatabaseMajorVersion()).isEqualTo(15);
            assertThat(c.isValid(10)).isTrue();
            assertThat(c.getSchema()).isEqualTo("public");
            assertThat(c.getTransactionIsolation())
                    .isIn(Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(rows(c, "SHOW application_name")).containsExactly("tests");
            assertThat(c.unwrap(PGConnection.class).getBackendPID()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"preferQueryMode=simple", "preferQueryMode=extended", "prepareThreshold=-1"})
    void valuesGoAndComeBack(String mode) throws SQLException {
        try (Connection c = workspace.connect(mode)) {
            run(
                    c,
                    "DROP TABLE IF EXISTS jd_all",
                    "CREATE TABLE jd_all (i int, b bigint, s smallint, n numeric(12,2), f float8, r real, t text, d date,"
                            + " h time, ts timestamp, tz timestamptz, o bool, u uuid, y bytea, a int[], x text[])");
            List<Object> row = List.of(
                    -7,
                    1L << 50,
                    (short) 3,
                    new BigDecimal("99.90"),
                    0.1,
                    0.5f,
                    "it's \\ ä 😀 ?",
                    LocalDate.of(2024, 2, 29),
                    LocalTime.of(23, 59, 59, 999_999_000),
                    LocalDateTime.of(1969, 12, 31, 23, 59, 59, 1_000),
                    OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 0, ZoneOffset.UTC),
                    true,
                    UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
                    new byte[] {0, 1, -1});
            insertAll(c, row);
            try (Statement s = c.createStatement();
                    ResultSet r = s.executeQuery("SELECT * FROM jd_all WHERE i = -7")) {
                assertThat(r.next()).isTrue();
                assertThat(r.getInt(1)).isEqualTo(-7);
                assertThat(r.getLong(2)).isEqualTo(1L << 50);
                assertThat(r.getShort(3)).isEqualTo((short) 3);
                assertThat(r.getBigDecimal(4)).isEqualTo(new BigDecimal("99.90"));
                assertThat(r.getDouble(5)).isEqualTo(0.1);
                assertThat(r.getFloat(6)).isEqualTo(0.5f);
                assertThat(r.getString(7)).isEqualTo("it's \\ ä 😀 ?");
                assertThat(r.getObject(8, LocalDate.class)).isEqualTo(row.get(7));
                assertThat(r.getObject(9, LocalTime.class)).isEqualTo(row.get(8));
                assertThat(r.getObject(10, LocalDateTime.class)).isEqualTo(row.get(9));
                assertThat(r.getObject(11, OffsetDateTime.class)).isEqualTo(row.get(10));
                assertThat(r.getBoolean(12)).isTrue();
                assertThat(r.getObject(13)).isEqualTo(row.get(12));
                assertThat(r.getBytes(14)).isEqualTo(row.get(13));
                assertThat((Integer[]) r.getArray(15).getArray()).containsExactly(1, null, 3);
                assertThat((String[]) r.getArray(16).getArray()).containsExactly("a", "b\"c", null);
            }
            assertThat(rows(c, "SELECT * FROM jd_all WHERE i IS NULL"))
                    .containsExactly(String.join("|", java.util.Collections.nCopies(16, "null")));
            run(c, "DROP TABLE jd_all");
        }
    }

    private static void insertAll(Connection c, List<Object> row) throws SQLException {
        String insert = "INSERT INTO jd_all VALUES (?" + ", ?".repeat(15) + ")";
        try (PreparedStatement s = c.prepareStatement(insert)) {
            for (int i = 0; i < row.size(); i++) {
                s.setObject(i + 1, row.get(i));
            }
            s.setArray(15, c.createArrayOf("int4", new Object[] {1, null, 3}));
            s.setArray(16, c.createArrayOf("text", new Object[] {"a", "b\"c", null}));
            assertThat(s.executeUpdate()).isEqualTo(1);
            for (int i = 1; i <= 16; i++) {
                s.setNull(i, Types.NULL);
            }
            assertThat(s.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void otherTypesComeAsObjects() throws SQLException {
        try (Connection c = workspace.connect()) {
            try (PreparedStatement s = c.prepareStatement("SELECT ?::json, ?::interval, ?::numeric, 'NaN'::float8")) {
                PGobject json = new PGobject();
                json.setType("json");
                json.setValue("{\"a\": [1, null]}");
                s.setObject(1, json);
                s.setObject(2, "1 year 2 mons 3 days 04:05:06.5");
                s.setBigDecimal(3, new BigDecimal("123456789012345678901234.5"));
                try (ResultSet r = s.executeQuery()) {
                    assertThat(r.next()).isTrue();
                    assertThat(r.getString(1)).isEqualTo("{\"a\": [1, null]}");
                    assertThat(r.getString(2)).isEqualTo("1 year 2 mons 3 days 04:05:06.5");
                    assertThat(r.getBigDecimal(3)).isEqualTo(new BigDecimal("123456789012345678901234.5"));
                    assertThat(r.getDouble(4)).isNaN();
                }
            }
            assertThat(rows(c, "SELECT 7 / 2, 'a' || 'b', NULL, count(*) FROM in_c_sales.orders"))
                    .containsExactly("3|ab|null|2");
        }
    }

    @Test
    void columnsAreDescribedBeforeAndAfterExecution() throws SQLException {
        String sql =
                "SELECT o.id, o.price AS total, o.item, count(*) FROM in_c_sales.orders o WHERE o.id = ? GROUP BY 1, 2, 3";
        try (Connection c = workspace.connect();
                PreparedStatement s = c.prepareStatement(sql)) {
            assertThat(s.getParameterMetaData().getParameterType(1)).isEqualTo(Types.INTEGER);
            var columns = s.getMetaData();
            assertThat(columns.getColumnCount()).isEqualTo(4);
            assertThat(columns.getColumnName(2)).isEqualTo("total");
            assertThat(columns.getColumnType(2)).isEqualTo(Types.NUMERIC);
            assertThat(columns.getPrecision(2)).isEqualTo(10);
            assertThat(columns.getScale(2)).isEqualTo(2);
            assertThat(columns.getColumnTypeName(3)).isIn("varchar", "text"); // DuckDB has one type of texts
            assertThat(columns.getColumnType(4)).isEqualTo(Types.BIGINT);
            var postgres = columns.unwrap(org.postgresql.PGResultSetMetaData.class);
            assertThat(postgres.getBaseTableName(1)).isEqualTo("orders");
            assertThat(postgres.getBaseSchemaName(1)).isEqualTo("in_c_sales");
            assertThat(postgres.getBaseColumnName(2)).isEqualTo("price");
            s.setInt(1, 2);
            try (ResultSet r = s.executeQuery()) {
                assertThat(r.next()).isTrue();
                assertThat(r.getString("item")).isEqualTo("coffee");
            }
        }
    }

    @Test
    void statementsArePreparedByTheServer() throws SQLException {
        try (Connection c = workspace.connect("prepareThreshold=5");
                PreparedStatement s =
                        c.prepareStatement("SELECT item, ?::bigint FROM in_c_sales.orders WHERE id = ?")) {
            for (long i = 1; i <= 12; i++) {
                s.setLong(1, i);
                s.setInt(2, i % 2 == 0 ? 2 : 1);
                try (ResultSet r = s.executeQuery()) {
                    assertThat(r.next()).isTrue();
                    assertThat(r.getString(1)).isEqualTo(i % 2 == 0 ? "coffee" : "tea");
                    assertThat(r.getLong(2)).isEqualTo(i);
                    assertThat(r.next()).isFalse();
                }
            }
            assertThat(s.unwrap(PGStatement.class).isUseServerPrepare()).isTrue();
            assertThat(rows(c, "SELECT name FROM pg_prepared_statements")).containsExactly("S_1");
        }
    }

    @Test
    void fetchSizeReadsInParts() throws SQLException {
        try (Connection c = workspace.connect()) {
            c.setAutoCommit(false);
            try (PreparedStatement s = c.prepareStatement("SELECT g FROM generate_series(1, ?) g ORDER BY g")) {
                s.setFetchSize(100);
                s.setInt(1, 1050);
                for (int again = 0; again < 7; again++) {
                    try (ResultSet r = s.executeQuery()) {
                        int last = 0;
                        while (r.next()) {
                            assertThat(r.getInt(1)).isEqualTo(++last);
                        }
                        assertThat(last).isEqualTo(1050);
                    }
                }
                try (ResultSet one = s.executeQuery();
                        Statement other = c.createStatement();
                        ResultSet two = other.executeQuery("SELECT id FROM in_c_sales.orders ORDER BY id")) {
                    assertThat(one.next() && two.next() && two.next()).isTrue();
                    assertThat(two.getInt(1)).isEqualTo(2);
                    for (int i = 2; i <= 300; i++) {
                        assertThat(one.next()).isTrue();
                    }
                    assertThat(one.getInt(1)).isEqualTo(300);
                }
            }
            c.commit();
        }
    }

    @Test
    void maxRowsCutsTheResult() throws SQLException {
        try (Connection c = workspace.connect();
                Statement s = c.createStatement()) {
            s.setMaxRows(3);
            try (ResultSet r = s.executeQuery("SELECT g FROM generate_series(1, 1000000) g ORDER BY g")) {
                assertThat(r.next() && r.next() && r.next()).isTrue();
                assertThat(r.next()).isFalse();
            }
        }
        try (Connection c = workspace.connect()) {
            assertThat(rows(c, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void batchesInsertManyRows() throws SQLException {
        for (String mode : List.of("reWriteBatchedInserts=false", "reWriteBatchedInserts=true")) {
            try (Connection c = workspace.connect(mode)) {
                run(c, "DROP TABLE IF EXISTS jd_batch", "CREATE TABLE jd_batch (i int PRIMARY KEY, t text)");
                c.setAutoCommit(false);
                try (PreparedStatement s = c.prepareStatement("INSERT INTO jd_batch VALUES (?, ?)")) {
                    for (int i = 0; i < 1000; i++) {
                        s.setInt(1, i);
                        s.setString(2, i % 10 == 0 ? null : "t" + i);
                        s.addBatch();
                    }
                    assertThat(s.executeBatch()).hasSize(1000);
                    c.commit();
                    s.setInt(1, 5);
                    s.setString(2, "again");
                    s.addBatch();
                    assertThatThrownBy(s::executeBatch)
                            .isInstanceOf(BatchUpdateException.class)
                            .extracting(e -> ((SQLException) e).getSQLState())
                            .isEqualTo("23505");
                    c.rollback();
                }
                assertThat(rows(c, "SELECT count(*), sum(i), count(t) FROM jd_batch"))
                        .containsExactly("1000|499500|900");
                run(c, "DROP TABLE jd_batch");
                c.commit();
            }
        }
    }

    @Test
    void generatedRowsComeBack() throws SQLException {
        try (Connection c = workspace.connect()) {
            run(c, "CREATE TABLE jd_returning (id int, t text DEFAULT 'none')");
            String insert = "INSERT INTO jd_returning (id) VALUES (?)";
            try (PreparedStatement s = c.prepareStatement(insert, Statement.RETURN_GENERATED_KEYS)) {
                s.setInt(1, 4);
                assertThat(s.executeUpdate()).isEqualTo(1);
                try (ResultSet r = s.getGeneratedKeys()) {
                    assertThat(r.next()).isTrue();
                    assertThat(r.getInt("id")).isEqualTo(4);
                    assertThat(r.getString("t")).isEqualTo("none");
                }
            }
            run(c, "DROP TABLE jd_returning");
        }
    }

    @Test
    void transactionsCommitAndRollBack() throws SQLException {
        try (Connection c = workspace.connect();
                Connection other = workspace.connect()) {
            run(c, "CREATE TABLE jd_tx (i int)");
            c.setAutoCommit(false);
            run(c, "INSERT INTO jd_tx VALUES (1)");
            assertThat(rows(other, "SELECT * FROM jd_tx")).isEmpty();
            c.commit();
            run(c, "INSERT INTO jd_tx VALUES (2)");
            c.rollback();
            assertThat(rows(other, "SELECT * FROM jd_tx")).containsExactly("1");
            c.setReadOnly(true);
            assertThat(stateOf(() -> run(c, "INSERT INTO jd_tx VALUES (3)"))).isEqualTo("25006");
            c.rollback();
            c.setReadOnly(false);
            c.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(rows(c, "SHOW transaction_isolation")).containsExactly("repeatable read");
            run(c, "DROP TABLE jd_tx");
            c.commit();
        }
    }

    @Test
    void savepointsGoBackWhenNothingWasWritten() throws SQLException {
        try (Connection c = workspace.connect("autosave=always")) {
            c.setAutoCommit(false);
            assertThat(rows(c, "SELECT 1")).containsExactly("1");
            assertThat(stateOf(() -> rows(c, "SELECT * FROM jd_nothing"))).isEqualTo("42P01");
            assertThat(rows(c, "SELECT 2")).containsExactly("2");
            Savepoint savepoint = c.setSavepoint("mine");
            assertThat(rows(c, "SELECT 3")).containsExactly("3");
            c.rollback(savepoint);
            c.releaseSavepoint(c.setSavepoint());
            c.commit();
        }
    }

    @Test
    void errorsHaveStateAndPositionAndTheSessionGoesOn() throws SQLException {
        try (Connection c = workspace.connect()) {
            assertThatThrownBy(() -> rows(c, "SELECT * FROM jd_nothing WHERE 1 = ?", 1))
                    .isInstanceOfSatisfying(PSQLException.class, e -> {
                        assertThat(e.getSQLState()).isEqualTo("42P01");
                        assertThat(e.getServerErrorMessage().getPosition()).isEqualTo(15);
                        assertThat(e.getServerErrorMessage().getSeverity()).isEqualTo("ERROR");
                    });
            assertThat(stateOf(() -> rows(c, "SELECT nothing FROM in_c_sales.orders")))
                    .isEqualTo("42703");
            assertThat(stateOf(() -> rows(c, "SELEC 1"))).isEqualTo("42601");
            assertThat(stateOf(() -> rows(c, "SELECT 1 / ?", 0))).isEqualTo("22012");
            assertThat(stateOf(() -> rows(c, "SELECT no_such(1)"))).isEqualTo("42883");
            assertThat(stateOf(() -> rows(c, "SELECT 'x'::int"))).isEqualTo("22P02");
            assertThat(rows(c, "SELECT ?", 1)).containsExactly("1");
            c.setAutoCommit(false);
            assertThat(stateOf(() -> rows(c, "SELECT 1 / 0"))).isEqualTo("22012");
            assertThat(stateOf(() -> rows(c, "SELECT 1"))).isEqualTo("25P02");
            c.rollback();
            assertThat(rows(c, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void severalStatementsGiveSeveralResults() throws SQLException {
        try (Connection c = workspace.connect();
                Statement s = c.createStatement()) {
            assertThat(s.execute("SELECT 1; CREATE TABLE jd_several (i int); INSERT INTO jd_several VALUES (1), (2);"
                            + " SELECT ';' AS t; DROP TABLE jd_several"))
                    .isTrue();
            assertThat(s.getMoreResults()).isFalse();
            assertThat(s.getMoreResults()).isFalse();
            assertThat(s.getUpdateCount()).isEqualTo(2);
            assertThat(s.getMoreResults()).isTrue();
            try (ResultSet r = s.getResultSet()) {
                assertThat(r.next()).isTrue();
                assertThat(r.getString("t")).isEqualTo(";");
            }
        }
    }

    @Test
    void longQueryIsCancelledAndTimesOut() throws Exception {
        try (Connection c = workspace.connect();
                Connection other = workspace.connect();
                Statement s = c.createStatement()) {
            int pid = c.unwrap(PGConnection.class).getBackendPID();
            CompletableFuture<String> running =
                    CompletableFuture.supplyAsync(() -> stateOf(() -> s.executeQuery(ENDLESS)));
            String state = "SELECT state FROM pg_stat_activity WHERE pid = ?";
            Deadline.await("the query runs", java.time.Duration.ofSeconds(20), () -> rows(other, state, pid)
                    .equals(List.of("active")));
            s.cancel();
            assertThat(running.get(20, TimeUnit.SECONDS)).isEqualTo("57014");
            s.setQueryTimeout(1);
            assertThat(stateOf(() -> s.executeQuery(ENDLESS))).isEqualTo("57014");
            assertThat(rows(c, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void noticesBecomeWarnings() throws SQLException {
        try (Connection c = workspace.connect();
                Statement s = c.createStatement()) {
            s.execute("DROP TABLE IF EXISTS jd_nothing");
            assertThat(s.getWarnings().getMessage()).isEqualTo("table \"jd_nothing\" does not exist, skipping");
        }
    }

    @Test
    void listenIsRefusedAndSessionsAreReset() throws SQLException {
        try (Connection c = workspace.connect()) {
            assertThat(stateOf(() -> run(c, "LISTEN jd_channel"))).isEqualTo("0A000");
            run(c, "SET application_name TO 'mine'", "CREATE TEMPORARY TABLE jd_temporary (i int)", "DISCARD ALL");
            assertThat(stateOf(() -> rows(c, "SELECT * FROM jd_temporary"))).isEqualTo("42P01");
        }
    }

    @Test
    void wrongPasswordIsRefused() {
        assertThat(stateOf(() -> workspace.connect("password=wrong"))).isEqualTo("28P01");
    }

    @Test
    void timestampsAreInTheZoneOfTheClient() throws SQLException {
        try (Connection c = workspace.connect()) {
            Timestamp at = Timestamp.from(java.time.Instant.parse("2024-07-01T12:00:00Z"));
            try (PreparedStatement s = c.prepareStatement("SELECT ?::timestamptz, ?::timestamp")) {
                s.setTimestamp(1, at);
                s.setTimestamp(2, at);
                try (ResultSet r = s.executeQuery()) {
                    assertThat(r.next()).isTrue();
                    assertThat(r.getTimestamp(1)).isEqualTo(at);
                    assertThat(r.getTimestamp(2)).isEqualTo(at);
                }
            }
        }
    }

    /** What may fail. */
    private interface SqlAction {
        void run() throws SQLException;
    }
}
