package io.eider.api.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A type by DuckDB's text of it, {@code STRUCT(a INTEGER, "b c" DECIMAL(9,2)[])}.
 *
 * @param shape what it is made of
 * @param text as DuckDB writes it
 * @param fields of a list or array its element; of a map key and value; of a structure or union its members; of others none
 */
public record DuckType(Shape shape, String text, List<Field> fields) {
    /** What a type is made of. */
    public enum Shape {
        /** One value. */
        SCALAR,
        /** One of some labels. */
        ENUM,
        /** Any number of values of one type. */
        LIST,
        /** A fixed number of values of one type. */
        ARRAY,
        /** Values with names. */
        STRUCT,
        /** Keys with values. */
        MAP,
        /** One of several types. */
        UNION
    }

    /**
     * A part of a type.
     *
     * @param name of a member; {@code f1}, {@code f2}, ... where DuckDB has none, as PostgreSQL names them
     */
    public record Field(String name, DuckType type) {}

    /** Copies the fields. */
    public DuckType {
        fields = List.copyOf(fields);
    }

    /** Reads DuckDB's text of a type. */
    public static DuckType of(String text) {
        String type = text.strip();
        if (type.endsWith("]")) {
            int open = type.lastIndexOf('[');
            Shape shape = open == type.length() - 2 ? Shape.LIST : Shape.ARRAY;
            return new DuckType(shape, type, List.of(new Field("", of(type.substring(0, open)))));
        }
        int open = type.indexOf('(');
        String head = open < 0 || !type.endsWith(")") ? type : type.substring(0, open);
        return switch (head) {
            case "STRUCT" -> new DuckType(Shape.STRUCT, type, members(inner(type, open)));
            case "UNION" -> new DuckType(Shape.UNION, type, members(inner(type, open)));
            case "MAP" -> map(type, open);
            case "ENUM" -> new DuckType(Shape.ENUM, type, List.of());
            default -> new DuckType(Shape.SCALAR, type, List.of());
        };
    }

    private static DuckType map(String type, int open) {
        List<String> parts = parts(inner(type, open));
        return parts.size() != 2
                ? new DuckType(Shape.SCALAR, type, List.of())
                : new DuckType(
                        Shape.MAP,
                        type,
                        List.of(new Field("key", of(parts.get(0))), new Field("value", of(parts.get(1)))));
    }

    private static String inner(String type, int open) {
        return open < 0 ? "" : type.substring(open + 1, type.length() - 1);
    }

    private static List<Field> members(String inner) {
        List<Field> members = new ArrayList<>();
        for (String part : parts(inner)) {
            members.add(member(part, members.size() + 1));
        }
        return members;
    }

    private static Field member(String part, int position) {
        if (part.startsWith("\"")) {
            int end = closing(part, 0);
            return new Field(unquoted(part.substring(0, end + 1)), of(part.substring(end + 1)));
        }
        int space = part.indexOf(' ');
        boolean isNamed = space > 0 && !isWholeType(part, space);
        return isNamed
                ? new Field(part.substring(0, space), of(part.substring(space + 1)))
                : new Field("f" + position, of(part));
    }

    /** Whether what stands before a space is no name: {@code TIME WITH TIME ZONE}, {@code MAP(A, B)}. */
    private static boolean isWholeType(String part, int space) {
        String rest = part.substring(space + 1);
        return part.lastIndexOf('(', space) >= 0 || rest.startsWith("WITH TIME ZONE");
    }

    /** Cuts at commas that stand in no brackets and quotes. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '"', '\'' -> i = closing(text, i);
                case '(' -> depth++;
                case ')' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        parts.add(text.substring(start, i).strip());
                        start = i + 1;
                    }
                }
                default -> {
                    // belongs to a name
                }
            }
        }
        String last = text.substring(start).strip();
        if (!last.isEmpty()) {
            parts.add(last);
        }
        return parts;
    }

    /** The index of the quote that ends what begins at {@code open}; two of them are one within. */
    private static int closing(String text, int open) {
        char quote = text.charAt(open);
        int i = open + 1;
        while (i < text.length()) {
            if (text.charAt(i) == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i;
                }
            }
            i++;
        }
        return text.length() - 1;
    }

    private static String unquoted(String quoted) {
        String quote = quoted.substring(0, 1);
        return quoted.substring(1, quoted.length() - 1).replace(quote + quote, quote);
    }

    /** Whether it holds values of other types. */
    public boolean isNested() {
        return !fields.isEmpty();
    }

    /** What a list or array is of. */
    public DuckType element() {
        return fields.get(0).type();
    }

    /** The labels of an ENUM in their order; empty if its text does not name them. */
    public List<String> labels() {
        int open = text.indexOf('(');
        return shape != Shape.ENUM || open < 0
                ? List.of()
                : parts(inner(text, open)).stream().map(DuckType::unquoted).collect(Collectors.toUnmodifiableList());
    }
}
