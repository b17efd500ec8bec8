package io.eider.bridge.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Statements that define things: none may define what a bridge shows. */
public final class Definitions {
    private static final Set<String> KINDS =
            Set.of("table", "view", "schema", "sequence", "type", "macro", "function", "index", "database");
    private static final Set<String> CHANGING = Set.of("alter", "drop", "comment", "detach", "attach");
    private static final Set<String> MODIFIERS = Set.of(
            "or", "replace", "temp", "temporary", "local", "unique", "recursive", "unlogged", "persistent", "secret");

    private Definitions() {}

    /** Whether the statement writes to the target. */
    public static boolean isWrite(Tokens tokens) {
        return switch (tokens.word(0)) {
            case "create" -> tokens.find(0, "temp", "temporary") > 2;
            case "alter", "drop", "comment", "copy", "import" -> true;
            default -> false;
        };
    }

    public static void check(Names names, Tokens tokens) throws SQLException {
        String command = tokens.word(0);
        if (command.equals("create")) {
            created(names, tokens);
        } else if (CHANGING.contains(command) || command.equals("copy") && tokens.is(1, "from", "database")) {
            for (int i = 1; i < tokens.size(); i++) {
                refuse(names, tokens.name(i), command);
            }
            int name = 1;
            while (KINDS.contains(tokens.word(name))
                    || tokens.is(name, "if")
                    || tokens.is(name, "exists")
                    || tokens.is(name, "on")) {
                name++;
            }
            if (CHANGING.contains(command) && names.isInside(tokens.name(name))) {
                throw refused(command);
            }
        }
    }

    private static void created(Names names, Tokens tokens) throws SQLException {
        int at = 1;
        boolean temporary = false;
        while (MODIFIERS.contains(tokens.word(at))) {
            temporary |= tokens.word(at).startsWith("temp");
            at++;
        }
        boolean isIndex = tokens.is(at, "index");
        at++;
        while (tokens.is(at, "if") || tokens.is(at, "not") || tokens.is(at, "exists")) {
            at++;
        }
        List<String> name = tokens.name(isIndex ? tokens.find(at, "on") + 1 : at);
        if (!temporary && !name.isEmpty() && names.isInside(name)
                || tokens.is(at - 1, "schema")
                        && name.size() == 1
                        && names.catalog().equalsIgnoreCase(name.get(0))) {
            throw refused("create");
        }
    }

    private static void refuse(Names names, List<String> name, String command) throws SQLException {
        if (!name.isEmpty() && names.catalog().equalsIgnoreCase(name.get(0))) {
            throw refused(command);
        }
    }

    private static SQLException refused(String command) {
        return new SQLException(
                command.toUpperCase(Locale.ROOT) + " is refused: what a bridge shows is bridge-managed", "42501");
    }
}
