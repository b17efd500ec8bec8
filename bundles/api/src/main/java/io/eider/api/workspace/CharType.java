package io.eider.api.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * PostgreSQL's type {@code "char"}, one byte, as the catalogs of a workspace have it: an ENUM of all of its values that can be printed, so that results and
 * parameters keep it. Pure.
 */
public final class CharType {
    /** Its values in their order. */
    public static final List<String> LABELS = labels();

    /** DuckDB's text of the type. */
    public static final String DUCK = LABELS.stream()
            .map(label -> "'" + label.replace("'", "''") + "'")
            .collect(Collectors.joining(", ", "ENUM(", ")"));

    private static final char FIRST = ' ';
    private static final char LAST = '~';

    private CharType() {}

    private static List<String> labels() {
        List<String> labels = new ArrayList<>(List.of(""));
        for (char c = FIRST; c <= LAST; c++) {
            labels.add(String.valueOf(c));
        }
        return List.copyOf(labels);
    }
}
