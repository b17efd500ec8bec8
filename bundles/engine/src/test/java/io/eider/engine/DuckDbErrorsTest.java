package io.eider.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.engine.DuckDbFailure.Kind;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuckDbErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC 1 | PARSER",
                "SELECT nope | BINDER",
                "SELECT * FROM nope | CATALOG",
                "SELECT 'x'::INTEGER | CONVERSION",
                "SELECT 200::TINYINT | CONVERSION",
                "SELECT 9223372036854775807::BIGINT + 1 | CONVERSION",
                "INSERT INTO t VALUES (NULL) | CONSTRAINT",
                "SELECT * FROM read_csv('/nowhere/file') | IO",
                "ATTACH '/nowhere/x/y.duckdb' | IO",
                "SELECT error('x') | INVALID_INPUT",
                "COMMIT | TRANSACTION",
            })
    void driverMessagesFallIntoTheirKinds(String sql, Kind kind) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var setup = connection.createStatement()) {
            setup.execute("CREATE TABLE t (i INTEGER NOT NULL)");
            try (var statement = connection.prepareStatement(sql)) {
                statement.execute();
                throw new AssertionError("no error for " + sql);
            } catch (SQLException e) {
                assertThat(DuckDbErrors.translate(e))
                        .isInstanceOfSatisfying(
                                DuckDbFailure.class,
                                f -> assertThat(f.kind()).as(e.getMessage()).isEqualTo(kind));
            }
        }
    }

    @Test
    void fullDiskIsTheSameEverywhere() {
        assertThat(DuckDbErrors.translate(
                        new SQLException("IO Error: Could not write file \"/x\": No space left on device")))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FULL);
                    assertThat(e.getMessage()).doesNotContain("/x");
                });
    }

    @Test
    void excerptOfTheStatementIsCutOff() {
        assertThat(DuckDbErrors.translate(new SQLException("Parser Error: bad\n\nLINE 1: SELECT secret")))
                .hasMessage("bad");
    }
}
