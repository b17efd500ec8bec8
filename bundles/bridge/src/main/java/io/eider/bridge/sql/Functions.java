package io.eider.bridge.sql;

import io.eider.engine.Expressions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Functions that mean the same at the source as at the target and reach nothing but their arguments. */
public final class Functions {
    private static final Set<String> MORE = read();
    private static final Set<String> OF_TABLES = Set.of("range", "generate_series", "unnest");

    /** What the parser takes for columns and the binder for functions that tell about the session. */
    private static final Set<String> OF_SESSIONS =
            Set.of("current_catalog", "current_role", "current_schema", "current_user", "session_user", "user");

    private Functions() {}

    public static boolean isHarmless(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Expressions.isHarmless(lower) || MORE.contains(lower);
    }

    public static boolean isHarmlessTable(String name) {
        return OF_TABLES.contains(name.toLowerCase(Locale.ROOT));
    }

    public static boolean isOfSession(String column) {
        return OF_SESSIONS.contains(column.toLowerCase(Locale.ROOT));
    }

    private static Set<String> read() {
        try (InputStream in = Functions.class.getResourceAsStream("functions.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
