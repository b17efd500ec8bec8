package io.eider.api.sql;

import java.util.ArrayList;
import java.util.List;

/** Cuts text into statements at every semicolon token, as PostgreSQL's server and DuckDB do. */
public final class Statements {
    private Statements() {}

    /**
     * The statements of a text in order. Empty ones are left out; comments before, after and between statements belong to
     * none. {@code sql.startsWith(statement.text(), statement.offset())} holds for each.
     *
     * @throws io.eider.api.error.ApiException SYNTAX_ERROR as {@link Lexer#tokens}
     */
    public static List<StatementText> split(String sql) {
        List<StatementText> statements = new ArrayList<>();
        int start = -1;
        int end = -1;
        for (Token token : Lexer.tokens(sql)) {
            if (token.kind().isBlank()) {
                continue;
            }
            if (token.kind() == TokenKind.PUNCTUATION && sql.charAt(token.start()) == ';') {
                if (start >= 0) {
                    statements.add(new StatementText(sql.substring(start, end), start));
                }
                start = -1;
                continue;
            }
            start = start < 0 ? token.start() : start;
            end = token.end();
        }
        if (start >= 0) {
            statements.add(new StatementText(sql.substring(start, end), start));
        }
        return List.copyOf(statements);
    }
}
