package io.eider.rest.result;

import io.eider.api.sql.Lexer;
import io.eider.api.sql.StatementText;
import io.eider.api.sql.Statements;
import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import io.eider.api.workspace.SqlResults;
import io.eider.rest.result.ResultWriter.Head;
import io.eider.rest.result.ResultWriter.Tail;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Answers a text with the result of one of its statements: the last that gives rows or, if none does, the last. Which one that is
 * has to be known before it runs, since rows are sent while they are read, so the first word of a statement tells, or RETURNING.
 */
public final class Answer {
    private static final Set<String> WITHOUT_ROWS = Set.of(
            "ALTER",
            "ANALYZE",
            "BEGIN",
            "CHECKPOINT",
            "COMMENT",
            "COMMIT",
            "COPY",
            "CREATE",
            "DEALLOCATE",
            "DELETE",
            "DISCARD",
            "DROP",
            "END",
            "ABORT",
            "INSERT",
            "MERGE",
            "PREPARE",
            "RELEASE",
            "RESET",
            "ROLLBACK",
            "SAVEPOINT",
            "SET",
            "START",
            "TRUNCATE",
            "UPDATE",
            "USE",
            "VACUUM");

    private final int chosen;
    private final long maxRows;

    private Answer(int chosen, long maxRows) {
        this.chosen = chosen;
        this.maxRows = maxRows;
    }

    /**
     * How a text will be answered.
     *
     * @param maxRows that are written
     * @throws io.eider.api.error.ApiException SYNTAX_ERROR
     */
    public static Answer to(String sql, long maxRows) {
        List<StatementText> statements = Statements.split(sql);
        int chosen = statements.size() - 1;
        while (chosen > 0 && !givesRows(statements.get(chosen))) {
            chosen--;
        }
        boolean isNone = statements.isEmpty() || !givesRows(statements.get(chosen));
        return new Answer(isNone ? Math.max(0, statements.size() - 1) : chosen, maxRows);
    }

    private static boolean givesRows(StatementText statement) {
        String text = statement.text();
        boolean isFirst = true;
        for (Token token : Lexer.tokens(text)) {
            if (token.kind() != TokenKind.IDENTIFIER) {
                isFirst = isFirst && (token.kind().isBlank() || text.charAt(token.start()) == '(');
                continue;
            }
            String word = token.in(text).toUpperCase(Locale.ROOT);
            if (isFirst && !WITHOUT_ROWS.contains(word) || word.equals("RETURNING")) {
                return true;
            }
            isFirst = false;
        }
        return false;
    }

    /**
     * Runs all statements and writes the one result.
     *
     * @return what the body is to end with
     */
    public Tail send(SqlResults results, ResultWriter writer) throws IOException {
        long start = System.nanoTime();
        Tail tail = new Tail(0, false, Duration.ZERO);
        int index = 0;
        while (results.nextStatement()) {
            if (index == chosen) {
                tail = send(results, writer, maxRows);
            }
            index++;
        }
        if (index <= chosen) { // an empty text
            writer.begin(new Head("", List.of(), 0));
        }
        return new Tail(tail.rows(), tail.isTruncated(), Duration.ofNanos(System.nanoTime() - start));
    }

    private static Tail send(SqlResults results, ResultWriter writer, long maxRows) throws IOException {
        Head head = new Head(results.command(), results.columns(), results.rowCount());
        writer.begin(head);
        if (head.columns().isEmpty()) {
            return new Tail(head.changedRows(), false, Duration.ZERO);
        }
        long rows = 0;
        while (results.nextChunk()) {
            int there = results.chunk().rowCount();
            int taken = (int) Math.min(there, maxRows - rows);
            if (taken > 0) {
                writer.rows(results.chunk(), taken);
                rows += taken;
            }
            if (taken < there) {
                return new Tail(rows, true, Duration.ZERO);
            }
        }
        return new Tail(rows, false, Duration.ZERO);
    }
}
