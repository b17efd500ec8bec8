package io.eider.engine;

import io.eider.api.sql.Identifiers;
import java.util.Collection;
import java.util.stream.Collectors;

/** The one place where text becomes part of SQL. Source: DuckDB documentation, "Keywords and Identifiers". */
public final class Sql {
    private Sql() {}

    /** An identifier in double quotes, quotes inside doubled. */
    public static String identifier(String name) {
        return Identifiers.quoted(name);
    }

    /** A name of several parts, each quoted: {@code "a"."b"}. */
    public static String qualified(String first, String... more) {
        StringBuilder out = new StringBuilder(identifier(first));
        for (String part : more) {
            out.append('.').append(identifier(part));
        }
        return out.toString();
    }

    /** Identifiers separated by commas. */
    public static String identifiers(Collection<String> names) {
        return names.stream().map(Sql::identifier).collect(Collectors.joining(", "));
    }

    /**
     * A string literal in single quotes; only for places where DuckDB takes no parameter (ATTACH, SET, COMMENT, options of
     * COPY).
     *
     * @throws IllegalArgumentException if the text holds NUL, which no literal can hold
     */
    public static String literal(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL in a literal");
        }
        return "'" + text.replace("'", "''") + "'";
    }

    /** A list literal of strings: {@code ['a', 'b']}. */
    public static String literals(Collection<String> texts) {
        return texts.stream().map(Sql::literal).collect(Collectors.joining(", ", "[", "]"));
    }
}
