package io.eider.workspace.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What passes the gate is what DuckDB's own parser sees: as many statements, of the same kinds, and in queries no denied
 * function and no file. Longer with {@code -Deider.fuzz=1000000}, again with {@code -Deider.fuzz.seed=...}.
 */
class GateFuzzTest {
    private static final Logger LOG = LoggerFactory.getLogger(GateFuzzTest.class);
    private static final Pattern FUNCTION = Pattern.compile("\"function_name\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final List<String> NEVER_IN_A_QUERY = List.of(
            "\"table_name\":\"pwned.csv\"",
            "\"table_name\":\"duckdb_databases\"",
            "\"table_name\":\"\\\"databases\\\"\"",
            "\"show_type\":\"SHOW");
    private static final Map<StatementKind, Set<String>> TYPES = new EnumMap<>(Map.ofEntries(
            Map.entry(StatementKind.SELECT, Set.of("SELECT")),
            Map.entry(StatementKind.SHOW, Set.of("SELECT")),
            Map.entry(StatementKind.INSERT, Set.of("INSERT")),
            Map.entry(StatementKind.UPDATE, Set.of("UPDATE")),
            Map.entry(StatementKind.DELETE, Set.of("DELETE")),
            Map.entry(StatementKind.MERGE, Set.of("MERGE")),
            Map.entry(StatementKind.CREATE, Set.of("CREATE")),
            Map.entry(StatementKind.ALTER, Set.of("ALTER")),
            Map.entry(StatementKind.COMMENT, Set.of("ALTER")),
            Map.entry(StatementKind.DROP, Set.of("DROP")),
            Map.entry(StatementKind.EXPLAIN, Set.of("EXPLAIN")),
            Map.entry(StatementKind.SET, Set.of("SET")),
            Map.entry(StatementKind.RESET, Set.of("SET")),
            Map.entry(StatementKind.BEGIN, Set.of("TRANSACTION")),
            Map.entry(StatementKind.COMMIT, Set.of("TRANSACTION")),
            Map.entry(StatementKind.ROLLBACK, Set.of("TRANSACTION")),
            Map.entry(StatementKind.PREPARE, Set.of("PREPARE")),
            Map.entry(StatementKind.EXECUTE, Set.of("EXECUTE")),
            Map.entry(StatementKind.DEALLOCATE, Set.of("DROP")),
            Map.entry(StatementKind.ANALYZE, Set.of("VACUUM")),
            Map.entry(StatementKind.CALL, Set.of("CALL"))));

    private final Gate gate = new Gate();
    private int passed;
    private int parsed;
    private int bound;
    private int queries;

    @Test
    void duckDbSeesWhatTheGateSaw() throws IOException, SQLException {
        int inputs = Integer.getInteger("eider.fuzz", 100_000);
        long seed = Long.getLong("eider.fuzz.seed", System.nanoTime());
        LOG.warn("fuzzing with {} inputs, seed {}", inputs, seed);
        SqlFragments fragments = new SqlFragments(seed);
        try (NativeParser parser = new NativeParser();
                Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                PreparedStatement serialize = connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
            parser.execute("create table t(a int, b varchar); create sequence s; create view v as select 1 as c");
            for (int i = 0; i < inputs; i++) {
                String sql = fragments.next();
                try {
                    check(sql, parser, serialize);
                } catch (AssertionError error) {
                    throw new AssertionError("seed " + seed + ", input " + i + ": " + sql, error);
                }
            }
        }
        LOG.warn("{} inputs passed, {} statements parsed, {} bound, {} queries read", passed, parsed, bound, queries);
        assertThat(passed).as("inputs that pass").isGreaterThan(inputs / 20);
        assertThat(bound).as("statements whose kind DuckDB told").isGreaterThan(inputs / 40);
        assertThat(queries).as("queries that were read").isGreaterThan(inputs / 100);
    }

    private void check(String sql, NativeParser parser, PreparedStatement serialize) throws SQLException {
        List<GatedStatement> gated;
        try {
            gated = gate.check(sql);
        } catch (ApiException refused) {
            assertThat(refused.code())
                    .isIn(ErrorCode.SYNTAX_ERROR, ErrorCode.STATEMENT_NOT_ALLOWED, ErrorCode.SQL_ERROR);
            return;
        }
        passed++;
        int count = parser.count(sql);
        boolean expands = gated.stream().anyMatch(GatedStatement::expands);
        if (count > 0 && !expands) {
            assertThat(gated).hasSize(count);
        }
        for (GatedStatement statement : gated) {
            checkOne(statement, parser, serialize);
        }
    }

    private void checkOne(GatedStatement statement, NativeParser parser, PreparedStatement serialize)
            throws SQLException {
        List<String> types = parser.parse(statement.text()).types();
        if (types.isEmpty()) {
            return;
        }
        parsed++;
        if (statement.expands() && types.size() > 1) {
            assertThat(types).isSubsetOf("TRANSACTION", "CREATE", "?");
            return;
        }
        assertThat(types).as(statement.toString()).hasSize(1);
        if (!types.get(0).equals("?")) {
            bound++;
            assertThat(TYPES.get(statement.kind())).as(statement.toString()).contains(types.get(0));
        }
        if (statement.kind() == StatementKind.SELECT) {
            checkQuery(statement, serialize);
        }
    }

    private void checkQuery(GatedStatement statement, PreparedStatement serialize) throws SQLException {
        serialize.setString(1, statement.text());
        try (ResultSet row = serialize.executeQuery()) {
            row.next();
            String tree = row.getString(1);
            queries += tree.startsWith("{\"error\":false") ? 1 : 0;
            assertThat(NEVER_IN_A_QUERY).as(statement.toString()).noneMatch(tree::contains);
            assertThat(tree.contains("TABLE_FUNCTION") && tree.contains("\"function_name\":\"histogram\""))
                    .as(statement.toString())
                    .isFalse();
            Matcher function = FUNCTION.matcher(tree);
            while (function.find()) {
                assertThat(DeniedNames.isDeniedFunction(Words.lower(function.group(1))))
                        .as("%s in %s", function.group(1), statement)
                        .isFalse();
            }
        }
    }
}
