package io.eider.pgwire.session;

import io.eider.api.sql.Lexer;
import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.SqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a statement passes over because of {@code IF EXISTS} or {@code IF NOT EXISTS}; DuckDB does so without a word. Looked up before it runs.
 *
 * @param sqlState of the notice
 * @param message of the notice
 */
record Skipped(String sqlState, String message) {
    /** By kind of object, how many there are of schema and name. */
    private static final Map<String, String> COUNTS = Map.of(
            "table", "duckdb_tables() WHERE schema_name = $1 AND table_name = $2",
            "view", "duckdb_views() WHERE schema_name = $1 AND view_name = $2",
            "sequence", "duckdb_sequences() WHERE schema_name = $1 AND sequence_name = $2",
            "index", "duckdb_indexes() WHERE schema_name = $1 AND index_name = $2",
            "schema", "duckdb_schemas() WHERE $1 <> '' AND schema_name = $2",
            "type", "duckdb_types() WHERE schema_name = $1 AND type_name = $2");

    private static final Map<String, String> STATES = Map.of("schema", "42P06", "type", "42710");

    /** What will be passed over, if anything. */
    static Optional<Skipped> before(SqlSession session, String statement) {
        String head = statement.substring(0, Math.min(6, statement.length())).toLowerCase(Locale.ROOT);
        boolean drops = head.startsWith("drop");
        if (!drops && !head.equals("create")) {
            return Optional.empty();
        }
        List<Token> tokens = Lexer.tokens(statement).stream()
                .filter(token -> !token.kind().isBlank())
                .toList();
        int at = 1;
        while (at < tokens.size() && !COUNTS.containsKey(lower(statement, tokens.get(at)))) {
            at++;
        }
        String condition = drops ? "if exists" : "if not exists";
        int words = drops ? 2 : 3;
        List<String> name = at > 2 || at + words >= tokens.size() ? List.of() : name(statement, tokens, at + 1 + words);
        if (name.isEmpty()
                || !text(statement, tokens.subList(at + 1, at + 1 + words)).equals(condition)) {
            return Optional.empty();
        }
        String kind = lower(statement, tokens.get(at));
        boolean isThere = count(session, kind, name) > 0;
        String last = name.get(name.size() - 1);
        if (drops) {
            return isThere
                    ? Optional.empty()
                    : Optional.of(new Skipped("00000", kind + " \"" + last + "\" does not exist, skipping"));
        }
        String what = STATES.containsKey(kind) ? kind : "relation";
        return isThere
                ? Optional.of(new Skipped(
                        STATES.getOrDefault(kind, "42P07"), what + " \"" + last + "\" already exists, skipping"))
                : Optional.empty();
    }

    private static long count(SqlSession session, String kind, List<String> name) {
        String schema = name.size() > 1 && !name.get(0).equals("public") ? name.get(0) : "main";
        try (SqlResults results = session.run(
                "SELECT count(*) FROM " + COUNTS.get(kind),
                List.of(schema, name.get(name.size() - 1)),
                RunOptions.HELD)) {
            results.nextStatement();
            return results.nextChunk() ? results.chunk().vector(0).getLong(0) : 0;
        }
    }

    private static List<String> name(String sql, List<Token> tokens, int first) {
        List<String> parts = new ArrayList<>();
        for (int i = first; i < tokens.size(); i += 2) {
            Token token = tokens.get(i);
            boolean isQuoted = token.kind() == TokenKind.QUOTED_IDENTIFIER;
            String text = token.in(sql);
            parts.add(isQuoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : lower(sql, token));
            if (i + 1 == tokens.size() || !tokens.get(i + 1).in(sql).equals(".")) {
                break;
            }
        }
        return parts;
    }

    private static String text(String sql, List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        tokens.forEach(token -> text.append(text.isEmpty() ? "" : " ").append(lower(sql, token)));
        return text.toString();
    }

    private static String lower(String sql, Token token) {
        return token.in(sql).toLowerCase(Locale.ROOT);
    }
}
