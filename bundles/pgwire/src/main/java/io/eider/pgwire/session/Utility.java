package io.eider.pgwire.session;

import io.eider.api.sql.Lexer;
import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A statement that the front answers itself.
 *
 * @param command its first word in upper case
 * @param words all its words in lower case, names without quotes
 */
record Utility(String command, List<String> words) {
    private static final List<String> COMMANDS = List.of(
            "DISCARD",
            "CLOSE",
            "LISTEN",
            "UNLISTEN",
            "NOTIFY",
            "DECLARE",
            "FETCH",
            "MOVE",
            "COPY",
            "LOCK",
            "PREPARE",
            "EXECUTE",
            "DEALLOCATE");

    /** The statement, if it is one of them. */
    static Optional<Utility> of(String statement) {
        int end = 0;
        while (end < statement.length() && Character.isLetter(statement.charAt(end))) {
            end++;
        }
        String command = statement.substring(0, end).toUpperCase(Locale.ROOT);
        if (!COMMANDS.contains(command)) {
            return Optional.empty();
        }
        List<String> words = Lexer.tokens(statement).stream()
                .filter(token -> !token.kind().isBlank())
                .map(token -> word(statement, token))
                .toList();
        return Optional.of(new Utility(command, words));
    }

    private static String word(String statement, Token token) {
        String text = token.in(statement);
        return token.kind() == TokenKind.QUOTED_IDENTIFIER
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : text.toLowerCase(Locale.ROOT);
    }

    /** The word at a place, empty after the last. */
    String word(int at) {
        return at < words.size() ? words.get(at) : "";
    }

    /** The name that DEALLOCATE or CLOSE is about; {@code all} among them. */
    String name() {
        return command.equals("DEALLOCATE") && word(1).equals("prepare") && words.size() > 2 ? word(2) : word(1);
    }
}
