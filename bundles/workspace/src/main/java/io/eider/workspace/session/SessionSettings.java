package io.eider.workspace.session;

import io.eider.api.sql.Token;
import io.eider.workspace.gate.GatedStatement;
import io.eider.workspace.statement.SqlFailures;
import io.eider.workspace.statement.TransactionModes;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of one session: those that take effect here, and those whose one supported value clients like to set. Every other value is
 * refused, none is ignored. What a transaction changes is undone with it, and what is LOCAL to it ends with it. Belongs to the session's
 * thread. Source: PostgreSQL manual, "SET".
 */
final class SessionSettings {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(us|ms|s|min|h|d)?");
    private static final Pattern OFFSET = Pattern.compile("([+-]?)0?([0-9]{1,2})(:?00)?");
    private static final String ISOLATION = "transaction_isolation";
    private static final String READ_ONLY = "transaction_read_only";
    private static final List<String> DURATIONS = List.of(
            "statement_timeout",
            "idle_in_transaction_session_timeout",
            "idle_session_timeout",
            "transaction_timeout",
            "lock_timeout");
    private static final Set<String> LEVELS =
            Set.of("debug5", "debug4", "debug3", "debug2", "debug1", "log", "notice", "warning", "error");
    private static final Map<String, String> DEFAULTS = defaults();

    private final Map<String, String> values = new ConcurrentHashMap<>(DEFAULTS); // read by the watch too
    private final Map<String, String> initial = new LinkedHashMap<>(DEFAULTS); // where RESET goes back to
    private final Map<String, String> before = new LinkedHashMap<>(); // of what the transaction has changed
    private final Map<String, String> after = new LinkedHashMap<>(); // of what is local to it
    private TransactionModes modes = NONE;
    private Map<String, String> all; // null when it has to be made again

