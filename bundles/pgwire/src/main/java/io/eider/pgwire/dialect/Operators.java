package io.eider.pgwire.dialect;

import java.util.Optional;

/**
 * Operators on texts. DuckDB's {@code ~} matches the whole text, PostgreSQL's a part of it; SIMILAR TO takes a regular expression
 * instead of PostgreSQL's pattern; LIKE has no escape character of itself. The operators written here are macros of the overlay.
 */
final class Operators implements Repair {
    private static final String ESCAPE = " ESCAPE '\\'";

    @Override
    public void at(Words words, int index, Edits edits) {
        switch (words.word(index)) {
            case "~", "!~" -> {
                if (words.endsOperand(index - 1)) {
                    edits.replace(index, binary(words.word(index)));
                }
            }
            case "similar" -> similar(words, index, edits);
            default -> like(words, index, edits);
        }
    }

    /** The operator of two operands that does what PostgreSQL's does. */
    static String binary(String operator) {
        return switch (operator) {
            case "~" -> "~&";
            case "!~" -> "!~&";
            default -> operator;
        };
    }

    private static void similar(Words words, int index, Edits edits) {
        if (!words.is(index + 1, "to")) {
            return;
        }
        boolean isNot = words.is(index - 1, "not");
        if (isNot) {
            edits.replace(index - 1, "");
        }
        edits.replace(index, isNot ? "!~|" : "~|");
        edits.replace(index + 1, "");
        if (words.is(index + 3, "escape")) {
            boolean isUsual =
                    Literals.value(words, index + 4).filter("\\"::equals).isPresent();
            if (!isUsual) {
                throw words.unsupported(index + 3, "SIMILAR TO knows no other escape than \\", "Leave ESCAPE out.");
            }
            edits.drop(index + 3, index + 5);
        }
    }

    /** PostgreSQL takes a backslash as escape character unless another is named. */
    private static void like(Words words, int index, Edits edits) {
        if (words.is(index - 1, ".") || words.is(index + 1, "(") || words.is(index + 2, "escape")) {
            return;
        }
        boolean isQuantified = words.is(index + 1, "any") || words.is(index + 1, "all") || words.is(index + 1, "some");
        if (isQuantified && words.is(index + 2, "(")) {
            throw words.unsupported(index, "LIKE ANY and LIKE ALL are not supported", "Join the patterns by OR.");
        }
        Optional<String> pattern = Literals.value(words, index + 1);
        boolean isAlone = !words.is(index + 2, "||") && !words.is(index + 2, "::");
        if (isAlone && pattern.isPresent() && pattern.get().contains("\\")) {
            edits.after(index + 1, ESCAPE);
        }
    }
}
