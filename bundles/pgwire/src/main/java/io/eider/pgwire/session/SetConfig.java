package io.eider.pgwire.session;

import io.eider.api.sql.Lexer;
import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import io.eider.api.workspace.SqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The calls of {@code set_config(name, value, is_local)} in a statement. They are made before it runs, and their value stands in their place.
 * Source: PostgreSQL manual, "Configuration Settings Functions".
 *
 * @param statement the text without them, of the same length
 * @param calls in their order
 */
record SetConfig(String statement, List<Call> calls) {
    static final SetConfig NONE = new SetConfig("", List.of());
    private static final String NAME = "set_config";
    private static final int TOKENS = 8; // name ( text , text , truth )

    /** One call. */
    record Call(String name, String value, boolean isLocal) {}

    static SetConfig of(String statement) {
        if (!statement.toLowerCase(Locale.ROOT).contains(NAME)) {
            return new SetConfig(statement, List.of());
        }
        List<Token> tokens = Lexer.tokens(statement).stream()
                .filter(token -> !token.kind().isBlank())
                .toList();
        StringBuilder text = new StringBuilder(statement);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i + TOKENS <= tokens.size(); i++) {
            if (isCall(statement, tokens.subList(i, i + TOKENS))) {
                String value = unquoted(statement, tokens.get(i + 4));
                String truth = unquoted(statement, tokens.get(i + 6)).toLowerCase(Locale.ROOT);
                calls.add(new Call(
                        unquoted(statement, tokens.get(i + 2)),
                        value,
                        List.of("true", "t", "on", "1").contains(truth)));
                int start = tokens.get(isQualified(statement, tokens, i) ? i - 2 : i)
                        .start();
                int end = tokens.get(i + TOKENS - 1).end();
                String literal = tokens.get(i + 4).in(statement) + name(statement, tokens, i + TOKENS);
                text.replace(start, end, literal + " ".repeat(end - start - literal.length()));
            }
        }
        return new SetConfig(text.toString(), List.copyOf(calls));
    }

    /** As PostgreSQL calls the column, if nothing else follows. */
    private static String name(String sql, List<Token> tokens, int next) {
        boolean ends = next == tokens.size()
                || List.of(",", "from").contains(tokens.get(next).in(sql).toLowerCase(Locale.ROOT));
        return ends ? " AS " + NAME : "";
    }

    private static boolean isQualified(String sql, List<Token> tokens, int at) {
        return at >= 2
                && tokens.get(at - 1).in(sql).equals(".")
                && tokens.get(at - 2).in(sql).equalsIgnoreCase("pg_catalog");
    }

    private static boolean isCall(String sql, List<Token> tokens) {
        return tokens.get(0).in(sql).equalsIgnoreCase(NAME)
                && tokens.get(1).in(sql).equals("(")
                && tokens.get(2).kind() == TokenKind.STRING
                && tokens.get(3).in(sql).equals(",")
                && tokens.get(4).kind() == TokenKind.STRING
                && tokens.get(5).in(sql).equals(",")
                && tokens.get(7).in(sql).equals(")");
    }

    private static String unquoted(String sql, Token token) {
        String text = token.in(sql);
        return token.kind() == TokenKind.STRING
                ? text.substring(1, text.length() - 1).replace("''", "'")
                : text;
    }

    void apply(SqlSession session) {
        calls.forEach(call -> session.set(call.name(), call.value(), call.isLocal()));
    }
}
