package io.eider.api.ontology;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a field: one of a closed list, so that no text of a schema ever becomes SQL.
 *
 * @param kind which
 * @param precision digits of a DECIMAL, 1 to 38; 0 for others
 * @param scale digits of a DECIMAL after the point, 0 to precision; 0 for others
 * @param isList whether a value is a list of these
 */
public record FieldType(Kind kind, int precision, int scale, boolean isList) {
    private static final int MAX_PRECISION = 38;
    private static final int MAX_TEXT = 64;

    /** {@code NAME}, {@code NAME(n)} or {@code NAME(n,m)}, perhaps with {@code []} behind. */
    private static final Pattern FORM =
            Pattern.compile("([A-Z][A-Z0-9 _]*?)\\s*(?:\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?\\))?\\s*(\\[])?");

    private static final Map<String, Kind> ALIASES = Map.ofEntries(
            Map.entry("BOOL", Kind.BOOLEAN),
            Map.entry("LOGICAL", Kind.BOOLEAN),
            Map.entry("INT1", Kind.TINYINT),
            Map.entry("INT2", Kind.SMALLINT),
            Map.entry("SHORT", Kind.SMALLINT),
            Map.entry("INT", Kind.INTEGER),
            Map.entry("INT4", Kind.INTEGER),
            Map.entry("SIGNED", Kind.INTEGER),
            Map.entry("INT8", Kind.BIGINT),
            Map.entry("LONG", Kind.BIGINT),
            Map.entry("INT128", Kind.HUGEINT),
            Map.entry("FLOAT4", Kind.FLOAT),
            Map.entry("REAL", Kind.FLOAT),
            Map.entry("FLOAT8", Kind.DOUBLE),
            Map.entry("DOUBLE PRECISION", Kind.DOUBLE),
            Map.entry("NUMERIC", Kind.DECIMAL),
            Map.entry("TEXT", Kind.VARCHAR),
            Map.entry("STRING", Kind.VARCHAR),
            Map.entry("CHAR", Kind.VARCHAR),
            Map.entry("CHARACTER", Kind.VARCHAR),
            Map.entry("CHARACTER VARYING", Kind.VARCHAR),
            Map.entry("BPCHAR", Kind.VARCHAR),
            Map.entry("DATETIME", Kind.TIMESTAMP),
            Map.entry("TIMESTAMP WITHOUT TIME ZONE", Kind.TIMESTAMP),
            Map.entry("TIMESTAMPTZ", Kind.TIMESTAMP_TZ),
            Map.entry("BYTEA", Kind.BLOB),
            Map.entry("BINARY", Kind.BLOB),
            Map.entry("VARBINARY", Kind.BLOB));

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
        JSON("JSON");

        private final String sql;

        Kind(String sql) {
            this.sql = sql;
        }
    }

    /** @throws IllegalArgumentException if a DECIMAL has no valid precision and scale, or another type has one */
    public FieldType {
        boolean fits = kind == Kind.DECIMAL
                ? precision >= 1 && precision <= MAX_PRECISION && scale >= 0 && scale <= precision
                : precision == 0 && scale == 0;
        if (!fits) {
            throw new IllegalArgumentException(kind + "(" + precision + "," + scale + ")");
        }
    }

    /** A type without parameters. */
    public static FieldType of(Kind kind) {
        return new FieldType(kind, 0, 0, false);
    }

    /** A DECIMAL. */
    public static FieldType decimal(int precision, int scale) {
        return new FieldType(Kind.DECIMAL, precision, scale, false);
    }

    /** A list of these. */
    public FieldType list() {
        return new FieldType(kind, precision, scale, true);
    }

    /** DuckDB's text of the type, as a table's column has it. */
    public String sql() {
        String one = kind == Kind.DECIMAL ? "DECIMAL(" + precision + "," + scale + ")" : kind.sql;
        return isList ? one + "[]" : one;
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
        if (text == null || text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        return kind(form.group(1)).flatMap(kind -> sized(kind, form));
    }

    private static Optional<Kind> kind(String name) {
        String plain = name.replaceAll("\\s+", " ");
        for (Kind kind : Kind.values()) {
            if (kind.sql.equals(plain)) {
                return Optional.of(kind);
            }
        }
        return Optional.ofNullable(ALIASES.get(plain));
    }

    private static Optional<Sized> sized(Kind kind, Matcher form) {
        Optional<Integer> first = Optional.ofNullable(form.group(2)).map(Integer::valueOf);
        Optional<Integer> second = Optional.ofNullable(form.group(3)).map(Integer::valueOf);
        Optional<Integer> length = Optional.empty();
        FieldType type;
        if (kind == Kind.DECIMAL) {
            int precision = first.orElse(18);
            int scale = second.orElse(first.isPresent() ? 0 : 3);
            if (precision < 1 || precision > MAX_PRECISION || scale > precision) {
                return Optional.empty();
            }
            type = decimal(precision, scale);
        } else {
            if (second.isPresent() || first.isPresent() && kind != Kind.VARCHAR || first.equals(Optional.of(0))) {
                return Optional.empty();
            }
            length = first;
            type = of(kind);
        }
        return Optional.of(new Sized(form.group(4) == null ? type : type.list(), length));
    }
}
