package io.eider.workspace.overlay;

import java.util.ArrayList;
import java.util.List;

/**
 * Functions and operators that rewritten statements of PostgreSQL clients count on, as macros for a schema that stands in the search path of every session
 * before DuckDB's own functions and behind the client's schemas. DuckDB looks for an operator as for a function of that name.
 */
public final class PostgresMacros {
    /** Stands for the schema of functions that refuse to make large values. */
    private static final String BOUNDED = "<bounded>.";

    /** Name and parameters, what it is. A list of a name's variants is one macro. */
    private static final String[][] MACROS = {
        // a regular expression matches a part of the text, and its point a line's end
        {"\"~&\"(a, b)", "system.main.regexp_matches(a, b, 's')"},
        {"\"!~&\"(a, b)", "NOT system.main.regexp_matches(a, b, 's')"},
        {"\"~*\"(a, b)", "system.main.regexp_matches(a, b, 'is')"},
        {"\"!~*\"(a, b)", "NOT system.main.regexp_matches(a, b, 'is')"},
        {"\"~|\"(a, b)", similar()},
        {"\"!~|\"(a, b)", "NOT " + similar()},
        // DuckDB gives NULL
        {"\"//\"(a, b)", "system.main.\"//\"(a, " + divisor() + ")"},
        {"\"%\"(a, b)", "system.main.\"%\"(a, " + divisor() + ")"},
        {"mod(a, b)", "system.main.mod(a, " + divisor() + ")"},
        {"div(a, b)", "system.main.trunc(system.main.\"//\"(a, " + divisor() + "))"},
        {"\"|/\"(a)", "system.main.sqrt(a)"},
        {"\"||/\"(a)", "system.main.cbrt(a)"},
        {"\"@\"(a)", "system.main.abs(a)"},
        {
            "date_part(a, b)",
            "CASE WHEN system.main.lower(a) IN ('second', 'seconds') "
                    + "THEN system.main.date_part('microseconds', b) / 1e6::DOUBLE "
                    + "WHEN system.main.lower(a) IN ('millisecond', 'milliseconds') "
                    + "THEN system.main.date_part('microseconds', b) / 1e3::DOUBLE "
                    + "ELSE CAST(system.main.date_part(a, b) AS DOUBLE) END"
        },
        {"generate_series(a, b)", "system.main.unnest(" + BOUNDED + "generate_series(a, b))"},
        {"generate_series(a, b, c)", "system.main.unnest(" + BOUNDED + "generate_series(a, b, c))"},
        { // DuckDB's is a macro that would find the one above
            "generate_subscripts(a, b)",
            "system.main.unnest(system.main.generate_series(1, system.main.array_length(a, b)))"
        },
        {"btrim(a)", "system.main.\"trim\"(a)"},
        {"btrim(a, b)", "system.main.\"trim\"(a, b)"},
        {"overlay(a, b, c)", overlay("system.main.length(b)")},
        {"overlay(a, b, c, d)", overlay("d")},
        {
            "initcap(a)",
            "array_to_string(list_transform(regexp_extract_all(a, '[[:alnum:]]+|[^[:alnum:]]+'), "
                    + "w -> upper(w[1]) || lower(w[2:])), '')"
        },
        {"array_remove(a, b)", "system.main.list_filter(a, lambda x: x IS DISTINCT FROM b)"},
        {"every(a)", "system.main.bool_and(a)"},
        {"clock_timestamp()", "system.main.now()"},
        {"statement_timestamp()", "system.main.now()"},
        {"transaction_timestamp()", "system.main.now()"},
        {"encode(a)", "system.main.encode(a)"},
        {
            "encode(a, b)",
            "CASE system.main.lower(b) WHEN 'hex' THEN system.main.lower(system.main.hex(a)) "
                    + "WHEN 'base64' THEN system.main.base64(a) ELSE error('unrecognized encoding') END"
        },
        {"decode(a)", "system.main.decode(a)"},
        {
            "decode(a, b)",
            "CASE system.main.lower(b) WHEN 'hex' THEN system.main.unhex(a) "
                    + "WHEN 'base64' THEN system.main.from_base64(a) ELSE error('unrecognized encoding') END"
        },
    };

    private PostgresMacros() {}

    private static String similar() {
        return "system.main.regexp_full_match(a, system.main.replace(system.main.replace(system.main.replace("
                + "b, '.', '\\.'), '%', '.*'), '_', '.'), 's')";
    }

    private static String divisor() {
        return "CASE WHEN b = 0 AND a IS NOT NULL THEN error('division by zero') ELSE b END";
    }

    private static String overlay(String length) {
        return "system.main.left(a, c - 1) || b || system.main.\"substring\"(a, c + " + length + ")";
    }

    /**
     * Statements that make them.
     *
     * @param schema where, with its database, quoted if it has to be
     * @param bounded the schema of functions that refuse to make large values, likewise
     */
    public static List<String> in(String schema, String bounded) {
        List<String> statements = new ArrayList<>();
        String name = "";
        for (String[] macro : MACROS) {
            int open = macro[0].indexOf('(');
            String next = macro[0].substring(0, open);
            String variant = macro[0].substring(open) + " AS " + macro[1].replace(BOUNDED, bounded + ".");
            if (next.equals(name)) {
                int last = statements.size() - 1;
                statements.set(last, statements.get(last) + ", " + variant);
            } else {
                statements.add("CREATE OR REPLACE MACRO " + schema + "." + next + variant);
            }
            name = next;
        }
        return List.copyOf(statements);
    }
}
