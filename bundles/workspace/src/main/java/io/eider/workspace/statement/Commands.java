package io.eider.workspace.statement;

import io.eider.workspace.gate.GatedStatement;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** PostgreSQL's names of statements, as its command tags have them. */
public final class Commands {
    private static final Set<String> OBJECTS =
            Set.of("table", "view", "schema", "sequence", "type", "macro", "function", "index", "column");

    private Commands() {}

    /** The name of a statement. */
    public static String of(GatedStatement statement, List<Chain> chains) {
        return switch (statement.kind()) {
            case CREATE, ALTER, DROP -> statement.kind().name() + " " + object(chains);
            case DELETE -> chains.get(0).first().equals("truncate") ? "TRUNCATE TABLE" : "DELETE";
            case ROLLBACK_TO -> "ROLLBACK";
            default -> statement.kind().name();
        };
    }

    private static String object(List<Chain> chains) {
        return chains.stream()
                .map(Chain::first)
                .filter(OBJECTS::contains)
                .findFirst()
                .orElse("object")
                .toUpperCase(Locale.ROOT);
    }
}
