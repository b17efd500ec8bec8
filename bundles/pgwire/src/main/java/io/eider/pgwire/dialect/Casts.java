package io.eider.pgwire.dialect;

import io.eider.api.sql.TokenKind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Types where a statement names them: after {@code ::}, in CAST, before a text, in the definition of a column. */
final class Casts implements Repair {
    private static final int MAX_PRECISION = 38;
    /** The scale of a NUMERIC that has none: as many digits before the point as after it are of use. */
    private static final int SCALE = 9;

    private static final Set<String> NO_MODIFIER = Set.of("timestamptz", "timetz", "time", "interval", "varbit");

    @Override
    public void at(Words words, int index, Edits edits) {
        if (words.is(index, "::")) {
            TypeName type = TypeName.read(words, index + 1);
            if (type.isThere()) {
                operand(words, index - 1, index, type, edits);
                column(words, type, edits);
                int start = Operands.start(words, index);
                cut(words, start, type, type.end() - 1, edits);
                if (isText(words, type) && isOfInterval(words, start, index)) {
                    edits.before(start, "_text(");
                    edits.drop(index, type.end());
                    edits.after(index - 1, ")");
                }
            }
        } else if (words.is(index + 1, "(") && (words.is(index, "cast") || words.is(index, "try_cast"))) {
            cast(words, index, edits);
        } else if (words.kind(index + 1).isText() && !words.is(index - 1, "::")) {
            TypeName type = TypeName.read(words, index);
            operand(words, index + 1, index + 2, type, edits);
            column(words, type, edits);
        }
    }

    private static boolean isText(Words words, TypeName type) {
        return type.name().equals("text") && !type.isArray() && words.kind(type.base()) == TokenKind.IDENTIFIER;
    }

    /** Whether an operand names the type of intervals, whose texts are others than DuckDB's. */
    private static boolean isOfInterval(Words words, int from, int to) {
        for (int i = from; i < to; i++) {
            if (words.is(i, "interval")) {
                return true;
            }
        }
        return false;
    }

    private static void cast(Words words, int index, Edits edits) {
        int close = words.partner(index + 1);
        for (int i = index + 2; i < close && i < words.size(); i = words.after(i)) {
            TypeName type = words.is(i, "as") ? TypeName.read(words, i + 1) : null;
            if (type != null && type.end() == close) {
                operand(words, index + 2, i, type, edits);
                column(words, type, edits);
                cut(words, index, type, close, edits);
                return;
            }
        }
    }

    /** A constant text that becomes this type. */
    private static void operand(Words words, int from, int to, TypeName type, Edits edits) {
        if (from < 0 || to != from + 1) {
            return;
        }
        Optional<String> value = Literals.value(words, from);
        if (type.isArray()) {
            value.flatMap(ArrayTexts::list).ifPresent(list -> array(words, from, list, type, edits));
        } else if (type.name().equals("bytea")) {
            value.ifPresent(text -> edits.replace(from, Literals.quoted(bytes(words, from, text))));
        } else if (type.name().equals("interval")) {
            value.ifPresent(text -> interval(words, from, text, type, edits));
        } else if (type.name().equals("numeric") && type.modifier() < 0 && !edits.isReplaced(type.base())) {
            String number = value.orElse(words.kind(from) == TokenKind.NUMBER ? words.text(from) : "");
            edits.replace(type.base(), numeric(scale(number)));
        }
    }

    private static void array(Words words, int index, String list, TypeName type, Edits edits) {
        int dimensions = 0;
        while (list.startsWith("ARRAY[", dimensions * "ARRAY[".length())) {
            dimensions++;
        }
        edits.replace(index, list);
        dimensions(words, type, dimensions, edits);
    }

    /** PostgreSQL's arrays have any number of dimensions, whatever their type says. */
    private static void dimensions(Words words, TypeName type, int dimensions, Edits edits) {
        int written = 0;
        for (int i = type.array(); i < type.end(); i++) {
            written += words.is(i, "[") || words.is(i, "array") && !words.is(i + 1, "[") ? 1 : 0;
        }
        if (dimensions > written) {
            edits.after(type.end() - 1, "[]".repeat(dimensions - written));
        }
    }

    /**
     * Gives the type that a parameter is cast to the dimensions or the scale that its value has.
     *
     * @param duckType of the value
     */
    static void shape(Words words, int parameter, String duckType, Edits edits) {
        TypeName type = TypeName.read(words, parameter + 2); // behind :: or AS
        if (type.isArray()) {
            dimensions(words, type, (int) duckType.chars().filter(c -> c == '[').count(), edits);
        } else if (type.name().equals("numeric") && type.modifier() < 0 && duckType.startsWith("DECIMAL(")) {
            edits.replace(type.base(), duckType);
        }
    }

