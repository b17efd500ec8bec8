package io.eider.pgwire.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions that DuckDB has under another name, with other arguments or another result. Names and brackets stay where they are. */
final class Calls implements Repair {
    private static final String NO_FORMAT = "The format has to be a constant text";
    private static final Map<String, String> PARTS = Map.of(
            "epoch", " AS DECIMAL(18,6))",
            "second", " / 1e6 AS DECIMAL(18,6))",
            "seconds", " / 1e6 AS DECIMAL(18,6))",
            "millisecond", " / 1e3 AS DECIMAL(18,3))",
            "milliseconds", " / 1e3 AS DECIMAL(18,3))",
            "julian", " AS DECIMAL(38,9))");

    @Override
    public void at(Words words, int index, Edits edits) {
        boolean isQualified = words.is(index - 1, ".") && !words.name(index - 2).equals("pg_catalog");
        if (isQualified || !words.is(index + 1, "(") || words.partner(index + 1) >= words.size()) {
            return;
        }
        int close = words.partner(index + 1);
        switch (words.name(index)) {
            case "extract" -> extract(words, index, close, edits);
            case "format" -> format(words, index, close, edits);
            case "to_char" -> toChar(words, index, close, edits);
            case "to_date", "to_timestamp" -> fromText(words, index, close, edits);
            case "overlay" -> overlay(words, index, close, edits);
            case "json_build_object", "jsonb_build_object" -> edits.replace(index, "json_object");
            case "json_build_array", "jsonb_build_array" -> edits.replace(index, "json_array");
            case "substring" -> substring(words, index, close, edits);
            case "sum" -> sum(words, index, close, edits);
            default -> edits.drop(index + 1, close + 1); // CURRENT_TIMESTAMP(3)
        }
    }

    /** The sum of integers has another type than in DuckDB; a macro cannot have what stands in and behind other calls of it. */
    private static void sum(Words words, int index, int close, Edits edits) {
        boolean isMore = words.is(close + 1, "filter") || words.is(close + 1, "over");
        for (int i = index + 2; i < close && !isMore; i = words.after(i)) {
            isMore = words.is(i, "distinct") || words.is(i, "all") || words.is(i, "order") || words.is(i, ",");
        }
        if (!isMore) {
            edits.replace(index, "_sum");
        }
    }

    private static void extract(Words words, int index, int close, Edits edits) {
        int field = index + 2;
        if (!words.is(field + 1, "from")) {
            return;
        }
        String name = Literals.value(words, field).orElse(words.name(field)).toLowerCase(java.util.Locale.ROOT);
        boolean isFraction = name.startsWith("second") || name.startsWith("millisecond");
        edits.before(index, "CAST(");
        edits.replace(index, "date_part");
        edits.replace(field, Literals.quoted(isFraction ? "microseconds" : name));
        edits.replace(field + 1, ",");
        edits.after(close, PARTS.getOrDefault(name, " AS DECIMAL(18,0))"));
    }

    /** The commas between the arguments of a call. */
    private static List<Integer> commas(Words words, int open, int close) {
        List<Integer> commas = new ArrayList<>();
        for (int i = open + 1; i < close; i = words.after(i)) {
            if (words.is(i, ",")) {
                commas.add(i);
            }
        }
        return commas;
    }

