package io.eider.workspace.statement;

import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import io.eider.workspace.gate.GatedStatement;
import io.eider.workspace.gate.Names;
import io.eider.workspace.gate.StatementKind;
import io.eider.workspace.table.Attachments;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What CREATE, ALTER, DROP and COMMENT are about may not lie in a bucket: buckets are shown by views that all sessions share. INSERT and
 * the like are looked at by {@link WriteTarget}; what it does not find, DuckDB refuses, which does not write to a view.
 */
public final class Targets {
    private static final Set<StatementKind> DEFINING =
            Set.of(StatementKind.CREATE, StatementKind.ALTER, StatementKind.DROP, StatementKind.COMMENT);

    private Targets() {}

    /** Whether a statement may change what views and macros mean. */
    public static boolean isDefining(StatementKind kind) {
        return DEFINING.contains(kind);
    }

    /** Whether it is what stands for {@code information_schema.x} in statements of PostgreSQL clients: views, and nothing else. */
    private static boolean isCatalogView(Chain chain) {
        return chain.parts().size() > 2
                && chain.first().equals(Attachments.PREFIX + "pg")
                && chain.parts().get(1).equals("pg_information");
    }

    /**
     * Checks a statement.
     *
     * @param isBucket whether a name means a bucket
     * @throws io.eider.api.error.ApiException SQL_ERROR 42501, 42P06, 42939
     */
    public static void check(
            GatedStatement statement, List<Token> tokens, List<Chain> chains, Predicate<String> isBucket) {
        boolean defines = isDefining(statement.kind()) || isDefining(statement.inner());
        int end = defines ? definitionStart(statement, tokens) : 0;
        for (Chain chain : chains) {
            if (chain.parts().size() > 1 && chain.first().equals("system")) {
                throw SqlFailures.of(
                        "42501", "Names in system are not for workspaces", "Leave out what stands before the dot.");
            }
            boolean isRead = isCatalogView(chain) && chain.start() >= end;
            for (String part : chain.parts()) {
                if (part.startsWith(Attachments.PREFIX) && !isRead) {
                    throw SqlFailures.of("42939", "Names that begin with " + Attachments.PREFIX + " are reserved");
                }
            }
        }
        if (!defines) {
            return;
        }
        boolean ofSchema = false;
        for (Chain chain : chains) {
            if (chain.start() >= end) {
                return;
            }
            if (ofSchema && chain.parts().size() == 1 && isBucket.test(chain.first())) {
                throw SqlFailures.of("42P06", "'" + chain.first() + "' is a bucket of the project");
            }
            if (chain.parts().size() > 1 && isBucket.test(chain.first())) {
                throw SqlFailures.of(
                        "42501",
                        "'" + chain.first() + "' is a bucket of the project: what is in it is bridge-managed",
                        "Create objects in main, or in a schema of your own.");
            }
            ofSchema |= chain.first().equals("schema");
        }
    }

    /** Where the query, body or column list begins; the end of the text if there is none. */
    static int definitionStart(GatedStatement statement, List<Token> tokens) {
        String sql = statement.text();
        boolean creates = statement.kind() == StatementKind.CREATE || statement.inner() == StatementKind.CREATE;
        for (Token token : tokens) {
            boolean bracket =
                    token.kind() == TokenKind.PUNCTUATION && token.in(sql).equals("(");
            boolean as = token.kind() == TokenKind.IDENTIFIER
                    && Names.lower(sql, token).equals("as");
            if (creates && (bracket || as)) {
                return token.start();
            }
        }
        return sql.length();
    }
}
