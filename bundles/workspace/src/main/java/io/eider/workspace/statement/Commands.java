package io.eider.workspace.statement;

import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import io.eider.workspace.gate.GatedStatement;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** PostgreSQL's names of statements, as its command tags have them. */
public final class Commands {
    private static final Set<String> OBJECTS =
            Set.of("table", "view", "schema", "sequence", "type", "macro", "function", "index", "column");

    private Commands() {}

    /** What {@link #of} calls the statement that makes a table of a query's rows. */
    public static final String FILLED_TABLE = "CREATE TABLE AS";

    /** The name of a statement. */
    public static String of(GatedStatement statement, List<Token> tokens, List<Chain> chains) {
        return switch (statement.kind()) {
            case CREATE, ALTER, DROP -> {
                String command = statement.kind().name() + " " + object(chains);
                yield command.equals("CREATE TABLE") && isFilled(statement.text(), tokens) ? FILLED_TABLE : command;
            }
            case DELETE -> chains.get(0).first().equals("truncate") ? "TRUNCATE TABLE" : "DELETE";
            case ROLLBACK_TO -> "ROLLBACK";
            default -> statement.kind().name();
        };
    }

    /** Whether AS stands outside of all brackets. */
    private static boolean isFilled(String sql, List<Token> tokens) {
        int depth = 0;
        for (Token token : tokens) {
            String text = token.end() - token.start() > 2 ? "" : token.in(sql);
            depth += text.equals("(") ? 1 : text.equals(")") ? -1 : 0;
            if (depth == 0 && token.kind() == TokenKind.IDENTIFIER && text.equalsIgnoreCase("as")) {
                return true;
            }
        }
        return false;
    }

    /** The table that a {@link #FILLED_TABLE} makes. */
    public static List<String> filledTable(List<Chain> chains) {
        int at = 0;
        while (!chains.get(at).first().equals("table")) {
            at++;
        }
        at++;
        while (Set.of("if", "not", "exists").contains(chains.get(at).first())) {
            at++;
        }
        return chains.get(at).parts();
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
