package io.eider.workspace.overlay;

import java.util.regex.Pattern;

/** What the PostgreSQL front does to the text of the queries in these tests; it does so by tokens, and to every text. */
final class Rewriting {
    private static final String CASTS = "(regclass|regtype|regproc|regnamespace|regrole)";
    private static final Pattern SHOWN =
            Pattern.compile("([\\w.]+|'[^']*')::" + CASTS + "::(?:text|varchar|name)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHORT = Pattern.compile("('[^']*')::" + CASTS + "(?:::oid)?(?!\\w|\\[)");
    private static final Pattern COLUMN = Pattern.compile("([\\w.]+)::" + CASTS + "(?!\\w|\\[)");

    private Rewriting() {}

    static String of(String sql) {
        String text = sql.replaceAll("(?i)OPERATOR\\(pg_catalog\\.([^)]+)\\)", "$1")
                .replaceAll("(?i)COLLATE (pg_catalog\\.)?\"?default\"?", "")
                .replace("information_schema._pg_expandarray(", "_expand(")
                .replaceAll("(?i)\\bpg_catalog\\.(?=[\\w\"])", "")
                .replaceAll("(?i)\\binformation_schema\\.", "pg_information.")
                .replaceAll("(indkey|indoption|indclass|indcollation)\\[([^\\]]+)\\]", "$1[($2) + 1]")
                .replaceAll("::regtype\\[\\]", "")
                .replaceAll("'\\{([a-z,]+)\\}'", "['$1']");
        text = SHOWN.matcher(text).replaceAll("_$2_out($1)");
        text = SHORT.matcher(text).replaceAll("_$2($1)");
        text = COLUMN.matcher(text).replaceAll("_$2_out($1)");
        return expanded(text.replaceAll(" !~ ('[^']*')", " NOT SIMILAR TO '.*' || $1 || '.*'"))
                .replaceAll("([\\w.]+) ~ ('[^']*')", "regexp_matches($1, $2)");
    }

    /** {@code _expand(x)} becomes {@code unnest(_pg_expandarray(x))}. */
    private static String expanded(String sql) {
        String text = sql;
        for (int at = text.indexOf("_expand("); at >= 0; at = text.indexOf("_expand(")) {
            int close = text.indexOf(')', at);
            text = text.substring(0, at) + "unnest(_pg_expandarray(" + text.substring(at + "_expand(".length(), close)
                    + "))" + text.substring(close + 1);
        }
        return text;
    }
}
