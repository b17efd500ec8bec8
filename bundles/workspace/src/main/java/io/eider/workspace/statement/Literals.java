package io.eider.workspace.statement;

import io.eider.api.error.ApiException;
import io.eider.api.sql.Lexer;
import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;

/** The text of a statement without what may be secret in it. */
public final class Literals {
    private static final int MOST = 2_000;

    private Literals() {}

    /** Constants as {@code ?}, comments and line breaks as blanks, cut at 2 000 characters. */
    public static String hidden(String sql) {
        StringBuilder text = new StringBuilder();
        try {
            for (Token token : Lexer.tokens(sql)) {
                if (token.kind().isText() || token.kind() == TokenKind.NUMBER) {
                    text.append('?');
                } else if (!token.kind().isBlank()) {
                    text.append(token.in(sql));
                } else if (text.length() > 0) {
                    text.append(' ');
                }
                if (text.length() > MOST) {
                    return text.substring(0, MOST) + "...";
                }
            }
            return text.toString().strip();
        } catch (ApiException e) {
            return "(unreadable)";
        }
    }
}