    private static void interval(Words words, int index, String text, TypeName type, Edits edits) {
        String fields = lastField(words, type);
        String plain = Intervals.plain(words, index, text, fields);
        if (!plain.equals(text)) {
            edits.replace(index, Literals.quoted(plain));
        }
    }

    private static String lastField(Words words, TypeName type) {
        int last = type.array() - 1;
        last = words.is(last, ")") ? words.partner(last) - 1 : last;
        return last > type.base() ? words.word(last) : "";
    }

    private static int scale(String number) {
        int point = number.indexOf('.');
        boolean isPlain = number.chars().allMatch(c -> c == '.' || c == '-' || c >= '0' && c <= '9');
        if (!isPlain) {
            return SCALE;
        }
        if (point < 0) { // a long one needs the digits behind the point
            return Math.max(0, Math.min(SCALE, MAX_PRECISION - number.length()));
        }
        return Math.min(MAX_PRECISION - 1, Math.max(SCALE, number.length() - point - 1));
    }

    private static String numeric(int scale) {
        return "DECIMAL(" + MAX_PRECISION + "," + scale + ")";
    }

    /** Writes a type as DuckDB has it. */
    static void column(Words words, TypeName type, Edits edits) {
        boolean isBare = words.kind(type.base()) == TokenKind.IDENTIFIER;
        if (type.name().equals("numeric") && isBare) {
            numeric(words, type, edits);
        } else if (type.name().equals("jsonb")) {
            edits.replace(type.base(), "JSON");
        } else if (type.name().equals("varbit")) {
            edits.drop(type.base(), type.array());
            edits.replace(type.base(), "BIT");
        } else if (NO_MODIFIER.contains(type.name()) && type.modifier() >= 0 && isBare) {
            edits.drop(type.modifier(), words.partner(type.modifier()) + 1);
        }
        if (type.name().equals("interval") && isBare) {
            edits.drop(type.base() + 1, type.array());
        }
    }

    private static void numeric(Words words, TypeName type, Edits edits) {
        if (type.modifier() < 0) {
            if (!edits.isReplaced(type.base())) {
                edits.replace(type.base(), numeric(SCALE));
            }
        } else if (type.length(words) > MAX_PRECISION) {
            throw words.unsupported(
                    type.modifier() + 1,
                    "NUMERIC precision " + type.length(words) + " is over " + MAX_PRECISION,
                    "A precision is at most " + MAX_PRECISION + " here.");
        }
    }

    /** DuckDB does not keep to the length of VARCHAR(3); a cast to it cuts in PostgreSQL. */
    private static void cut(Words words, int from, TypeName type, int last, Edits edits) {
        boolean isBare = words.kind(type.base()) == TokenKind.IDENTIFIER;
        boolean isText = type.name().equals("varchar") || type.name().equals("bpchar");
        if (!isText || !isBare || type.isArray() || words.is(type.base(), "bpchar")) {
            return;
        }
        int length = type.name().equals("bpchar") && type.modifier() < 0 ? 1 : type.length(words);
        if (length > 0) {
            edits.before(from, "left(");
            edits.after(last, ", " + length + ")");
        }
    }

    /** A text for BYTEA as DuckDB writes BLOBs: every byte that is not plain as {@code \xHH}. */
    private static String bytes(Words words, int index, String text) {
        StringBuilder blob = new StringBuilder();
        if (text.startsWith("\\x")) {
            String hex = text.substring(2).replace(" ", "");
            boolean isHex = hex.length() % 2 == 0 && hex.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
            if (!isHex) {
                throw words.error("22023", index, "invalid hexadecimal data", "Two digits for each byte.");
            }
            for (int i = 0; i < hex.length(); i += 2) {
                blob.append("\\x").append(hex, i, i + 2);
            }
            return blob.toString();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            i = escaped(words, index, bytes, i, blob);
        }
        return blob.toString();
    }

    /** Writes one byte of the old notation ({@code \\}, {@code \ooo}); returns the index of its last one. */
    private static int escaped(Words words, int index, byte[] bytes, int at, StringBuilder blob) {
        if (bytes[at] != '\\') {
            blob.append("\\x%02X".formatted(bytes[at] & 0xFF));
            return at;
        }
        if (at + 1 < bytes.length && bytes[at + 1] == '\\') {
            blob.append("\\x5C");
            return at + 1;
        }
        int value = 0;
        for (int i = at + 1; i <= at + 3; i++) {
            if (i >= bytes.length || bytes[i] < '0' || bytes[i] > '7') {
                throw words.error(
                        "22P02", index, "invalid input syntax for type bytea", "Write \\x and two digits each.");
            }
            value = value * 8 + bytes[i] - '0';
        }
        blob.append("\\x%02X".formatted(value & 0xFF));
        return at + 3;
    }
}
