package io.eider.console;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes JSON (RFC 8259). All that is not visible is escaped, so that the text is safe on a terminal. */
public final class Json {
    private final StringBuilder out = new StringBuilder();

    private Json() {}

    /** An object: names and values in turn, in this order. */
    public static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    /**
     * The text of a value: null, Optional, Boolean, Number, Map, Iterable; bytes as Base64; anything else as a string.
     */
    public static String text(Object value) {
        Json json = new Json();
        json.write(value);
        return json.out.toString();
    }

    private void write(Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Optional<?> optional) {
            write(optional.orElse(null));
        } else if (value instanceof Number number) {
            write(number);
        } else if (value instanceof Map<?, ?> map) {
            writeObject(map);
        } else if (value instanceof Iterable<?> values) {
            writeArray(values);
        } else if (value instanceof byte[] bytes) {
            write(Base64.getEncoder().encodeToString(bytes));
        } else {
            write(value.toString());
        }
    }

    private void write(Number number) {
        double value = number.doubleValue();
        boolean isFloating = number instanceof Double || number instanceof Float;
        if (isFloating && !Double.isFinite(value)) {
            write(number.toString());
        } else {
            out.append(number);
        }
    }

    private void writeObject(Map<?, ?> map) {
        String before = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(before);
            write(String.valueOf(entry.getKey()));
            out.append(':');
            write(entry.getValue());
            before = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private void writeArray(Iterable<?> values) {
        out.append('[');
        String before = "";
        for (Object value : values) {
            out.append(before);
            write(value);
            before = ",";
        }
        out.append(']');
    }

    private void write(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (isHidden(text, i)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static boolean isHidden(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
