package io.eider.pgwire.dialect;

import io.eider.api.sql.TokenKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Constant texts: what they say, and how to write it for DuckDB. */
final class Literals {
    private Literals() {}

    static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** What a token says if it is one text in one piece; nothing for parameters, bit strings and continued texts. */
    static Optional<String> value(Words words, int index) {
        String text = words.text(index);
        return switch (words.kind(index)) {
            case STRING -> isContinued(text) ? Optional.empty() : Optional.of(plain(text, 1));
            case ESCAPE_STRING -> Optional.of(unescaped(words, index));
            case DOLLAR_STRING -> {
                int tag = text.indexOf('$', 1) + 1;
                yield Optional.of(text.substring(tag, text.length() - tag));
            }
            default -> Optional.empty();
        };
    }

    private static String plain(String text, int from) {
        return text.substring(from, text.length() - 1).replace("''", "'");
    }

    /** Whether it has continuation lines: a quote ends it before the last one. */
    private static boolean isContinued(String text) {
        int at = 1;
        while (at < text.length() - 1) {
            if (text.charAt(at) != '\'') {
                at++;
            } else if (text.charAt(at + 1) == '\'' && at + 1 < text.length() - 1) {
                at += 2;
            } else {
                return true;
            }
        }
        return false;
    }

    /** What {@code E'...'} says. Source: PostgreSQL manual, section 4.1.2.2. */
    static String unescaped(Words words, int index) {
        String text = words.text(index);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 2;
        while (at < text.length() - 1) {
            char c = text.charAt(at);
            if (c == '\\') {
                at = escape(words, index, at + 1, bytes);
            } else if (c == '\'' && text.charAt(at + 1) != '\'') {
                throw words.unsupported(index, "A text with escapes cannot go on in another line", "Use ||.");
            } else {
                int end = c == '\'' ? at + 2 : text.offsetByCodePoints(at, 1);
                bytes.writeBytes(text.substring(c == '\'' ? at + 1 : at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            }
        }
        return decoded(words, index, bytes.toByteArray());
    }

    private static String decoded(Words words, int index, byte[] bytes) {
        try {
            String value = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (value.indexOf(0) >= 0) {
                throw words.error("22021", index, "invalid byte sequence for encoding \"UTF8\": 0x00", "");
            }
            return value;
        } catch (CharacterCodingException e) {
            throw words.error("22021", index, "invalid byte sequence for encoding \"UTF8\"", "Use \\u escapes.");
        }
    }

    /** Writes what the escape says whose backslash stands before; returns the index after it. */
    private static int escape(Words words, int index, int at, ByteArrayOutputStream bytes) {
        String text = words.text(index);
        char c = text.charAt(at);
        switch (c) {
            case 'b' -> bytes.write('\b');
            case 'f' -> bytes.write('\f');
            case 'n' -> bytes.write('\n');
            case 'r' -> bytes.write('\r');
            case 't' -> bytes.write('\t');
            case 'u', 'U' -> {
                return unicode(words, index, at, bytes);
            }
            case 'x' -> {
                int end = digitsEnd(text, at + 1, 2, 16);
                bytes.write(end == at + 1 ? 'x' : Integer.parseInt(text.substring(at + 1, end), 16));
                return end;
            }
            default -> {
                if (c >= '0' && c <= '7') {
                    int end = digitsEnd(text, at, 3, 8);
                    bytes.write(Integer.parseInt(text.substring(at, end), 8));
                    return end;
                }
                int end = text.offsetByCodePoints(at, 1);
                bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
                return end;
            }
        }
        return at + 1;
    }

    private static int digitsEnd(String text, int from, int most, int radix) {
        int at = from;
        while (at < text.length() && at < from + most && isDigit(text.charAt(at), radix)) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c, int radix) {
        return c < 0x80 && Character.digit(c, radix) >= 0;
    }

    private static int unicode(Words words, int index, int at, ByteArrayOutputStream bytes) {
        String text = words.text(index);
        int end = unicodeEnd(words, index, at);
        int code = Integer.parseUnsignedInt(text.substring(at + 1, end), 16);
        if (code >= 0xD800 && code <= 0xDBFF && text.startsWith("\\", end) && text.startsWith("u", end + 1)) {
            int second = unicodeEnd(words, index, end + 1);
            int low = Integer.parseUnsignedInt(text.substring(end + 2, second), 16);
            code = low >= 0xDC00 && low <= 0xDFFF ? Character.toCodePoint((char) code, (char) low) : -1;
            end = second;
        }
        if (code <= 0 || code > 0x10FFFF || code >= 0xD800 && code <= 0xDFFF) {
            throw words.error("22021", index, "invalid Unicode escape value", "");
        }
        bytes.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
        return end;
    }

    private static int unicodeEnd(Words words, int index, int at) {
        String text = words.text(index);
        int digits = text.charAt(at) == 'u' ? 4 : 8;
        int end = digitsEnd(text, at + 1, digits, 16);
        if (end != at + 1 + digits) {
            throw words.error("22025", index, "invalid Unicode escape", "Unicode escapes are \\uXXXX or \\UXXXXXXXX.");
        }
        return end;
    }

    /** What {@code U&'...'} or {@code U&"..."} says with the usual escape character. */
    static String unicodeValue(Words words, int index) {
        String text = words.text(index);
        char quote = text.charAt(2);
        String body = text.substring(3, text.length() - 1).replace("" + quote + quote, "" + quote);
        StringBuilder value = new StringBuilder();
        int at = 0;
        while (at < body.length()) {
            char c = body.charAt(at);
            if (c != '\\') {
                value.append(c);
                at++;
            } else if (body.startsWith("\\", at + 1)) {
                value.append(c);
                at += 2;
            } else {
                boolean isLong = body.startsWith("+", at + 1);
                int from = isLong ? at + 2 : at + 1;
                int end = digitsEnd(body, from, isLong ? 6 : 4, 16);
                int code = end == from + (isLong ? 6 : 4) ? Integer.parseInt(body.substring(from, end), 16) : -1;
                if (code <= 0 || code > 0x10FFFF) {
                    throw words.error("22025", index, "invalid Unicode escape", "They are \\XXXX or \\+XXXXXX.");
                }
                value.appendCodePoint(code);
                at = end;
            }
        }
        return wellFormed(words, index, value.toString());
    }

    private static String wellFormed(Words words, int index, String value) {
        boolean isBroken = value.codePoints().anyMatch(code -> code >= 0xD800 && code <= 0xDFFF);
        if (isBroken || words.kind(index) == TokenKind.UNICODE_IDENTIFIER && value.isEmpty()) {
            throw words.error("22025", index, "invalid Unicode surrogate pair", "");
        }
        return value;
    }
}
