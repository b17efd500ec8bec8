package io.eider.pgwire.dialect;

import io.eider.api.sql.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Arrays written as text: {@code '{1,2}'}. Source: PostgreSQL manual, section 8.15.2. */
final class ArrayTexts implements Repair {
    /** {@code = ANY('{a,b}')} and {@code <> ALL('{a,b}')}: the elements take the type of the other operand. */
    @Override
    public void at(Words words, int index, Edits edits) {
        if (words.is(index, "any") && isColumnInColumn(words, index)) {
            int first = start(words, index - 2);
            edits.before(first, "list_contains(" + edits.text(index + 2, words.partner(index + 1)) + ", ");
            edits.replace(index - 1, ")");
            edits.drop(index, words.partner(index + 1) + 1);
            return;
        }
        boolean isText = words.is(index + 1, "(") && words.kind(index + 2).isText() && words.is(index + 3, ")");
        Optional<List<String>> elements =
                isText ? Literals.value(words, index + 2).flatMap(ArrayTexts::elements) : Optional.empty();
        if (elements.isEmpty() || words.kind(index - 1) != TokenKind.OPERATOR) {
            return;
        }
        boolean isAll = words.is(index, "all");
        String operator = words.word(index - 1);
        if (operator.equals("=") && !isAll || isAll && (operator.equals("<>") || operator.equals("!="))) {
            edits.replace(index - 1, isAll ? "NOT IN" : "IN");
            edits.replace(index, "");
            edits.replace(
                    index + 2,
                    elements.get().isEmpty() ? "SELECT NULL WHERE false" : String.join(", ", elements.get()));
        } else {
            edits.replace(index + 2, list(elements.get()));
        }
    }

    /** {@code a.x = ANY(b.list)}: DuckDB makes a query of it, which may not stand in the condition of an outer join. */
    private static boolean isColumnInColumn(Words words, int index) {
        if (!words.is(index - 1, "=") || !words.is(index + 1, "(") || !isName(words, index - 2)) {
            return false;
        }
        int close = words.partner(index + 1);
        for (int i = index + 2; i < close; i++) {
            boolean fits = (i - index) % 2 == 0 ? isName(words, i) : words.is(i, ".");
            if (!fits) {
                return false;
            }
        }
        return close < words.size() && (close - index) % 2 == 1;
    }

    private static boolean isName(Words words, int index) {
        TokenKind kind = index < 0 || index >= words.size() ? TokenKind.PUNCTUATION : words.kind(index);
        return kind == TokenKind.QUOTED_IDENTIFIER || kind == TokenKind.IDENTIFIER && !words.is(index, "select");
    }

    private static int start(Words words, int last) {
        int first = last;
        while (words.is(first - 1, ".") && isName(words, first - 2)) {
            first -= 2;
        }
        return first;
    }

    /** The same as a list of texts for DuckDB; nothing if it is not written as an array. */
    static Optional<String> list(String text) {
        return elements(text).map(ArrayTexts::list);
    }

    private static String list(List<String> elements) {
        return "ARRAY[" + String.join(", ", elements) + "]";
    }

    private static Optional<List<String>> elements(String text) {
        String trimmed = text.strip();
        if (!trimmed.startsWith("{")) {
            return Optional.empty();
        }
        Reader reader = new Reader(trimmed);
        Optional<List<String>> read = reader.braces(0);
        return read.filter(elements -> reader.at == trimmed.length());
    }

    /** Reads elements as literals for DuckDB, arrays in arrays as lists. */
    private static final class Reader {
        private static final int MAX_DIMENSIONS = 6;
        private final String text;
        private int at;

        private Reader(String text) {
            this.text = text;
        }

        private Optional<List<String>> braces(int depth) {
            List<String> elements = new ArrayList<>();
            at++;
            skipSpaces();
            if (take('}')) {
                return Optional.of(elements);
            }
            while (at < text.length() && depth < MAX_DIMENSIONS) {
                skipSpaces();
                Optional<String> element = text.startsWith("{", at)
                        ? braces(depth + 1).map(ArrayTexts::list)
                        : text.startsWith("\"", at) ? quotedElement() : bareElement();
                if (element.isEmpty()) {
                    return Optional.empty();
                }
                elements.add(element.get());
                skipSpaces();
                if (take('}')) {
                    return Optional.of(elements);
                }
                if (!take(',')) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        }

        private Optional<String> quotedElement() {
            StringBuilder value = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 1 : 0;
                if (at < text.length()) {
                    value.append(text.charAt(at));
                }
                at++;
            }
            return take('"') ? Optional.of(Literals.quoted(value.toString())) : Optional.empty();
        }

        private Optional<String> bareElement() {
            StringBuilder value = new StringBuilder();
            boolean isEscaped = false;
            while (at < text.length() && ",{}\"".indexOf(text.charAt(at)) < 0) {
                boolean isEscape = text.charAt(at) == '\\' && at + 1 < text.length();
                isEscaped |= isEscape;
                at += isEscape ? 1 : 0;
                value.append(text.charAt(at));
                at++;
            }
            String element = value.toString().strip();
            if (element.isEmpty()) {
                return Optional.empty();
            }
            boolean isNull = element.equalsIgnoreCase("null") && !isEscaped;
            return Optional.of(isNull ? "NULL" : Literals.quoted(element));
        }

        private void skipSpaces() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private boolean take(char c) {
            boolean found = at < text.length() && text.charAt(at) == c;
            at += found ? 1 : 0;
            return found;
        }
    }
}
