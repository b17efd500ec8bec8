package io.eider.api.ontology;

import io.eider.api.sql.Identifiers;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The type of a field: one of a closed list, so that no text of a schema ever becomes SQL.
 *
 * @param kind which
 * @param precision digits of a DECIMAL, 1 to 38; 0 for others
 * @param scale digits of a DECIMAL after the point, 0 to precision; 0 for others
 * @param listDepth how many lists it is in: 0 for a value, 1 for a list of values, 2 for a list of lists
 * @param parts of a STRUCT, 1 to {@link #MAX_PARTS}, names different without regard to case; of a MAP the one type of its values; empty for others
 */
public record FieldType(Kind kind, int precision, int scale, int listDepth, List<Part> parts) {
    /** Most structures, maps and lists in each other. */
    public static final int MAX_DEPTH = 8;

    /** Most parts of a STRUCT. */
    public static final int MAX_PARTS = 200;

    private static final int MAX_PRECISION = 38;
    private static final int MAX_NAME = 128;

    /**
     * A part of a STRUCT.
     *
     * @param name 1 to 128 characters, no control character
     * @param type of its values
     */
    public record Part(String name, FieldType type) {}

    /** What a value is. */
    public enum Kind {
        /** True or false. */
        BOOLEAN("BOOLEAN"),
        /** 8 bits. */
        TINYINT("TINYINT"),
        /** 16 bits. */
        SMALLINT("SMALLINT"),
        /** 32 bits. */
        INTEGER("INTEGER"),
        /** 64 bits. */
        BIGINT("BIGINT"),
        /** 128 bits. */
        HUGEINT("HUGEINT"),
        /** IEEE 754, 32 bits. */
        FLOAT("FLOAT"),
        /** IEEE 754, 64 bits. */
        DOUBLE("DOUBLE"),
        /** Exact, with precision and scale. */
        DECIMAL("DECIMAL"),
        /** Text. */
        VARCHAR("VARCHAR"),
        /** A day. */
        DATE("DATE"),
        /** A time of day. */
        TIME("TIME"),
        /** A moment on a clock without a zone. */
        TIMESTAMP("TIMESTAMP"),
        /** A moment. */
        TIMESTAMP_TZ("TIMESTAMP WITH TIME ZONE"),
        /** 128 bits, written in hex. */
        UUID("UUID"),
        /** Bytes. */
        BLOB("BLOB"),
        /** A span of time. */
        INTERVAL("INTERVAL"),
        /** A JSON document. */
        JSON("JSON"),
        /** Named parts, each with a type of its own. */
        STRUCT("STRUCT"),
        /** Values by texts. */
        MAP("MAP");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** DuckDB's word for it. */
        String word() {
            return word;
        }

        boolean isNested() {
            return this == STRUCT || this == MAP;
        }
    }

    /** @throws IllegalArgumentException if the numbers or the parts do not fit the kind */
    public FieldType {
        parts = List.copyOf(parts);
        boolean hasNumbers = kind == Kind.DECIMAL ? isDecimal(precision, scale) : precision == 0 && scale == 0;
        boolean fits =
                switch (kind) {
                    case STRUCT -> hasParts(parts);
                    case MAP -> parts.size() == 1;
                    default -> parts.isEmpty();
                };
        if (!hasNumbers || !fits || listDepth < 0 || listDepth > MAX_DEPTH) {
            throw new IllegalArgumentException(kind + "(" + precision + "," + scale + ") in " + listDepth + " lists");
        }
    }

    static boolean isDecimal(int precision, int scale) {
        return precision >= 1 && precision <= MAX_PRECISION && scale >= 0 && scale <= precision;
    }

    /** Whether a STRUCT may have these parts. */
    static boolean hasParts(List<Part> parts) {
        Set<String> names = new HashSet<>();
        return !parts.isEmpty()
                && parts.size() <= MAX_PARTS
                && parts.stream()
                        .allMatch(part ->
                                isName(part.name()) && names.add(part.name().toLowerCase(Locale.ROOT)));
    }

    /** Whether a part of a STRUCT may have a name. */
    public static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= MAX_NAME && name.chars().noneMatch(Character::isISOControl);
    }

    /** A type without parameters. */
    public static FieldType of(Kind kind) {
        return new FieldType(kind, 0, 0, 0, List.of());
    }

    /** A DECIMAL. */
    public static FieldType decimal(int precision, int scale) {
        return new FieldType(Kind.DECIMAL, precision, scale, 0, List.of());
    }

    /** A STRUCT. */
    public static FieldType struct(List<Part> parts) {
        return new FieldType(Kind.STRUCT, 0, 0, 0, parts);
    }

    /** A MAP from texts to these. */
    public static FieldType map(FieldType values) {
        return new FieldType(Kind.MAP, 0, 0, 0, List.of(new Part("value", values)));
    }

    /** A list of these. */
    public FieldType list() {
        return lists(1);
    }

    FieldType lists(int more) {
        return new FieldType(kind, precision, scale, listDepth + more, parts);
    }

    /** Whether a value is a list. */
    public boolean isList() {
        return listDepth > 0;
    }

    /** Whether a value is one value, and neither a list nor of parts. */
    public boolean isScalar() {
        return !isList() && !kind.isNested();
    }

    /** Whether a value is one number. */
    public boolean isNumber() {
        return isWhole() || isScalar() && (kind == Kind.FLOAT || kind == Kind.DOUBLE || kind == Kind.DECIMAL);
    }

    /** Whether a value is one number without digits after the point. */
    public boolean isWhole() {
        return isScalar()
                && switch (kind) {
                    case TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT -> true;
                    default -> false;
                };
    }

    /** How many structures, maps and lists are in each other. */
    public int depth() {
        int inside = parts.stream().mapToInt(part -> part.type().depth()).max().orElse(0);
        return listDepth + (kind.isNested() ? 1 : 0) + inside;
    }

    /** DuckDB's text of the type, as a table's column has it. */
    public String sql() {
        String one =
                switch (kind) {
                    case DECIMAL -> "DECIMAL(" + precision + "," + scale + ")";
                    case STRUCT ->
                        parts.stream()
                                .map(part -> Identifiers.quoted(part.name()) + " "
                                        + part.type().sql())
                                .collect(Collectors.joining(", ", "STRUCT(", ")"));
                    case MAP -> "MAP(VARCHAR, " + parts.get(0).type().sql() + ")";
                    default -> kind.word;
                };
        return one + "[]".repeat(listDepth);
    }

    /**
     * A type, and how long a text may be.
     *
     * @param type the type
     * @param maxLength characters of a {@code CHAR(n)} or {@code VARCHAR(n)}, which DuckDB does not look at
     */
    public record Sized(FieldType type, Optional<Integer> maxLength) {}

    /** The type that a text of DuckDB's or PostgreSQL's names; empty if it is none of the list. */
    public static Optional<Sized> parse(String text) {
        return TypeText.parse(text);
    }
}
