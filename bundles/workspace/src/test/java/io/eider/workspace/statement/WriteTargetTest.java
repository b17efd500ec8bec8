package io.eider.workspace.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.sql.Lexer;
import io.eider.api.sql.Token;
import io.eider.workspace.gate.Gate;
import io.eider.workspace.gate.GatedStatement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a statement names what it writes, and the text with another table there. */
class WriteTargetTest {
    private static Rewriting rewritten(String sql, String action) {
        GatedStatement statement = new Gate().check(sql).get(0);
        List<Token> tokens = Lexer.tokens(statement.text());
        List<Chain> chains = Chain.of(statement.text(), tokens);
        WriteTarget target = WriteTarget.of(statement, chains).orElseThrow();
        assertThat(target.action()).isEqualTo(action);
        assertThat(target.chain().last()).isEqualTo("t");
        return target.at("X", statement, tokens, chains);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "insert; INSERT INTO b.t VALUES (1); INSERT INTO X AS \"t\" VALUES (1)",
                "insert; insert or replace into B.\"T\" values (1); insert or replace into X AS \"t\" values (1)",
                "insert; INSERT INTO b.t AS o VALUES (1); INSERT INTO X AS o VALUES (1)",
                "insert; INSERT INTO t(a) SELECT 1; INSERT INTO X AS \"t\"(a) SELECT 1",
                "insert; INSERT INTO b.t FROM b.t; INSERT INTO X AS \"t\" FROM b.t",
                "insert; WITH q AS (SELECT 1) INSERT INTO b.t FROM q; WITH q AS (SELECT 1) INSERT INTO X AS \"t\" FROM q",
                "insert; WITH insert AS (SELECT 1), t AS (SELECT 2) INSERT INTO b.t FROM t; WITH insert AS (SELECT 1), t AS (SELECT 2) INSERT INTO X AS \"t\" FROM t",
                "update; UPDATE b.t SET a = b.t.a + 1; UPDATE X AS \"t\" SET a = t.a + 1",
                "update; UPDATE b . t SET a = b . t . a; UPDATE X AS \"t\" SET a = t . a",
                "update; UPDATE b.t x SET a = (SELECT max(b.t.a) FROM b.t); UPDATE X x SET a = (SELECT max(b.t.a) FROM b.t)",
                "update; UPDATE b.t \"set\" SET a = 1; UPDATE X \"set\" SET a = 1",
                "delete; DELETE FROM b.t; DELETE FROM X AS \"t\"",
                "delete; DELETE FROM b.t USING c.d WHERE b.t.a = d.a; DELETE FROM X AS \"t\" USING c.d WHERE t.a = d.a",
                "delete; explain analyze DELETE FROM b.t RETURNING b.t.*; explain analyze DELETE FROM X AS \"t\" RETURNING t.*",
                "delete; PREPARE p AS DELETE FROM b.t WHERE a = $1; PREPARE p AS DELETE FROM X AS \"t\" WHERE a = $1",
                "truncate; TRUNCATE b.t; TRUNCATE X",
                "truncate; TRUNCATE TABLE t; TRUNCATE TABLE X",
                "merge; MERGE INTO b.t USING s ON true WHEN MATCHED THEN DELETE; MERGE INTO X AS \"t\" USING s ON true WHEN MATCHED THEN DELETE",
                "merge; MERGE INTO b.t o USING s ON true WHEN MATCHED THEN DELETE; MERGE INTO X o USING s ON true WHEN MATCHED THEN DELETE",
            })
    void targetIsReplacedAndNothingElse(String action, String sql, String expected) {
        Rewriting rewriting = rewritten(sql, action);
        assertThat(rewriting.text()).isEqualTo(expected);
        String text = rewriting.text();
        for (int i = text.indexOf('X') + 1; i < text.length(); i++) {
            int original = rewriting.original(i);
            boolean inserted = text.startsWith(" AS \"t\"", text.indexOf('X') + 1) && i < text.indexOf('X') + 8;
            if (!inserted) {
                assertThat(sql.charAt(original)).as(i + " of " + text).isEqualTo(text.charAt(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM b.t",
                "CREATE TABLE t AS FROM b.t",
                "EXECUTE p",
                "BEGIN",
                "INSERT INTO",
                "DELETE FROM",
                "UPDATE"
            })
    void otherStatementsHaveNone(String sql) {
        GatedStatement statement = new Gate().check(sql).get(0);
        Optional<WriteTarget> target =
                WriteTarget.of(statement, Chain.of(statement.text(), Lexer.tokens(statement.text())));
        assertThat(target).isEmpty();
    }
}
