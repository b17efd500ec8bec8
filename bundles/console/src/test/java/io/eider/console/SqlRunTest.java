package io.eider.console;

import static io.eider.console.FakeSession.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.ResultColumn;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlRunTest {
    private static final List<ResultColumn> COLUMNS =
            List.of(column("id", ColumnKind.INTEGER), column("name", ColumnKind.TEXT));
    private static final List<List<Object>> ROWS = List.of(
            List.of(1L, "a,\"b\"\u001b[31m"), Arrays.asList(null, null), List.of(12_345L, ""), List.of(4L, "d"));

    private final CommandsFixture console = WorkspaceFixture.console();
    private final FakeSession session = new FakeSession();

    @BeforeEach
    void open() {
        console.script.answer("workspaces.sessions.open", session);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void showsRowsInAGridAndMarksNull() {
        session.rows(COLUMNS, ROWS);
        assertThat(console.run("eider:sql ws_608b0b15 'SELECT 1'").lines().map(String::stripTrailing))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("    id | name"),
                        line -> assertThat(line).startsWith("-------+-"),
                        line -> assertThat(line).isEqualTo("     1 | a,\"b\"?[31m"),
                        line -> assertThat(line).isEqualTo("<null> | <null>"),
                        line -> assertThat(line).isEqualTo(" 12345 |"),
                        line -> assertThat(line).isEqualTo("     4 | d"),
                        line -> assertThat(line).matches("4 rows, [0-9,]+ ms"));
        assertThat(session.calls).containsExactly("run SELECT 1 Optional.empty", "end", "close");
        assertThat(console.script.calls)
                .last()
                .asString()
                .startsWith("workspaces.sessions.open p ws_608b0b15 SessionClient[front=console,");
    }

    @Test
    void stopsAtTheLimitAndSaysSo() {
        session.rows(COLUMNS, ROWS).rows(COLUMNS, ROWS);
        String text = console.run("eider:sql --limit 3 ws_608b0b15 'SELECT 1; SELECT 2'");
        assertThat(text).containsPattern("The first 3 rows, [0-9,]+ ms; there are more, see --limit");
        assertThat(text.lines().filter(line -> line.contains("12345"))).hasSize(2);
        assertThat(text).doesNotContain("4 | d");
    }

    @Test
    void aLimitThatIsJustReachedIsNoLimit() {
        session.rows(COLUMNS, ROWS);
        assertThat(console.run("eider:sql --limit 4 ws_608b0b15 'SELECT 1'")).contains("4 rows, ");
    }

    @Test
    void tellsWhatStatementsWithoutRowsDid() {
        session.change("CREATE TABLE", 0)
                .change("INSERT", 1)
                .change("UPDATE", 2_000)
                .rows(COLUMNS, List.of());
        assertThat(console.run("eider:sql --timeout 7 ws_608b0b15 'CREATE TABLE t ...'")
                        .replaceAll("[0-9,]+ ms", "0 ms")
                        .lines())
                .startsWith("CREATE TABLE, 0 ms", "INSERT: 1 row, 0 ms", "UPDATE: 2,000 rows, 0 ms")
                .endsWith("No rows", "0 rows, 0 ms");
        assertThat(session.calls).contains("run CREATE TABLE t ... Optional[PT7S]");
    }

    @Test
    void printsOneJsonDocumentWithTheValuesOfEachKind() {
        session.rows(
                List.of(
                        column("b", ColumnKind.BOOLEAN),
                        column("h", ColumnKind.HUGE),
                        column("d", ColumnKind.DECIMAL),
                        column("f", ColumnKind.FLOAT),
                        column("x", ColumnKind.DOUBLE),
                        column("x", ColumnKind.OTHER)),
                List.of(List.of(
                        true,
                        new BigDecimal("12345678901234567890"),
                        new BigDecimal("1.50"),
                        (double) 0.1f,
                        0.1,
                        "[1]")));
        assertThat(console.run("eider:sql --json ws_608b0b15 'SELECT 1'").replaceAll("_ms\":[0-9]+", "_ms\":0"))
                .startsWith("[{\"command\":\"SELECT\",\"columns\":[{\"name\":\"b\",\"type\":\"BOOLEAN\"},")
                .endsWith("\"rows\":[[true,12345678901234567890,1.50,0.1,0.1,\"[1]\"]],\"row_count\":1,"
                        + "\"has_more\":false,\"duration_ms\":0}]");
    }

    @Test
    void printsCsvThatTellsNullFromNothing() {
        session.change("SET", 0).rows(COLUMNS, ROWS);
        assertThat(console.run("eider:sql --csv ws_608b0b15 'SELECT 1'").lines())
                .containsExactly("id,name", "1,\"a,\"\"b\"\"\u001b[31m\"", ",", "12345,\"\"", "4,d");
    }

    @Test
    void shortensLongValuesUnlessTheyAreWanted() {
        session.rows(COLUMNS, List.of(List.of(1L, "x".repeat(100))));
        assertThat(console.run("eider:sql ws_608b0b15 'SELECT 1'")).contains("x".repeat(57) + "...");
        assertThat(console.run("eider:sql --wide ws_608b0b15 'SELECT 1'")).contains("x".repeat(100));
    }

    @Test
    void anErrorPointsIntoTheText() {
        session.change("SET", 0)
                .error(new ApiException(
                        ErrorCode.SQL_ERROR,
                        "Column prise not found",
                        Map.of("sqlstate", "42703", "position", 18, "hint", "price")));
        assertThat(console.failure("eider:sql ws_608b0b15 \"SELECT 1;\nSELECT prise FROM t\"")
                        .lines())
                .containsExactly(
                        "Error: 42703 sql_error: Column prise not found",
                        "LINE 2: SELECT prise FROM t",
                        "               ^",
                        "Hint: price");
        assertThat(session.calls).endsWith("end", "close");
    }

    @Test
    void anInterruptEndsTheStatementAndTheSession() throws Exception {
        session.endless();
        AtomicBoolean isInterrupted = new AtomicBoolean();
        Thread command =
                new Thread(() -> isInterrupted.set(console.isInterrupted("eider:sql ws_608b0b15 'SELECT endless'")));
        command.start();
        assertThat(session.running.await(30, TimeUnit.SECONDS)).isTrue();
        command.interrupt();
        assertThat(session.closed.await(30, TimeUnit.SECONDS)).isTrue();
        command.join(30_000);
        assertThat(isInterrupted).isTrue();
        assertThat(session.calls).containsExactly("run SELECT endless Optional.empty", "end", "close");
    }

    @Test
    void quotesOfTheShellKeepTheQuotesOfSql() {
        console.run("eider:sql ws_608b0b15 \"SELECT 'a b', \\\"B\\\" FROM t WHERE x = '\\$1'\"");
        console.run("eider:sql ws_608b0b15 'SELECT \"a b\", $1 FROM t'");
        assertThat(session.calls)
                .contains(
                        "run SELECT 'a b', \"B\" FROM t WHERE x = '$1' Optional.empty",
                        "run SELECT \"a b\", $1 FROM t Optional.empty");
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThat(console.failure("eider:sql --limit 0 ws_608b0b15 'SELECT 1'"))
                .contains("not 1 to 100000");
        assertThat(console.failure("eider:sql --timeout 0 ws_608b0b15 'SELECT 1'"))
                .contains("not 1 or more");
        assertThat(session.calls).isEmpty();
    }
}
