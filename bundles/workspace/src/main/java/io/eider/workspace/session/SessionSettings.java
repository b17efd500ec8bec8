package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import io.eider.workspace.gate.GatedStatement;
import io.eider.workspace.gate.Names;
import io.eider.workspace.statement.SqlFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of one session: those that take effect here, and those whose one supported value clients like to set. Every other value is
 * refused, none is ignored. Belongs to the session's thread.
 */
final class SessionSettings {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(us|ms|s|min|h|d)?");
    private static final List<String> DURATIONS = List.of(
            "statement_timeout",
            "idle_in_transaction_session_timeout",
            "idle_session_timeout",
            "transaction_timeout",
            "lock_timeout");
    private static final List<String> FREE = List.of("application_name", "timezone", "search_path", "schema");
    private static final Map<String, String> DEFAULTS = defaults();

    private final Map<String, String> values = new ConcurrentHashMap<>(DEFAULTS); // read by the watch too
    private List<String> searchPath = List.of("main");

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        DURATIONS.forEach(name -> defaults.put(name, "0"));
        defaults.put("application_name", "");
        defaults.put("bytea_output", "hex");
        defaults.put("client_encoding", "UTF8");
        defaults.put("client_min_messages", "notice");
        defaults.put("datestyle", "ISO, MDY");
        defaults.put("default_transaction_isolation", "repeatable read");
        defaults.put("default_transaction_read_only", "off");
        defaults.put("escape_string_warning", "on");
        defaults.put("extra_float_digits", "1");
        defaults.put("intervalstyle", "postgres");
        defaults.put("jit", "off");
        defaults.put("row_security", "on");
        defaults.put("search_path", "main");
        defaults.put("server_encoding", "UTF8");
        defaults.put("server_version", "15.0");
        defaults.put("standard_conforming_strings", "on");
        defaults.put("synchronize_seqscans", "on");
        defaults.put("timezone", "UTC");
        defaults.put("transaction_isolation", "repeatable read");
        defaults.put("transaction_read_only", "off");
        return defaults;
    }

    /** Whether SHOW of this name is answered by {@link #show}. */
    boolean isSetting(String name) {
        return values.containsKey(name) || name.equals("all") || name.startsWith("transaction isolation");
    }

    /** Names and values: of one, or of all. */
    Map<String, String> show(String name) {
        if (name.equals("all")) {
            return Map.copyOf(values);
        }
        String key = name.startsWith("transaction isolation") ? "transaction_isolation" : name;
        return Map.of(key, values.get(key));
    }

    /** Names in the order in which unqualified names are looked for, in lower case. */
    List<String> searchPath() {
        return searchPath;
    }

    /** The value of a duration, zero for none. */
    Duration duration(String name) {
        return Duration.ofMillis(Long.parseLong(values.get(name)));
    }

    String get(String name) {
        return values.get(name);
    }

    /** SET: what stands after {@code TO} or {@code =}. Returns the name of what changed. */
    String set(GatedStatement statement, List<Token> tokens) {
        String name = statement.name();
        List<String> given = values(statement.text(), tokens, name);
        if (name.equals("transaction") || name.equals("session characteristics")) {
            return name; // isolation is always a snapshot, whatever level is asked for
        }
        put(name, given);
        return name;
    }

    /** RESET. */
    void reset(String name) {
        if (name.equals("all")) {
            values.putAll(DEFAULTS);
            searchPath = List.of("main");
        } else if (DEFAULTS.containsKey(name) || name.equals("schema")) {
            put(name, List.of("default"));
        }
    }

    private void put(String setting, List<String> given) {
        String name = setting.equals("schema") ? "search_path" : setting;
        String fallback = DEFAULTS.get(name);
        boolean isDefault = given.size() == 1 && given.get(0).equalsIgnoreCase("default");
        List<String> wanted = isDefault ? List.of(fallback) : given;
        if (name.equals("search_path")) {
            searchPath = wanted.stream()
                    .map(part -> part.toLowerCase(Locale.ROOT))
                    .map(part -> part.equals("public") ? "main" : part)
                    .toList();
            values.put(name, String.join(", ", wanted));
        } else if (DURATIONS.contains(name)) {
            values.put(name, Long.toString(millis(name, String.join("", wanted))));
        } else if (FREE.contains(name)) {
            values.put(name, String.join(", ", wanted));
        } else {
            putSupported(name, String.join(", ", wanted), fallback);
        }
    }

    private void putSupported(String name, String wanted, String fallback) {
        boolean supported =
                switch (name) {
                    case "extra_float_digits" -> wanted.matches("[0-3]");
                    case "client_min_messages" -> true;
                    case "datestyle" -> wanted.toUpperCase(Locale.ROOT).startsWith("ISO");
                    case "client_encoding" -> wanted.matches("(?i)utf-?8|unicode");
                    case "default_transaction_isolation", "transaction_isolation" -> true;
                    default -> same(wanted, fallback);
                };
        if (!supported) {
            throw SqlFailures.of("0A000", "Setting " + name + " cannot have the value " + wanted + " here");
        }
        values.put(name, wanted);
    }

    private static boolean same(String wanted, String fallback) {
        return wanted.equalsIgnoreCase(fallback) || truth(wanted).equals(truth(fallback));
    }

    private static String truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true", "yes", "1" -> "on";
            case "off", "false", "no", "0" -> "off";
            default -> text;
        };
    }

    private static long millis(String name, String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw SqlFailures.of(
                    "22023", "Invalid value for " + name + ": " + text, "A number of milliseconds, or 30s, 5min, 1h");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "ms" : matcher.group(2);
        return switch (unit) {
            case "us" -> number / 1_000;
            case "s" -> number * 1_000;
            case "min" -> number * 60_000;
            case "h" -> number * 3_600_000;
            case "d" -> number * 86_400_000;
            default -> number;
        };
    }

    /** The words after the setting's name: texts without quotes, names, numbers. */
    private static List<String> values(String sql, List<Token> tokens, String name) {
        List<Token> words =
                tokens.stream().filter(token -> !token.kind().isBlank()).toList();
        int at = 0;
        while (at < words.size() && !isAssignment(sql, words.get(at)) && !isZone(sql, words, at)) {
            at++;
        }
        List<String> values = new ArrayList<>();
        for (Token token : words.subList(Math.min(at + 1, words.size()), words.size())) {
            if (token.kind() == TokenKind.STRING) {
                String text = token.in(sql);
                values.add(text.substring(1, text.length() - 1).replace("''", "'"));
            } else if (Names.isName(token)) {
                values.add(token.kind() == TokenKind.IDENTIFIER ? token.in(sql) : Names.lower(sql, token));
            } else if (token.kind() == TokenKind.NUMBER) {
                values.add(token.in(sql));
            } else if (!token.in(sql).equals(",") && !token.in(sql).equals("-")) {
                throw invalid(name);
            }
        }
        if (values.isEmpty() && !name.startsWith("transaction") && !name.startsWith("session")) {
            throw invalid(name);
        }
        return values;
    }

    private static ApiException invalid(String name) {
        return SqlFailures.of("42601", "The value of " + name + " cannot be read", "SET name TO value");
    }

    private static boolean isAssignment(String sql, Token token) {
        String text = token.in(sql);
        return text.equals("=") || token.kind() == TokenKind.IDENTIFIER && text.equalsIgnoreCase("to");
    }

    /** {@code SET TIME ZONE 'UTC'}, {@code SET NAMES 'utf8'}, {@code SET SCHEMA 'main'}. */
    private static boolean isZone(String sql, List<Token> words, int at) {
        if (at + 1 >= words.size()
                || words.get(at + 1).kind() == TokenKind.IDENTIFIER && isAssignment(sql, words.get(at + 1))) {
            return false;
        }
        String word =
                words.get(at).kind() == TokenKind.IDENTIFIER ? words.get(at).in(sql) : "";
        return List.of("zone", "names", "schema").contains(word.toLowerCase(Locale.ROOT))
                && !words.get(at + 1).in(sql).equals("=");
    }
}