    /** {@code format('%I.%s', a, b)} becomes {@code concat(quote_ident(a), '.', b)}. */
    private static void format(Words words, int index, int close, Edits edits) {
        List<Integer> ends = commas(words, index + 1, close);
        Optional<String> template = Literals.value(words, index + 2);
        boolean isConstant = index + 3 == (ends.isEmpty() ? close : ends.get(0));
        if (!isConstant || template.isEmpty()) {
            throw words.unsupported(index, NO_FORMAT, "Use concat, quote_ident and quote_literal.");
        }
        ends.add(close);
        StringBuilder between = new StringBuilder();
        int argument = 0;
        String text = template.get();
        edits.replace(index, "concat");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char kind = c == '%' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (c != '%' || kind == '%') {
                between.append(c);
                i += c == '%' ? 1 : 0;
                continue;
            }
            requireArgument(words, index, kind, argument + 1 < ends.size());
            int comma = ends.get(argument);
            if (argument == 0) {
                edits.replace(index + 2, Literals.quoted(between.toString()));
            } else {
                edits.replace(comma, ", " + Literals.quoted(between.toString()) + ",");
            }
            wrap(edits, kind, comma + 1, ends.get(argument + 1));
            between.setLength(0);
            argument++;
            i++;
        }
        edits.drop(ends.get(argument), close); // PostgreSQL leaves arguments out that the format does not name
        if (argument == 0) {
            edits.replace(index + 2, Literals.quoted(between.toString()));
        } else if (between.length() > 0) {
            edits.before(ends.get(argument), ", " + Literals.quoted(between.toString()));
        }
    }

    private static void requireArgument(Words words, int index, char kind, boolean isThere) {
        if (kind != 's' && kind != 'I' && kind != 'L') {
            throw words.unsupported(index + 2, "format() knows %s, %I, %L and %% here", "Order the arguments instead.");
        }
        if (!isThere) {
            throw words.error("22023", index, "too few arguments for format()", "");
        }
    }

    private static void wrap(Edits edits, char kind, int from, int end) {
        switch (kind) {
            case 'I' -> {
                edits.before(from, "quote_ident(");
                edits.after(end - 1, ")");
            }
            case 'L' -> {
                edits.before(from, "coalesce(quote_literal(");
                edits.after(end - 1, "), 'NULL')");
            }
            default -> {
                // as it is
            }
        }
    }

    private static void toChar(Words words, int index, int close, Edits edits) {
        List<Integer> commas = commas(words, index + 1, close);
        if (commas.size() == 1) {
            edits.replace(index, "strftime");
            template(words, commas.get(0), close, edits);
        }
    }

    private static void fromText(Words words, int index, int close, Edits edits) {
        List<Integer> commas = commas(words, index + 1, close);
        if (commas.size() == 1) {
            edits.before(index, "CAST(");
            edits.replace(index, "strptime");
            template(words, commas.get(0), close, edits);
            edits.after(close, words.name(index).equals("to_date") ? " AS DATE)" : " AS TIMESTAMPTZ)");
        }
    }

    private static void template(Words words, int comma, int close, Edits edits) {
        Optional<String> template = Literals.value(words, comma + 1);
        if (comma + 2 != close || template.isEmpty()) {
            throw words.unsupported(comma + 1, NO_FORMAT, "For example 'YYYY-MM-DD HH24:MI:SS'.");
        }
        edits.replace(comma + 1, Literals.quoted(TimeFormats.translated(words, comma + 1, template.get())));
    }

    /** The words between the arguments become commas: {@code overlay(a PLACING b FROM 2 FOR 3)}. */
    private static void overlay(Words words, int index, int close, Edits edits) {
        edits.replace(index, "\"overlay\""); // the bare word has a grammar of its own
        for (int i = index + 2; i < close; i = words.after(i)) {
            if (words.is(i, "placing") || words.is(i, "from") || words.is(i, "for")) {
                edits.replace(i, ",");
            }
        }
    }

    /** {@code substring(a FROM 'b(.)')} is a regular expression: its first group, or all of it. */
    private static void substring(Words words, int index, int close, Edits edits) {
        for (int i = index + 2; i < close; i = words.after(i)) {
            boolean isBetween = words.is(i, "from") || words.is(i, ",");
            Optional<String> pattern = Literals.value(words, i + 1);
            if (isBetween && i + 2 == close && pattern.isPresent()) {
                edits.before(index, "nullif(");
                edits.replace(index, "regexp_extract");
                edits.replace(i, ",");
                edits.after(i + 1, hasGroup(pattern.get()) ? ", 1" : ", 0");
                edits.after(close, ", '')");
            }
        }
    }

    private static boolean hasGroup(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\') {
                i++;
            } else if (pattern.charAt(i) == '(' && !pattern.startsWith("?", i + 1)) {
                return true;
            }
        }
        return false;
    }
}
