package io.eider.pgwire.type;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the JSON in which nested values come ({@code ColumnKind.NESTED}): of lists, objects, texts and null; it comes from DuckDB, so that it is not
 * checked. A list is a {@code List<Object>}, an object a {@link Members}, a text a String.
 */
final class JsonReader {
    private final String json;
    private int at;

    private JsonReader(String json) {
        this.json = json;
    }

    /** The members of an object in their order; names need not be unique. */
    record Members(List<String> names, List<Object> values) {}

    static Object read(String json) {
        return new JsonReader(json).value();
    }

    private Object value() {
        return switch (json.charAt(at)) {
            case '[' -> list();
            case '{' -> members();
            case '"' -> text();
            default -> {
                at += 4; // null
                yield null;
            }
        };
    }

    private List<Object> list() {
        List<Object> values = new ArrayList<>();
        at++;
        while (json.charAt(at) != ']') {
            values.add(value());
            if (json.charAt(at) == ',') {
                at++;
            }
        }
        at++;
        return values;
    }

    private Members members() {
        Members members = new Members(new ArrayList<>(), new ArrayList<>());
        at++;
        while (json.charAt(at) != '}') {
            members.names().add(text());
            at++; // the colon
            members.values().add(value());
            if (json.charAt(at) == ',') {
                at++;
            }
        }
        at++;
        return members;
    }

    private String text() {
        int start = ++at;
        while (json.charAt(at) != '"') {
            if (json.charAt(at) == '\\') {
                return escaped(start);
            }
            at++;
        }
        return json.substring(start, at++);
    }

    private String escaped(int start) {
        StringBuilder text = new StringBuilder(json.substring(start, at));
        while (json.charAt(at) != '"') {
            char c = json.charAt(at++);
            text.append(c == '\\' ? escape() : c);
        }
        at++;
        return text.toString();
    }

    private char escape() {
        char c = json.charAt(at++);
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(json, at - 4, at, 16);
            }
            default -> c;
        };
    }
}
