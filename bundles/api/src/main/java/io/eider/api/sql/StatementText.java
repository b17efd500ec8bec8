package io.eider.api.sql;

/**
 * One statement of a text.
 *
 * @param text from its first to its last token that is neither comment nor white space, without the semicolon
 * @param offset index of its first char (UTF-16) in the client's text
 */
public record StatementText(String text, int offset) {
    public StatementText {
        if (text.isEmpty() || offset < 0) {
            throw new IllegalArgumentException("a statement has text and a place");
        }
    }
}
