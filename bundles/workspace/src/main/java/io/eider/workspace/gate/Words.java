package io.eider.workspace.gate;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.sql.Lexer;
import io.eider.api.sql.SqlErrors;
import io.eider.api.sql.StatementText;
import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tokens of a statement without blanks and comments, and a place among them that moves forward. */
final class Words {
    private final StatementText statement;
    private final int lead;
    private final List<Token> all;
    private final List<Token> tokens;
    private int at;

    /** With the number of characters that lie before the statement in the client's text. */
    Words(StatementText statement, int lead) {
        this.statement = statement;
        this.lead = lead;
        this.all = Lexer.tokens(statement.text());
        this.tokens = all.stream().filter(token -> !token.kind().isBlank()).toList();
    }

    int size() {
        return tokens.size();
    }

    int at() {
        return at;
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    /** Where a token begins, -1 for none. */
    int start(int index) {
        return index < 0 ? -1 : tokens.get(index).start();
    }

    Token token(int index) {
        return tokens.get(index);
    }

    /** The text of a token as written, empty outside the statement. */
    String text(int index) {
        return index < 0 || index >= tokens.size() ? "" : tokens.get(index).in(statement.text());
    }

    /** A key word or bare name in lower case (ASCII), or punctuation or an operator; empty for everything else. */
    String word(int index) {
        if (index < 0 || index >= tokens.size()) {
            return "";
        }
        return switch (tokens.get(index).kind()) {
            case IDENTIFIER -> lower(text(index));
            case PUNCTUATION, OPERATOR -> text(index);
            default -> "";
        };
    }

    /** The name that a token spells in lower case: quotes are taken away; empty if it is no name. */
    String name(int index) {
        if (index < 0 || index >= tokens.size()) {
            return "";
        }
        return switch (tokens.get(index).kind()) {
            case IDENTIFIER -> lower(text(index));
            case QUOTED_IDENTIFIER -> {
                String quoted = text(index);
                yield lower(quoted.substring(1, quoted.length() - 1).replace("\"\"", "\""));
            }
            default -> "";
        };
    }

    String peek() {
        return word(at);
    }

    /** Takes the next word whatever it is. */
    String next() {
        return word(at++);
    }

    /** Takes the next token if it is this word. */
    boolean take(String word) {
        boolean found = word.equals(peek());
        at += found ? 1 : 0;
        return found;
    }

    boolean takeAny(Set<String> words) {
        boolean found = words.contains(peek());
        at += found ? 1 : 0;
        return found;
    }

    /** Takes everything up to the bracket that closes the one before. */
    void skipGroup() {
        int depth = 1;
        while (!atEnd() && depth > 0) {
            switch (next()) {
                case "(", "[", "{" -> depth++;
                case ")", "]", "}" -> depth--;
                default -> {
                    // inside
                }
            }
        }
    }

    ApiException refused(int index, String message, String hint) {
        return error(ErrorCode.STATEMENT_NOT_ALLOWED, index, message, hint);
    }

    ApiException unreadable(int index, String message, String hint) {
        return error(ErrorCode.SYNTAX_ERROR, index, message, hint);
    }

    private ApiException error(ErrorCode code, int index, String message, String hint) {
        int start = index < tokens.size()
                ? tokens.get(index).start()
                : statement.text().length();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("position", lead + SqlErrors.position(statement.text(), start));
        details.put("hint", hint);
        return new ApiException(code, message, details);
    }

    /** As {@link #refused}, with PostgreSQL's code of the error. */
    ApiException failed(String sqlState, int index, String message, String hint) {
        ApiException error = error(ErrorCode.SQL_ERROR, index, message, hint);
        Map<String, Object> details = new LinkedHashMap<>(error.details());
        details.put("sqlstate", sqlState);
        return new ApiException(ErrorCode.SQL_ERROR, message, details);
    }

    /** The statement's text with blanks in place of comments. */
    String withoutComments() {
        StringBuilder text = new StringBuilder(statement.text());
        for (Token token : all) {
            if (token.kind() == TokenKind.COMMENT) {
                for (int i = token.start(); i < token.end(); i++) {
                    text.setCharAt(i, ' ');
                }
            }
        }
        return text.toString();
    }

    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + 32));
            }
        }
        return lower.toString();
    }
}
