package io.eider.workspace.statement;

import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import io.eider.workspace.gate.Names;
import java.util.ArrayList;
import java.util.List;

/**
 * Names joined by dots, as they stand in a statement: {@code bucket.table}, {@code alias.column}, a single word.
 *
 * @param parts each in lower case, without quotes
 * @param start index of the first char in the statement's text
 */
public record Chain(List<String> parts, int start) {
    /** Copies the list. */
    public Chain {
        parts = List.copyOf(parts);
    }

    /** The first name. */
    public String first() {
        return parts.get(0);
    }

    /** All chains of a text, key words among them. */
    public static List<Chain> of(String sql, List<Token> tokens) {
        List<Chain> chains = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean dot = false;
        for (Token token : tokens) {
            if (token.kind().isBlank()) {
                continue;
            }
            boolean name = Names.isName(token);
            if (name && dot) {
                parts.add(Names.lower(sql, token));
            } else if (name) {
                add(chains, parts, start);
                parts.add(Names.lower(sql, token));
                start = token.start();
            }
            boolean isDot =
                    token.kind() == TokenKind.PUNCTUATION && token.in(sql).equals(".");
            dot = isDot && !parts.isEmpty();
            if (!name && !dot) {
                add(chains, parts, start);
            }
        }
        add(chains, parts, start);
        return chains;
    }

    private static void add(List<Chain> chains, List<String> parts, int start) {
        if (!parts.isEmpty()) {
            chains.add(new Chain(parts, start));
            parts.clear();
        }
    }
}
