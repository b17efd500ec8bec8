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

    /** Before what is a relation. */
    private static final String TABLE = "TABLE ";

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
        {
            "generate_series(a INTEGER, b INTEGER)",
            "CAST(system.main.unnest(" + BOUNDED + "generate_series(a, b)) AS INTEGER)"
        },
        {
            "generate_series(a INTEGER, b INTEGER, c INTEGER)",
            "CAST(system.main.unnest(" + BOUNDED + "generate_series(a, b, c)) AS INTEGER)"
        },
        {"generate_series(a, b)", "system.main.unnest(" + BOUNDED + "generate_series(a, b))"},
        {"generate_series(a, b, c)", "system.main.unnest(" + BOUNDED + "generate_series(a, b, c))"},
        // as a relation
        {"generate_series(a INTEGER, b INTEGER)", series("a, b")},
        {"generate_series(a INTEGER, b INTEGER, c INTEGER)", series("a, b, c")},
        {"generate_series(a, b)", TABLE + "(FROM system.main.generate_series(a, b))"},
        {"generate_series(a, b, c)", TABLE + "(FROM system.main.generate_series(a, b, c))"},
        // sums of integers are HUGEINT in DuckDB; calls of it without DISTINCT, FILTER and OVER become these
        {"_sum(a SMALLINT)", "CAST(system.main.sum(a) AS BIGINT)"},
        {"_sum(a INTEGER)", "CAST(system.main.sum(a) AS BIGINT)"},
        {"_sum(a BIGINT)", "CAST(system.main.sum(a) AS DECIMAL(38,0))"},
        {"_sum(a)", "system.main.sum(a)"},
        {"_text(a INTERVAL)", interval()},
        {"_text(a)", "CAST(a AS VARCHAR)"},
        {"length(a BLOB)", "system.main.octet_length(a)"},
        {"length(a)", "system.main.length(a)"},
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

    /** mon in place of month, -1 days, and a plus behind what is negative. */
    private static String interval() {
        String mons = "system.main.replace(CAST(a AS VARCHAR), 'month', 'mon')";
        String plural = "system.main.regexp_replace(" + mons + ", '-1 (year|mon|day)\\b', '-1 \\1s', 'g')";
        return "system.main.regexp_replace(" + plural + ", '(-\\d+ (?:years|mons|days)) (\\d)', '\\1 +\\2', 'g')";
    }

    private static String series(String arguments) {
        return TABLE + "(SELECT CAST(generate_series AS INTEGER) AS generate_series FROM system.main.generate_series("
                + arguments + "))";
    }

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
            String next = macro[0].substring(0, open) + (macro[1].startsWith(TABLE) ? " " : "");
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
