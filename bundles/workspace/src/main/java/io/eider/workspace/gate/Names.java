package io.eider.workspace.gate;

import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;

/** What a token names. */
public final class Names {
    private Names() {}

    /** Whether it may be a name (or a key word). */
    public static boolean isName(Token token) {
        return token.kind() == TokenKind.IDENTIFIER || token.kind() == TokenKind.QUOTED_IDENTIFIER;
    }

    /** The name in lower case, without quotes. */
    public static String lower(String sql, Token token) {
        String text = token.in(sql);
        return Words.lower(
                token.kind() == TokenKind.QUOTED_IDENTIFIER
                        ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                        : text);
    }
}
