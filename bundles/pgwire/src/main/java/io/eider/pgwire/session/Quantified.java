package io.eider.pgwire.session;

import io.eider.api.sql.Lexer;
import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A statement with {@code a = ANY($1)}, where DuckDB finds no type for the parameter: that of {@code a = $1} is the type of the array's elements.
 *
 * @param compared the statement with the parameters alone, to be asked for their types
 * @param parameters the numbers of these
 */
record Quantified(String compared, Set<Integer> parameters) {
    private static final Set<String> WORDS = Set.of("any", "all", "some");

    static Quantified of(String sql) {
        List<Token> words = Lexer.tokens(sql).stream()
                .filter(token -> !token.kind().isBlank())
                .toList();
        StringBuilder compared = new StringBuilder();
        Set<Integer> parameters = new TreeSet<>();
        int at = 0;
        for (int i = 0; i + 3 < words.size(); i++) {
            if (WORDS.contains(words.get(i).in(sql).toLowerCase(Locale.ROOT))
                    && words.get(i + 1).in(sql).equals("(")
                    && words.get(i + 2).kind() == TokenKind.PARAMETER
                    && words.get(i + 3).in(sql).equals(")")) {
                String parameter = words.get(i + 2).in(sql);
                compared.append(sql, at, words.get(i).start()).append(parameter);
                parameters.add(Integer.parseInt(parameter.substring(1)));
                at = words.get(i + 3).end();
            }
        }
        return new Quantified(compared.append(sql.substring(at)).toString(), parameters);
    }

    boolean isThere() {
        return !parameters.isEmpty();
    }

    /** The types of all parameters by those that DuckDB found. */
    List<String> types(List<String> found) {
        List<String> types = new ArrayList<>(found);
        for (int number : parameters) {
            if (number <= types.size() && !types.get(number - 1).equals("UNKNOWN")) {
                types.set(number - 1, types.get(number - 1) + "[]");
            }
        }
        return types;
    }
}
