package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import io.eider.workspace.gate.Names;
import io.eider.workspace.statement.SqlFailures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the words of a SET statement say. */
final class SettingValues {
    private SettingValues() {}

    /** The values: texts without quotes, names, numbers. */
    static List<String> of(String sql, List<Token> tokens, String name) {
        List<Token> words = words(tokens);
        List<String> values = new ArrayList<>();
        String sign = "";
        for (Token token : words.subList(start(sql, words, name), words.size())) {
            String text = token.in(sql);
            if (token.kind() == TokenKind.STRING) {
                values.add(text.substring(1, text.length() - 1).replace("''", "'"));
            } else if (name.equals("timezone") && isIntervalWord(sql, token)) {
                continue;
            } else if (Names.isName(token)) {
                values.add(token.kind() == TokenKind.IDENTIFIER ? text : quoted(name, Names.lower(sql, token)));
            } else if (token.kind() == TokenKind.NUMBER) {
                values.add(sign + text);
            } else if (!text.equals(",") && !text.equals("-")) {
                throw invalid(name);
            }
            sign = text.equals("-") ? "-" : "";
        }
        if (values.isEmpty()) {
            throw invalid(name);
        }
        return values;
    }

    /** Whether it is SET LOCAL. */
    static boolean isLocal(String sql, List<Token> tokens) {
        List<Token> words = words(tokens);
        return words.size() > 1 && words.get(1).in(sql).equalsIgnoreCase("local");
    }

    /** All words in lower case. */
    static List<String> words(String sql, List<Token> tokens) {
        return words(tokens).stream()
                .map(token -> token.in(sql).toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The schemas that a search path names; the user's own is that of nobody, and {@code public} is {@code main}. */
    static List<String> names(String path) {
        return Arrays.stream(path.split(","))
                .map(part -> part.strip().toLowerCase(Locale.ROOT))
                .map(part -> part.length() > 1 && part.startsWith("\"") ? part.substring(1, part.length() - 1) : part)
                .filter(part -> !part.isEmpty() && !part.equals("$user"))
                .map(part -> part.equals("public") ? "main" : part)
                .toList();
    }

    /** A search path keeps quotes, because its names are read again. */
    private static String quoted(String name, String value) {
        return name.equals("search_path") && !value.matches("[a-z_][a-z0-9_]*") ? '"' + value + '"' : value;
    }

    private static List<Token> words(List<Token> tokens) {
        return tokens.stream().filter(token -> !token.kind().isBlank()).toList();
    }

    /** Where the values begin: after {@code =} or {@code TO}, or after {@code TIME ZONE}, {@code NAMES}, {@code SCHEMA}. */
    private static int start(String sql, List<Token> words, String name) {
        for (int at = 1; at < words.size(); at++) {
            String word = words.get(at).in(sql).toLowerCase(Locale.ROOT);
            boolean bare = words.get(at).kind() != TokenKind.QUOTED_IDENTIFIER;
            if (bare && (word.equals("=") || word.equals("to"))) {
                return at + 1;
            }
            boolean assigned = at + 1 < words.size()
                    && (words.get(at + 1).in(sql).equals("=")
                            || words.get(at + 1).in(sql).equalsIgnoreCase("to"));
            if (bare && !assigned && List.of("zone", "names", "schema").contains(word)) {
                return at + 1;
            }
        }
        throw invalid(name);
    }

    private static boolean isIntervalWord(String sql, Token token) {
        return token.kind() == TokenKind.IDENTIFIER
                && List.of("interval", "hour", "to", "minute")
                        .contains(token.in(sql).toLowerCase(Locale.ROOT));
    }

    private static ApiException invalid(String name) {
        return SqlFailures.of("42601", "The value of " + name + " cannot be read", "SET name TO value");
    }
}
