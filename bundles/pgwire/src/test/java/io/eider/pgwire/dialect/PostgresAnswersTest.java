package io.eider.pgwire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Runs the statements of {@code answers.txt} through the rewriter and DuckDB, in their order. Below each stands what PostgreSQL
 * 15.18 answered: {@code =} rows, {@code :} names of the columns, {@code !} SQLSTATE; or {@code ~} the SQLSTATE with which it is
 * refused here.
 */
class PostgresAnswersTest {
    private record Case(String sql, String rows, String names, String failure) {}

    @Test
    void rowsNamesAndErrorsAreThoseOfPostgresql() throws Exception {
        List<String> wrong = new ArrayList<>();
        List<Case> cases = cases();
        try (PostgresLikeDuckDb duckDb = new PostgresLikeDuckDb()) {
            for (Case each : cases) {
                String answer = answer(duckDb, each);
                String expected = each.failure == null ? each.rows : each.failure;
                if (!expected.equals(answer)) {
                    wrong.add(each.sql + " gave " + answer + " instead of " + expected);
                }
                if (each.names != null && !each.names.equals(names(each.sql))) {
                    wrong.add(each.sql + " is called " + names(each.sql) + " instead of " + each.names);
                }
            }
        }
        assertThat(cases).hasSizeGreaterThan(200);
        assertThat(wrong).isEmpty();
    }

    private static String answer(PostgresLikeDuckDb duckDb, Case each) {
        try {
            return duckDb.run(each.sql);
        } catch (ApiException e) {
            return String.valueOf(e.details().get("sqlstate"));
        } catch (SQLException e) {
            return e.getMessage().contains("\"division by zero\"") ? "22012" : e.getMessage();
        }
    }

    private static String names(String sql) {
        return String.join(
                ", ", OutputNames.of(sql).stream().map(OutputName::name).toList());
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = PostgresAnswersTest.class.getResourceAsStream("answers.txt")) {
            String sql = null;
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String value = line.length() > 6 ? line.substring(6) : "";
                if (!line.startsWith("    ")) {
                    sql = line;
                } else if (line.startsWith("    : ")) {
                    Case last = cases.remove(cases.size() - 1);
                    cases.add(new Case(last.sql, last.rows, value, last.failure));
                } else {
                    cases.add(new Case(sql, value, null, line.startsWith("    =") ? null : value));
                }
            }
        }
        return cases;
    }
}
