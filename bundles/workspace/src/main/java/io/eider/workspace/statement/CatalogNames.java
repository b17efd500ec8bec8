package io.eider.workspace.statement;

import io.eider.api.sql.Lexer;
import io.eider.api.sql.Token;
import io.eider.workspace.gate.GatedStatement;
import io.eider.workspace.gate.Names;
import io.eider.workspace.overlay.Overlay;
import java.util.List;
import java.util.Set;

/**
 * The schemas {@code pg_catalog} and {@code information_schema}: DuckDB's own show all that is attached, with names that are none of the
 * client's. What is found in their place needs no qualifier, or another one.
 */
public final class CatalogNames {
    private static final String INFORMATION = "information_schema";
    private static final Set<String> SCHEMAS = Set.of("pg_catalog", INFORMATION);

    private CatalogNames() {}

    /** The statement with them replaced, char by char, so that places stay the same. */
    public static GatedStatement replaced(GatedStatement statement) {
        String sql = statement.text();
        StringBuilder text = null;
        List<Token> tokens = Lexer.tokens(sql).stream()
                .filter(token -> !token.kind().isBlank())
                .toList();
        int first = Targets.isDefining(statement.kind()) ? Targets.definitionStart(statement, tokens) : 0;
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).start() >= first && isSchema(sql, tokens, i)) {
                text = text == null ? new StringBuilder(sql) : text;
                boolean hasDatabase = i > 1 && isDot(sql, tokens.get(i - 1));
                boolean isCall =
                        i + 3 < tokens.size() && tokens.get(i + 3).in(sql).equals("(");
                boolean isRelation = Names.lower(sql, tokens.get(i)).equals(INFORMATION) && !isCall;
                int start = tokens.get(hasDatabase ? i - 2 : i).start();
                int end = isRelation ? tokens.get(i).end() : tokens.get(i + 1).end();
                String instead = isRelation ? Overlay.INFORMATION : "";
                text.replace(start, end, instead + " ".repeat(end - start - instead.length()));
            }
        }
        return text == null ? statement : statement.withText(text.toString());
    }

    private static boolean isSchema(String sql, List<Token> tokens, int at) {
        String name = Names.isName(tokens.get(at)) ? Names.lower(sql, tokens.get(at)) : "";
        boolean isMain =
                name.equals("main") && Names.lower(sql, tokens.get(at + 2)).startsWith("duckdb_");
        return (isMain || SCHEMAS.contains(name))
                && isDot(sql, tokens.get(at + 1))
                && Names.isName(tokens.get(at + 2))
                && !(at > 1 && Names.lower(sql, tokens.get(at - 2)).equals("system")); // those are refused
    }

    private static boolean isDot(String sql, Token token) {
        return token.in(sql).equals(".");
    }
}
