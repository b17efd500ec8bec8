package io.eider.pgwire.session;

import java.util.Set;

/** What CommandComplete says. Source: PostgreSQL manual, "Message Formats", CommandComplete. */
final class CommandTags {
    private static final Set<String> COUNTED = Set.of("SELECT", "UPDATE", "DELETE", "MERGE");

    private CommandTags() {}

    /**
     * The tag of a statement.
     *
     * @param rows that it gave or changed
     */
    static String of(String command, long rows) {
        if (command.equals("INSERT")) {
            return "INSERT 0 " + rows;
        }
        if (command.equals("CREATE TABLE AS")) {
            return "SELECT " + rows;
        }
        return COUNTED.contains(command) ? command + " " + rows : command;
    }
}
