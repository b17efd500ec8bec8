package io.eider.pgwire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            SELECT 1 AS a, *, lower(b), t.*, count(*) FROM t | a;*;lower;*;count
            INSERT INTO t VALUES (1) RETURNING a, *, b + 1   | a;*;?column?
            DELETE FROM t RETURNING t.a AS x, now()          | x;now
            WITH c (a) AS (SELECT 1) SELECT a, 1 FROM c      | a;?column?
            (SELECT upper('a')) UNION SELECT 'b'             | upper
            VALUES (1, (2, 3), 'a')                          | column1;column2;column3
            UPDATE t SET a = 1                               |
            CREATE TABLE t (a int)                           |
            SHOW search_path                                 |
            """)
    void starsStandForAnyNumberOfColumns(String statement, String names) {
        assertThat(OutputNames.of(statement).stream().map(name -> name.isStar() ? "*" : name.name()))
                .containsExactly(names == null ? new String[0] : names.split(";"));
    }
}