    private static final TransactionModes NONE = TransactionModes.of(List.of());

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
        defaults.put("integer_datetimes", "on");
        defaults.put("intervalstyle", "postgres");
        defaults.put("is_superuser", "off");
        defaults.put("jit", "off");
        defaults.put("max_identifier_length", "63");
        defaults.put("row_security", "on");
        defaults.put("search_path", "\"$user\", public");
        defaults.put("server_encoding", "UTF8");
        defaults.put("server_version", "15.0");
        defaults.put("server_version_num", "150000");
        defaults.put("standard_conforming_strings", "on");
        defaults.put("synchronize_seqscans", "on");
        defaults.put("timezone", "UTC");
        return defaults;
    }

    /** Whether SHOW of this name is answered by {@link #show}. */
    boolean isSetting(String name) {
        return values.containsKey(name)
                || name.equals("all")
                || name.equals(ISOLATION)
                || name.equals(READ_ONLY)
                || name.startsWith("transaction isolation");
    }

    /** The value as SHOW has it: durations with their unit. */
    private String shown(String name) {
        String value = get(name);
        if (!DURATIONS.contains(name) || value.equals("0")) {
            return value;
        }
        long millis = Long.parseLong(value);
        if (millis % 86_400_000 == 0) {
            return millis / 86_400_000 + "d";
        } else if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        } else if (millis % 60_000 == 0) {
            return millis / 60_000 + "min";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    /** Names and values: of one, or of all. */
    Map<String, String> show(String name) {
        if (name.equals("all")) {
            return all();
        }
        String key = name.startsWith("transaction isolation") ? ISOLATION : name;
        return Map.of(key, shown(key));
    }

    /** All, in the order of their names; the same map as long as nothing changes. */
    Map<String, String> all() {
        Map<String, String> known = all;
        if (known == null) {
            known = Collections.unmodifiableMap(listed());
            all = known;
        }
        return known;
    }

    private Map<String, String> listed() {
        Map<String, String> all = new TreeMap<>(values);
        DURATIONS.forEach(name -> all.put(name, shown(name)));
        all.put(ISOLATION, get(ISOLATION));
        all.put(READ_ONLY, get(READ_ONLY));
        return all;
    }

    /** Names in the order in which unqualified names are looked for, in lower case. */
    List<String> searchPath() {
        return SettingValues.names(values.get("search_path"));
    }

    /** The value of a duration, zero for none. */
    Duration duration(String name) {
        return Duration.ofMillis(Long.parseLong(values.get(name)));
    }

    String get(String name) {
        return switch (name) {
            case ISOLATION -> modes.isolation().orElseGet(() -> values.get("default_transaction_isolation"));
            case READ_ONLY -> isReadOnly() ? "on" : "off";
            default -> values.get(name);
        };
    }

    /** Whether the transaction, or one that begins now, may not write. */
    boolean isReadOnly() {
        return modes.isReadOnly()
                .orElseGet(() -> values.get("default_transaction_read_only").equals("on"));
    }

    /** What the transaction that begins asks for. */
    void begin(TransactionModes asked) {
        all = null;
        modes = asked;
    }

    /** SET: what stands after {@code TO} or {@code =}. */
    void set(GatedStatement statement, List<Token> tokens) {
        String name = statement.name();
        if (name.equals("transaction")) {
            setModes(TransactionModes.of(SettingValues.words(statement.text(), tokens)));
        } else if (name.equals("session characteristics")) {
            TransactionModes asked = TransactionModes.of(SettingValues.words(statement.text(), tokens));
            asked.isolation().ifPresent(level -> put("default_transaction_isolation", level, false));
            asked.isReadOnly()
                    .ifPresent(only ->
                            put("default_transaction_read_only", Boolean.TRUE.equals(only) ? "on" : "off", false));
        } else {
            set(
                    name,
                    SettingValues.of(statement.text(), tokens, name),
                    SettingValues.isLocal(statement.text(), tokens));
        }
    }

    private void setModes(TransactionModes asked) {
        all = null;
        modes = new TransactionModes(
                asked.isolation().or(modes::isolation), asked.isReadOnly().or(modes::isReadOnly));
    }

    /** RESET. */
    void reset(String name) {
        if (name.equals("all")) {
            List.copyOf(values.keySet()).forEach(this::reset);
        } else if (name.equals(ISOLATION) || name.equals(READ_ONLY) || name.equals("transaction")) {
            all = null;
            modes = NONE;
        } else {
            String key = name.equals("schema") ? "search_path" : name;
            put(key, initial.getOrDefault(key, ""), false);
        }
    }

    /** What the client asks for at its start: it is what RESET goes back to. */
    void begin(String name, String value) {
        set(name, List.of(value), false);
        initial.put(name, values.getOrDefault(name, ""));
    }

    /** Sets one to a value, or to the values of a list. */
    void set(String setting, List<String> given, boolean isLocal) {
        String name = setting.equals("schema") ? "search_path" : setting;
        String fallback = initial.get(name);
        boolean isDefault =
                fallback != null && given.size() == 1 && given.get(0).equalsIgnoreCase("default");
        String wanted = isDefault ? fallback : String.join(", ", given);
        switch (name) {
            case ISOLATION ->
                setModes(new TransactionModes(
                        Optional.of(TransactionModes.level(wanted.toLowerCase(Locale.ROOT))), Optional.empty()));
            case READ_ONLY ->
                setModes(new TransactionModes(
                        Optional.empty(), Optional.of(truth(wanted).equals("on"))));
            case "default_transaction_isolation" ->
                put(name, TransactionModes.level(wanted.toLowerCase(Locale.ROOT)), isLocal);
            case "timezone" -> put(name, zone(wanted), isLocal);
            default ->
                put(
                        name,
                        DURATIONS.contains(name) ? Long.toString(millis(name, wanted)) : supported(name, wanted),
                        isLocal);
        }
    }

    private void put(String name, String value, boolean isLocal) {
        String had = values.get(name);
        before.putIfAbsent(name, had == null ? "" : had);
        if (isLocal) {
            after.putIfAbsent(name, had == null ? "" : had);
        } else {
            after.remove(name);
        }
        values.put(name, value);
        all = null;
    }

    /** The transaction was committed: only what is local to it ends. */
    void commit() {
        values.putAll(after);
        forget();
    }

    /** The transaction was rolled back. */
    void rollback() {
        values.putAll(before);
        forget();
    }

    private void forget() {
        if (before.isEmpty() && after.isEmpty() && modes == NONE) {
            return;
        }
        all = null;
        before.clear();
        after.clear();
        modes = NONE;
    }

    private static String supported(String name, String wanted) {
        String fallback = DEFAULTS.get(name);
        boolean supported =
                switch (name) {
                    case "application_name", "search_path" -> true;
                    case "extra_float_digits" -> wanted.matches("[1-3]");
                    case "client_min_messages" -> LEVELS.contains(wanted.toLowerCase(Locale.ROOT));
                    case "datestyle" -> wanted.toUpperCase(Locale.ROOT).matches("ISO(, ?(MDY|DMY|YMD))?");
                    case "client_encoding" ->
                        wanted.toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9]", "")
                                .matches("utf8|unicode");
                    case "default_transaction_read_only" -> truth(wanted).matches("on|off");
                    case "integer_datetimes",
                            "is_superuser",
                            "max_identifier_length",
                            "server_encoding",
                            "server_version",
                            "server_version_num" ->
                        throw SqlFailures.of("55P02", "parameter \"" + name + "\" cannot be changed");
                    default -> name.indexOf('.') > 0 || fallback != null && same(wanted, fallback);
                };
        if (fallback == null && !supported) {
            throw SqlFailures.of("42704", "unrecognized configuration parameter \"" + name + "\"");
        }
        if (!supported) {
            throw SqlFailures.of("0A000", "Setting " + name + " cannot have the value " + wanted + " here");
        }
        return switch (name) {
            case "client_encoding" -> "UTF8";
            case "client_min_messages" -> wanted.toLowerCase(Locale.ROOT);
            case "default_transaction_read_only" -> truth(wanted);
            case "datestyle" -> wanted.contains(",") ? wanted.toUpperCase(Locale.ROOT) : "ISO, MDY";
            default -> wanted;
        };
    }

    /** A number is hours east of Greenwich; names of such zones have the other sign. */
    private static String zone(String wanted) {
        Matcher offset = OFFSET.matcher(wanted);
        if (wanted.equalsIgnoreCase("local")) {
            return DEFAULTS.get("timezone");
        }
        if (!offset.matches()) {
            return wanted;
        }
        int hours = Integer.parseInt(offset.group(2));
        return hours == 0 ? "UTC" : "Etc/GMT" + (offset.group(1).equals("-") ? "+" : "-") + hours;
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
}
