package io.eider.pgwire.type;

import io.eider.api.error.ApiException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Arrays of one dimension as parameters; they become DuckDB's text of a list, with texts in double quotes. */
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
        StringBuilder list = new StringBuilder("[");
        for (Object one : values) {
            append(one, list.append(list.length() > 1 ? "," : ""));
        }
        return list.append(']').toString();
    }

    private static void append(Object value, StringBuilder list) {
        if (value == null) {
            list.append("NULL");
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
        if (dimensions > 1) {
            throw manyDimensions();
        }
        int size = dimensions == 0 ? 0 : in.signedInt();
        if (dimensions == 1) {
            in.signedInt(); // the index of the first
        }
        if (size < 0 || size > in.remaining() / 4) {
            throw in.wrong();
        }
        List<Object> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int length = in.signedInt();
            values.add(length == -1 ? null : ParameterReader.read(element.oid(), ValueWriter.BINARY, in.next(length)));
        }
        return values;
    }

    private static ApiException manyDimensions() {
        return TypeErrors.of("0A000", "a parameter that is an array of more than one dimension is not supported");
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
            expect('{');
            List<Object> values = new ArrayList<>();
            spaces();
            if (peek() != '}') {
                values.add(value());
                while (peek() == ',') {
                    at++;
                    spaces();
                    values.add(value());
                }
            }
            expect('}');
            spaces();
            if (at < text.length()) {
                throw malformed();
            }
            return values;
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

        private Object value() {
            if (peek() == '{') {
                throw manyDimensions();
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
