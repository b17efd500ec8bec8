package io.eider.workspace.gate;

import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import io.eider.api.sql.UnicodeSpaces;

/** Refuses notations that DuckDB reads differently from PostgreSQL, or not at all. Measured with 1.5.6. */
final class Notation {
    private static final int MAX_GROUPS = 1000;

    private Notation() {}

    static void check(Words words) {
        boolean spaces = false;
        boolean misread = false;
        int depth = 0;
        for (int i = 0; i < words.size(); i++) {
            Token token = words.token(i);
            switch (token.kind()) {
                case UNICODE_STRING, UNICODE_IDENTIFIER ->
                    throw words.unreadable(i, "Notation U& is not supported here", "Write the characters themselves.");
                case ESCAPE_STRING -> misread |= words.text(i).contains("\\'");
                case IDENTIFIER, PARAMETER -> misread |= words.text(i).contains("$");
                case DOLLAR_STRING -> misread |= !hasPlainTag(words.text(i));
                case PUNCTUATION -> depth += depthChange(words, i);
                default -> {
                    // the same for both
                }
            }
            if (depth > MAX_GROUPS) {
                throw words.refused(i, "The statement is nested too deeply", "Use fewer brackets.");
            }
            spaces |= token.kind() != TokenKind.PUNCTUATION && UnicodeSpaces.in(words.text(i));
        }
        if (spaces && misread) {
            throw words.unreadable(
                    0,
                    "A text with a Unicode space cannot stand beside \\' or a name with $",
                    "Write the quote as '', or pass the text as a parameter.");
        }
    }

    /** DuckDB turns Unicode spaces into blanks where it believes to be outside quotes; it knows ASCII tags only then. */
    private static boolean hasPlainTag(String text) {
        return text.substring(0, text.indexOf('$', 1)).chars().allMatch(c -> c < 0x80);
    }

    private static int depthChange(Words words, int index) {
        return switch (words.word(index)) {
            case "(", "[", "{" -> 1;
            case ")", "]", "}" -> -1;
            case ";" -> throw words.unreadable(index, "More than one statement", "Send one statement at a time.");
            default -> 0;
        };
    }
}
