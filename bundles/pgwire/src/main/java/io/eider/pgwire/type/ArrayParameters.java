package io.eider.pgwire.type;

import io.eider.api.error.ApiException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Arrays as parameters; they become DuckDB's text of a list, with texts in double quotes. */
final class ArrayParameters {
    private static final int MOST_DIMENSIONS = 6;

    private ArrayParameters() {}

    static boolean isArray(PgType type) {
        return type.name().startsWith("_") || isVector(type);
    }

    /** The two types that are arrays under other names, with spaces between their values in text. */
    private static boolean isVector(PgType type) {
        return type.equals(PgTypes.INT2VECTOR) || type.equals(PgTypes.OIDVECTOR);
    }

    private static PgType element(PgType type) {
        if (isVector(type)) {
            return type.equals(PgTypes.INT2VECTOR) ? PgTypes.INT2 : PgTypes.OID;
        }
        return PgTypes.element(type.oid()).orElse(PgTypes.UNKNOWN);
    }

    static String read(PgType type, int format, byte[] value) {
        PgType element = element(type);
        List<Object> values;
        if (format == ValueWriter.BINARY) {
            values = BinaryReader.whole(value, type.name(), in -> binary(element, in));
        } else if (isVector(type)) {
            values = vector(element, BinaryReader.text(value).strip());
        } else {
            values = new Literal(element, BinaryReader.text(value)).read();
        }
        StringBuilder list = new StringBuilder();
        append(values, list);
        return list.toString();
    }

    private static void append(Object value, StringBuilder list) {
        if (value == null) {
            list.append("NULL");
        } else if (value instanceof List<?> values) {
            String separator = "[";
            for (Object one : values) {
                append(one, list.append(separator));
                separator = ",";
            }
            list.append(values.isEmpty() ? "[]" : "]");
        } else if (value instanceof String text) {
            list.append('"')
                    .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        } else if (value instanceof BigDecimal number) {
            list.append(TextNumbers.ofArray(number).toPlainString());
        } else if (value instanceof Double number && number.isInfinite()) {
            list.append(number > 0 ? "inf" : "-inf");
        } else {
            list.append(value);
        }
    }

    private static List<Object> vector(PgType element, String text) {
        List<Object> values = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String one : text.split("\\s+")) {
                values.add(ParameterReader.text(element, one));
            }
        }
        return values;
    }

    /** {@code int32 dimensions | int32 has NULLs | int32 type | (int32 size | int32 first index) ... | (int32 length | bytes) ...}. */
    private static List<Object> binary(PgType element, BinaryReader in) {
        int dimensions = in.signedInt();
        int flags = in.signedInt();
        int oid = in.signedInt();
        if (dimensions < 0 || dimensions > MOST_DIMENSIONS || flags < 0 || flags > 1) {
            throw in.wrong();
        }
        if (oid != element.oid()) {
            throw TypeErrors.of(
                    "42804", "binary data has array element type " + oid + " instead of expected " + element.oid());
        }
        int[] sizes = new int[dimensions];
        long count = dimensions == 0 ? 0 : 1;
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = in.signedInt();
            in.signedInt(); // the index of the first
            if (sizes[i] < 0) {
                throw in.wrong();
            }
            count = Math.min(count * sizes[i], Integer.MAX_VALUE);
        }
        if (count > in.remaining() / 4) {
            throw in.wrong();
        }
        return count == 0 ? List.of() : level(element, sizes, 0, in);
    }

    private static List<Object> level(PgType element, int[] sizes, int depth, BinaryReader in) {
        List<Object> values = new ArrayList<>(sizes[depth]);
        for (int i = 0; i < sizes[depth]; i++) {
            if (depth + 1 < sizes.length) {
                values.add(level(element, sizes, depth + 1, in));
                continue;
            }
            int length = in.signedInt();
            values.add(length == -1 ? null : ParameterReader.read(element.oid(), ValueWriter.BINARY, in.next(length)));
        }
        return values;
    }

    /** An array in text: <code>{1,NULL,"a \"b\""}</code>. */
    private static final class Literal {
        private final PgType element;
        private final String text;
        private int at;

        private Literal(PgType element, String text) {
            this.element = element;
            this.text = text;
        }

        private ApiException malformed() {
            return TypeErrors.of("22P02", "malformed array literal: \"" + TypeErrors.shown(text) + "\"");
        }

        private List<Object> read() {
            spaces();
            if (peek() == '[') { // [0:2]= before the values
                at = text.indexOf('=', at);
                if (at < 0) {
                    throw malformed();
                }
                at++;
                spaces();
            }
            List<Object> values = level(1);
            if (at < text.length()) {
                throw malformed();
            }
            return values;
        }

        private List<Object> level(int depth) {
            if (depth > MOST_DIMENSIONS) {
                throw TypeErrors.of("54000", "number of array dimensions exceeds the maximum allowed (6)");
            }
            expect('{');
            List<Object> values = new ArrayList<>();
            spaces();
            if (peek() != '}') {
                values.add(value(depth));
                while (peek() == ',') {
                    at++;
                    spaces();
                    values.add(value(depth));
                }
            }
            requireAlike(values);
            expect('}');
            spaces();
            return values;
        }

        /** Arrays in an array have one size. */
        private void requireAlike(List<Object> values) {
            for (Object value : values) {
                boolean isAlike = value instanceof List<?> list
                        ? values.get(0) instanceof List<?> first && first.size() == list.size()
                        : !(values.get(0) instanceof List<?>);
                if (!isAlike) {
                    throw malformed();
                }
            }
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : '\0';
        }

        private void expect(char expected) {
            if (peek() != expected) {
                throw malformed();
            }
            at++;
        }

        private void spaces() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private Object value(int depth) {
            if (peek() == '{') {
                return level(depth + 1);
            }
            return peek() == '"' ? quoted() : bare();
        }

        private Object quoted() {
            StringBuilder value = new StringBuilder();
            at++;
            while (peek() != '"') {
                value.append(next());
            }
            at++;
            spaces();
            return ParameterReader.text(element, value.toString());
        }

        private char next() {
            if (peek() == '\\') {
                at++;
            }
            if (at >= text.length()) {
                throw malformed();
            }
            return text.charAt(at++);
        }

        private Object bare() {
            StringBuilder value = new StringBuilder();
            int kept = 0; // an escaped space at the end belongs to the value
            boolean isEscaped = false;
            while (peek() != ',' && peek() != '}') {
                if (peek() == '{' || peek() == '"') {
                    throw malformed();
                }
                boolean isKept = peek() == '\\' || !Character.isWhitespace(peek());
                isEscaped |= peek() == '\\';
                value.append(next());
                kept = isKept ? value.length() : kept;
            }
            value.setLength(kept);
            if (kept == 0) {
                throw malformed();
            }
            String word = value.toString();
            return !isEscaped && word.equalsIgnoreCase("null") ? null : ParameterReader.text(element, word);
        }
    }
}
