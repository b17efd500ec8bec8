package io.eider.workspace.statement;

import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import io.eider.engine.Sql;
import io.eider.workspace.gate.GatedStatement;
import io.eider.workspace.gate.Names;
import io.eider.workspace.gate.StatementKind;
import io.eider.workspace.statement.Rewriting.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The table that INSERT, UPDATE, DELETE, TRUNCATE or MERGE names behind its verb.
 *
 * @param chain its name
 * @param action what is done to it, as permissions call it: {@code insert}, {@code truncate}, ...
 */
public record WriteTarget(Chain chain, String action) {
    /** What follows a table that has no alias. */
    private static final Set<String> AFTER = Set.of("set", "using", "where", "returning");

    /** The target of a statement, empty if it writes none. */
    public static Optional<WriteTarget> of(GatedStatement statement, List<Chain> chains) {
        String before = "";
        for (Chain chain : chains) {
            if (chain.start() == statement.target()) {
                boolean truncates = statement.inner() == StatementKind.DELETE && !before.equals("from");
                return Optional.of(new WriteTarget(
                        chain, truncates ? "truncate" : statement.inner().name().toLowerCase(Locale.ROOT)));
            }
            before = chain.last();
        }
        return Optional.empty();
    }

    /**
     * The statement with another table in place of the target, known under the target's name.
     *
     * @param table quoted, with its database
     */
    public Rewriting at(String table, GatedStatement statement, List<Token> tokens, List<Chain> chains) {
        String sql = statement.text();
        List<Token> words =
                tokens.stream().filter(token -> !token.kind().isBlank()).toList();
        int last = indexOf(words, chain) + 2 * (chain.parts().size() - 1);
        boolean named = hasAlias(sql, words, last + 1);
        boolean alias = !named && !action.equals("truncate");
        List<Edit> edits = new ArrayList<>();
        edits.add(new Edit(
                chain.start(), words.get(last).end(), alias ? table + " AS " + Sql.identifier(chain.last()) : table));
        for (Chain other : chains) {
            if (!named && isColumn(sql, words, other)) { // the alias has no schema
                edits.add(new Edit(
                        other.start(), words.get(indexOf(words, other) + 2).start(), ""));
            }
        }
        return new Rewriting(sql, edits);
    }

    /** {@code bucket.table.column} or {@code bucket.table.*}. */
    private boolean isColumn(String sql, List<Token> words, Chain other) {
        if (chain.parts().size() != 2
                || other.parts().size() < 2
                || !other.parts().subList(0, 2).equals(chain.parts())) {
            return false;
        }
        int next = indexOf(words, other) + 3;
        return next < words.size() && words.get(next).in(sql).equals(".");
    }

    private static int indexOf(List<Token> words, Chain chain) {
        int at = 0;
        while (words.get(at).start() != chain.start()) {
            at++;
        }
        return at;
    }

    private boolean hasAlias(String sql, List<Token> words, int next) {
        if (next >= words.size() || !Names.isName(words.get(next))) {
            return false;
        }
        boolean quoted = words.get(next).kind() == TokenKind.QUOTED_IDENTIFIER;
        String word = quoted ? "" : Names.lower(sql, words.get(next));
        return action.equals("insert") ? word.equals("as") : !AFTER.contains(word);
    }
}
