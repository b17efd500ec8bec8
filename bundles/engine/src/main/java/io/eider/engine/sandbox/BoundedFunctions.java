package io.eider.engine.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * Functions that make a large value of a small one, with a bound. DuckDB's memory limit does not count the values of expressions, and a function cannot be
 * interrupted: {@code repeat('x', 2000000000)} takes 4 GB and a minute. Macros of the same names stand before DuckDB's own in the search path; whoever lets
 * statements in refuses the names that are qualified with {@code system}.
 */
final class BoundedFunctions {
    /** Characters or elements of a value that is made. */
    private static final long MADE = 1_000_000;

    /** Characters of a value that another is changed into. */
    private static final long CHANGED = 64_000_000;

    private static final int FORMAT_ARGUMENTS = 8;

    private BoundedFunctions() {}

    /** Statements that make them in an attached database. */
    static List<String> in(String catalog) {
        List<String> macros = new ArrayList<>();
        macros.add("repeat(s, n) AS " + bounded("n::HUGEINT * " + length("s") + " > " + MADE, "repeat(s, n)"));
        for (String pad : List.of("lpad", "rpad")) {
            macros.add(pad + "(s, n, p) AS " + bounded("n > " + MADE, pad + "(s, n, p)"));
        }
        for (String resize : List.of("list_resize", "array_resize")) {
            macros.add(resize + "(l, n) AS " + bounded("n > " + MADE, resize + "(l, n)") + ", (l, n, v) AS "
                    + bounded("n > " + MADE, resize + "(l, n, v)"));
        }
        for (String series : List.of("range", "generate_series")) {
            macros.add(series + "(n) AS " + bounded(number("n") + " > " + MADE, series + "(n)") + ", (a, b) AS "
                    + bounded(number("b") + " - " + number("a") + " > " + MADE, series + "(a, b)") + ", (a, b, c) AS "
                    + bounded(
                            "abs(" + number("b") + " - " + number("a") + ") / greatest(abs(" + number("c") + "), 1) > "
                                    + MADE,
                            series + "(a, b, c)"));
        }
        macros.add("bitstring(s, n) AS " + bounded("n > " + MADE, "bitstring(s, n)"));
        macros.add("replace(s, a, b) AS "
                + bounded("length(s)::HUGEINT * length(b) / greatest(length(a), 1) > " + CHANGED, "replace(s, a, b)"));
        String replaced = "(length(s)::HUGEINT + 1) * length(b) > " + CHANGED;
        macros.add("regexp_replace(s, p, b) AS " + bounded(replaced, "regexp_replace(s, p, b)") + ", (s, p, b, o) AS "
                + bounded(replaced, "regexp_replace(s, p, b, o)"));
        macros.add(formats("format", "'[0-9]{6,}|\\{[^}]*\\{'"));
        macros.add(formats("printf", "'[0-9]{6,}|[*]'"));
        return macros.stream()
                .map(macro -> "CREATE MACRO " + catalog + ".main." + macro)
                .toList();
    }

    private static String bounded(String tooLarge, String call) {
        return "CASE WHEN " + tooLarge + " THEN error('the result would be too large') ELSE system.main." + call
                + " END";
    }

    private static String length(String value) {
        return "length(CAST(" + value + " AS VARCHAR))";
    }

    /** NULL for dates and times, which no series of them is long enough to be refused. */
    private static String number(String value) {
        return "TRY_CAST(CAST(" + value + " AS VARCHAR) AS HUGEINT)";
    }

    /** A width is written in the text, or taken from an argument. */
    private static String formats(String name, String wide) {
        StringBuilder all = new StringBuilder(name);
        StringBuilder arguments = new StringBuilder("f");
        for (int i = 0; i <= FORMAT_ARGUMENTS; i++) {
            String list = "(" + arguments + ")";
            all.append(i == 0 ? "" : ", ")
                    .append(list)
                    .append(" AS ")
                    .append(bounded("regexp_matches(f, " + wide + ")", name + list));
            arguments.append(", a").append(i);
        }
        return all.toString();
    }
}
