package io.eider.workspace.gate;

import java.util.Set;

/** SET, RESET and SHOW: only settings that the session keeps itself. */
final class Settings {
    private static final Set<String> SETTABLE = Set.of(
            "application_name",
            "bytea_output",
            "client_encoding",
            "client_min_messages",
            "datestyle",
            "default_transaction_isolation",
            "default_transaction_read_only",
            "escape_string_warning",
            "extra_float_digits",
            "idle_in_transaction_session_timeout",
            "idle_session_timeout",
            "intervalstyle",
            "jit",
            "lock_timeout",
            "row_security",
            "schema",
            "search_path",
            "session characteristics",
            "standard_conforming_strings",
            "statement_timeout",
            "synchronize_seqscans",
            "timezone",
            "transaction",
            "transaction_isolation",
            "transaction_read_only",
            "transaction_timeout");
    /** Listings that DuckDB answers; they name schemas and tables and no path. */
    private static final Set<String> LISTINGS = Set.of("tables", "all tables", "schemas", "databases");

    private Settings() {}

    static Head read(Words words, String command) {
        return switch (command) {
            case "set" -> new Head(StatementKind.SET, StatementKind.SET, settable(words));
            case "reset" -> new Head(StatementKind.RESET, StatementKind.RESET, resettable(words));
            default -> new Head(StatementKind.SHOW, StatementKind.SHOW, shown(words));
        };
    }

    private static String settable(Words words) {
        if (!words.take("local")
                && words.peek().equals("session")
                && !words.word(words.at() + 1).equals("characteristics")) {
            words.next();
        }
        return listed(words);
    }

    private static String resettable(Words words) {
        words.take("session");
        return words.peek().equals("all") && words.size() == words.at() + 1 ? "all" : listed(words);
    }

    private static String listed(Words words) {
        int first = words.at();
        String name = spelled(words);
        if (!SETTABLE.contains(name) && !isCustom(name)) {
            throw words.failed(
                    "42704",
                    first,
                    "unrecognized configuration parameter \"" + name + "\"",
                    "Settings of the engine belong to the operator.");
        }
        return name;
    }

    /** A setting that only clients know, {@code app.user}. */
    private static boolean isCustom(String name) {
        int dot = name.indexOf('.');
        return dot > 0 && dot < name.length() - 1;
    }

    private static String spelled(Words words) {
        String name = words.name(words.at());
        words.next();
        if (name.equals("time") && words.take("zone")) {
            return "timezone";
        }
        if (name.equals("names")) {
            return "client_encoding";
        }
        if (words.peek().equals(".")) {
            words.next();
            String part = words.name(words.at());
            words.next();
            return name + "." + part;
        }
        if (name.equals("session") && words.take("characteristics")) {
            return "session characteristics";
        }
        return name;
    }

    /** All words after SHOW; a setting, a listing, or what DuckDB would describe. */
    private static String shown(Words words) {
        int first = words.at();
        StringBuilder name = new StringBuilder();
        for (; !words.atEnd(); words.next()) {
            String part = words.name(words.at());
            if (part.isEmpty() && !words.peek().equals(".")) {
                throw words.refused(
                        words.at(), "SHOW takes the name of a setting or listing", "Use DESCRIBE for a table.");
            }
            boolean joined = name.isEmpty() || part.isEmpty() || name.charAt(name.length() - 1) == '.';
            name.append(joined ? "" : " ").append(part.isEmpty() ? "." : part);
        }
        String shown = name.toString().equals("time zone") ? "timezone" : name.toString();
        boolean known = SETTABLE.contains(shown)
                || LISTINGS.contains(shown)
                || shown.startsWith("transaction isolation")
                || shown.matches("[a-z_]+(\\.[a-z_]+)?");
        if (!known) {
            throw words.refused(first, "SHOW takes the name of a setting or listing", "Use DESCRIBE for a table.");
        }
        return shown;
    }
}
