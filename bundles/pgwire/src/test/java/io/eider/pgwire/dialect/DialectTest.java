package io.eider.pgwire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.workspace.gate.Gate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {
    private static final List<String> SOUP = List.of(
            "SELECT",
            "FROM",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ",",
            ".",
            "::",
            ":",
            "*",
            "'a'",
            "'{1,2}'",
            "E'\\u0041'",
            "B'1'",
            "X'F'",
            "$1",
            "$2",
            "1.5",
            "numeric",
            "int",
            "varchar",
            "(3)",
            "ANY",
            "ALL",
            "=",
            "<>",
            "~",
            "!~",
            "SIMILAR",
            "TO",
            "LIKE",
            "NOT",
            "extract",
            "year",
            "format",
            "to_char",
            "overlay",
            "substring",
            "for",
            "UPDATE",
            "values",
            "VALUES",
            "AS",
            "x",
            "\"Q\"",
            "pg_catalog",
            "information_schema",
            "public",
            "OPERATOR",
            "COLLATE",
            "\"default\"",
            "interval",
            "'1-2'",
            "month",
            "generate_series",
            "unnest",
            "version",
            "WITH",
            "ORDINALITY",
            "CASE",
            "WHEN",
            "END",
            "ELSE",
            "CAST",
            "CREATE",
            "TABLE",
            "serial",
            "GENERATED",
            "IDENTITY",
            "DROP",
            "ALTER",
            "ADD",
            "COLUMN",
            "TYPE",
            "INDEX",
            "ON",
            "USING",
            "btree",
            "TRUNCATE",
            "RETURNING",
            "DISTINCT",
            "bytea",
            "'\\x41'",
            "timestamp",
            "time",
            "zone",
            "at",
            "array",
            "select",
            "EXISTS",
            "row",
            "null",
            "-",
            "+",
            "/",
            "double",
            "precision",
            "U&'\\0041'",
            "current_timestamp",
            "trim",
            "leading",
            "over",
            "filter",
            "within",
            "group",
            "references",
            "delete",
            "commit",
            "is",
            "from",
            "in",
            "escape");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "SELECT a, b AS c, count(*) FROM t WHERE a = 1 AND b LIKE 'x%' GROUP BY ALL ORDER BY 1 DESC LIMIT 3",
                "SELECT list_transform([1, 2], lambda x: x + 1), {'a': 1}.a, map {'k': 2}",
                "FROM t SELECT a QUALIFY row_number() OVER (PARTITION BY b) = 1",
                "INSERT INTO t (a, b) VALUES (1, 'it''s /* no comment */ ~ pg_catalog.x')",
                "WITH c AS (SELECT a FROM t) SELECT c.a FROM c JOIN d USING (a) -- pg_catalog.x ~ 'y'",
                "CREATE TABLE t (a INTEGER, b VARCHAR(3), c DECIMAL(10, 2), d DOUBLE PRECISION[])",
                "UPDATE t SET a = a + 1 WHERE b IN ('x', $$ E'\\u0041' ~ $$)",
                "SELECT \"pg_catalog ~\", \"for update\" FROM \"information_schema.x\"",
                "SELECT a::INTEGER, CAST(b AS DATE), substring(c, 1, 2), date '2020-01-01' FROM t",
                "SET search_path = 'a'",
                "DROP TABLE t",
            })
    void whatDuckDbUnderstandsStaysTheSameText(String statement) {
        assertThat(Dialect.rewrite(statement, List.of()).sql()).isSameAs(statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 ~ 'pg_catalog.x'",
                "SELECT 1 ~ $a$ E'\\u0041' pg_catalog.x $a$",
                "SELECT 1 ~ \"a ~ pg_catalog.b\"",
                "SELECT 1 /* ~ /* pg_catalog.x */ ~ */ ~ 2 -- ~ pg_catalog.y",
            })
    void textsNamesAndCommentsAreCopied(String statement) {
        int operator = statement.indexOf("*/ ~ 2") > 0 ? statement.indexOf("*/ ~ 2") + 3 : statement.indexOf('~');
        String expected = statement.substring(0, operator) + "~&" + statement.substring(operator + 1);
        assertThat(Dialect.rewrite(statement, List.of()).sql()).isEqualTo(expected);
    }

    @Test
    void declaredTypesAreCastUnlessTheTextCasts() {
        List<Optional<String>> types = List.of(Optional.of("INTEGER"), Optional.empty());
        Rewritten rewritten = Dialect.rewrite("SELECT $1, $1::text, CAST($1 AS date), $2, $3 LIMIT $1", types);
        assertThat(rewritten.sql())
                .isEqualTo("SELECT CAST($1 AS INTEGER), $1::text, CAST($1 AS date), $2, $3 LIMIT CAST($1 AS INTEGER)");
        assertThat(rewritten.parameterCount()).isEqualTo(3);
    }

    @Test
    void aStatementOnSeveralObjectsBecomesSeveral() {
        Rewritten rewritten = Dialect.rewrite("DROP TABLE IF EXISTS a, public.b, \"C\" CASCADE", List.of());
        assertThat(rewritten.first().stream().map(Rewritten::sql).map(String::strip))
                .containsExactly("DROP TABLE IF EXISTS a   CASCADE", "DROP TABLE IF EXISTS  main.b  CASCADE");
        assertThat(rewritten.sql()).endsWith("\"C\" CASCADE");
    }

    @Test
    void theGateStillRefusesWhatItRefuses() {
        Gate gate = new Gate();
        for (String denied : List.of(
                "SELECT pg_catalog.read_csv('x')",
                "SELECT * FROM pg_catalog.read_text('/etc/passwd')",
                "SELECT U&'\\0041' FROM U&\"duckdb_settings\"()",
                "SELECT pg_catalog.getenv('HOME')",
                "SELECT * FROM public.glob('*')")) {
            assertThatThrownBy(
                            () -> gate.check(Dialect.rewrite(denied, List.of()).sql()))
                    .as(denied)
                    .isInstanceOf(ApiException.class);
        }
    }

    @Test
    void anySoupOfTokensIsRewrittenOrRefusedWithAState() {
        long seed = System.nanoTime();
        System.getLogger("seed").log(System.Logger.Level.INFO, "seed " + seed);
        Random random = new Random(seed);
        int rewritten = 0;
        for (int i = 0; i < 60_000; i++) {
            StringBuilder soup = new StringBuilder();
            for (int length = random.nextInt(14); length >= 0; length--) {
                soup.append(SOUP.get(random.nextInt(SOUP.size()))).append(' ');
            }
            String text = soup.toString().strip();
            try {
                Dialect.rewrite(text, List.of(Optional.of("INTEGER")));
                Parameters.guess(text, List.of());
                OutputNames.of(text);
                rewritten++;
            } catch (ApiException e) {
                String state = e.details().get("sqlstate") instanceof String own
                        ? own
                        : e.code().sqlState();
                assertThat(state).as("seed %d: %s", seed, text).matches("[0-9A-Z]{5}");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
        assertThat(rewritten).isGreaterThan(10_000);
    }
}
