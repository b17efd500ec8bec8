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
 * @param isCall whether a bracket opens right after them
 */
public record Chain(List<String> parts, int start, boolean isCall) {
    /** Copies the list. */
    public Chain {
        parts = List.copyOf(parts);
    }

    /** The first name. */
    public String first() {
        return parts.get(0);
    }

    /** The last name. */
    public String last() {
        return parts.get(parts.size() - 1);
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
            if (Names.isName(token)) {
                if (!dot) {
                    add(chains, parts, start, false);
                    start = token.start();
                }
                parts.add(Names.lower(sql, token));
                dot = false;
            } else {
                String text = token.kind() == TokenKind.PUNCTUATION ? token.in(sql) : "";
                dot = text.equals(".") && !parts.isEmpty();
                if (!dot) {
                    add(chains, parts, start, text.equals("("));
                }
            }
        }
        add(chains, parts, start, false);
        return chains;
    }

    private static void add(List<Chain> chains, List<String> parts, int start, boolean call) {
        if (!parts.isEmpty()) {
            chains.add(new Chain(parts, start, call));
            parts.clear();
        }
    }
}
