package io.eider.pgwire.dialect;

import io.eider.api.sql.Identifiers;
import io.eider.api.sql.TokenKind;

/** Notations of constants that DuckDB 1.5 reads differently: {@code B''}, {@code X''}, {@code U&''}, {@code E'\\u0041'}. */
final class Texts implements Repair {
    @Override
    public void at(Words words, int index, Edits edits) {
        TokenKind kind = words.kind(index);
        if (kind == TokenKind.BIT_STRING) {
            edits.replace(index, "CAST('" + bits(words, index) + "' AS BIT)");
        } else if (kind == TokenKind.UNICODE_STRING || kind == TokenKind.UNICODE_IDENTIFIER) {
            unicode(words, index, edits);
        } else if (kind == TokenKind.ESCAPE_STRING && needsDecoding(words.text(index))) {
            edits.replace(index, Literals.quoted(Literals.unescaped(words, index)));
        }
    }

    private static boolean needsDecoding(String text) {
        return text.contains("\\u") || text.contains("\\U");
    }

    private static void unicode(Words words, int index, Edits edits) {
        if (words.is(index + 1, "uescape")) {
            throw words.unsupported(index + 1, "UESCAPE is not supported", "Write the characters themselves.");
        }
        boolean isName = words.kind(index) == TokenKind.UNICODE_IDENTIFIER;
        String value = Literals.unicodeValue(words, index);
        edits.replace(index, isName ? Identifiers.quoted(value) : Literals.quoted(value));
    }

    private static String bits(Words words, int index) {
        String text = words.text(index);
        boolean isHex = (text.charAt(0) | 0x20) == 'x';
        StringBuilder bits = new StringBuilder();
        for (int i = 2; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, isHex ? 16 : 2) : -1;
            if (digit < 0) {
                String message = "\"%s\" is not a valid %s digit".formatted(c, isHex ? "hexadecimal" : "binary");
                throw words.error("22P02", index, message, "");
            }
            String binary = Integer.toBinaryString(digit);
            bits.append("0".repeat(isHex ? 4 - binary.length() : 0)).append(binary);
        }
        if (bits.length() == 0) {
            throw words.unsupported(index, "A bit string needs at least one bit", "");
        }
        return bits.toString();
    }
}
