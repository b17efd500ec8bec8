package io.eider.pgwire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            SELECT $1                                  | VARCHAR
            SELECT $1 + 1                              | INTEGER
            SELECT 3000000000 * $1                     | BIGINT
            SELECT $1 / 1.5                            | DECIMAL(38,9)
            SELECT $1 > 1e3                            | DOUBLE
            SELECT $1 > -5                             | INTEGER
            SELECT $1 ~~ x FROM t                      | VARCHAR
            SELECT x ~* $1 FROM t                      | VARCHAR
            SELECT a FROM t WHERE a = ANY($1)          | VARCHAR[]
            SELECT a FROM t WHERE a::int = ANY($1)     | INTEGER[]
            SELECT a FROM t WHERE 5 <> ALL($1)         | INTEGER[]
            SELECT a FROM t LIMIT $1 OFFSET $2         | BIGINT,BIGINT
            SELECT $1::timestamp with time zone        | TIMESTAMPTZ
            SELECT CAST($1 AS double precision)        | DOUBLE
            SELECT $1::pg_catalog.int8[]               | BIGINT[]
            SELECT $1 = true                           | BOOLEAN
            SELECT $1 < current_date                   | DATE
            SELECT $1 - date '2020-01-01'              | DATE
            SELECT $1 = a::numeric FROM t              | DECIMAL(38,9)
            SELECT a::uuid = $1 FROM t                 | UUID
            SELECT $1::int, $2 + $1                    | INTEGER,INTEGER
            SELECT $2                                  | VARCHAR,VARCHAR
            SELECT $1 IS NULL OR $1 = 3                | INTEGER
            INSERT INTO t SELECT $1, $2 LIKE 'x'       | VARCHAR,VARCHAR
            SELECT 1                                   |
            """)
    void typesAreGuessedFromTheText(String statement, String types) {
        String expected = types == null ? "" : types;
        assertThat(String.join(
                        ",",
                        Parameters.guess(statement, List.of()).stream()
                                .map(Optional::orElseThrow)
                                .toList()))
                .isEqualTo(expected);
    }

    @Test
    void whatDuckDbKnowsStays() {
        assertThat(Parameters.guess("SELECT $1 + 1, $2 || 'x'", List.of(Optional.of("HUGEINT"))))
                .containsExactly(Optional.of("HUGEINT"), Optional.of("VARCHAR"));
    }

    @Test
    void besideAColumnAParameterTakesTheTypeOfTheColumn() throws Exception {
        try (PostgresLikeDuckDb duckDb = new PostgresLikeDuckDb()) {
            duckDb.run("CREATE TABLE t (a smallint, b double precision)");
            String statement = "SELECT a - $1, $2 * t.b, b / $3, abs(b) % $4 FROM t";
            assertThat(known(duckDb, statement).stream().map(Optional::orElseThrow))
                    .containsExactly("SMALLINT", "DOUBLE", "DOUBLE", "DOUBLE");
        }
    }

    @Test
    void aParameterHasANumberFromOneOn() {
        for (String wrong : List.of("SELECT $0", "SELECT $65536", "SELECT $99999999999999", "SELECT $name")) {
            assertThatThrownBy(() -> Dialect.rewrite(wrong, List.of()))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.details()).containsEntry("sqlstate", "42P02"));
        }
    }

    @Test
    void withGuessedTypesDuckDbKnowsTheColumns() throws Exception {
        try (PostgresLikeDuckDb duckDb = new PostgresLikeDuckDb()) {
            duckDb.run("CREATE TABLE t (a int, b text, c timestamp)");
            for (String statement : List.of(
                    "SELECT $1, $1 || b FROM t",
                    "SELECT a + $1 FROM t WHERE a = ANY($2::int[])",
                    "SELECT $1 * t.a, (a + 1) / $2 FROM t",
                    "SELECT $1 + 1, $2 IS NULL",
                    "SELECT date_trunc($1, c) FROM t",
                    "INSERT INTO t (a, b) SELECT $1::int, $2 RETURNING a",
                    "SELECT a FROM t WHERE b LIKE $1 AND b ~ $2 LIMIT $3")) {
                String typed = Dialect.rewrite(statement, Parameters.guess(statement, known(duckDb, statement)))
                        .sql();
                try (PreparedStatement prepared = duckDb.prepare(typed)) {
                    assertThat(prepared.getMetaData().getColumnTypeName(1))
                            .as(typed)
                            .isNotEqualTo("UNKNOWN");
                }
            }
        }
    }

    /** What DuckDB's driver says: INVALID is nothing. */
    private static List<Optional<String>> known(PostgresLikeDuckDb duckDb, String statement) throws Exception {
        List<Optional<String>> types = new ArrayList<>();
        try (PreparedStatement prepared =
                duckDb.prepare(Dialect.rewrite(statement, List.of()).sql())) {
            ParameterMetaData parameters = prepared.getParameterMetaData();
            for (int i = 1; i <= parameters.getParameterCount(); i++) {
                String type = parameters.getParameterTypeName(i);
                types.add(Optional.of(type).filter(name -> !name.equals("INVALID") && !name.equals("UNKNOWN")));
            }
        }
        return types;
    }
}
