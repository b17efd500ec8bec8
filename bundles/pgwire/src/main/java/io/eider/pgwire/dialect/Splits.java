package io.eider.pgwire.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Statements on several objects, which DuckDB does one by one: DROP, TRUNCATE, and ALTER TABLE with several actions. */
final class Splits {
    private static final Set<String> BEHAVIOURS = Set.of("cascade", "restrict");

    private Splits() {}

    /** Tokens that are left out of a statement. */
    record Part(List<Clauses.Item> left) {}

    /** One part for each object; none if the statement is no such statement. */
    static List<Part> of(Words words) {
        return switch (words.word(0)) {
            case "drop" -> parts(words, dropNames(words), dropEnd(words));
            case "truncate" -> truncate(words);
            case "alter" -> alter(words);
            default -> List.of();
        };
    }

    private static int dropNames(Words words) {
        int at = words.is(2, "concurrently") ? 3 : 2;
        return words.are(at, "if", "exists") ? at + 2 : at;
    }

    private static int dropEnd(Words words) {
        return BEHAVIOURS.contains(words.word(words.size() - 1)) ? words.size() - 1 : words.size();
    }

    private static List<Part> truncate(Words words) {
        int from = words.is(1, "table") ? 2 : 1;
        int end = dropEnd(words);
        if (words.is(end - 1, "identity")) {
            if (words.is(end - 2, "restart")) {
                throw words.unsupported(end - 2, "TRUNCATE RESTART IDENTITY is not supported", "Replace the sequence.");
            }
            end -= 2;
        }
        List<Part> parts = parts(words, from, end);
        if (end == words.size()) {
            return parts;
        }
        List<Part> cut = new ArrayList<>();
        for (Part part : parts.isEmpty() ? List.of(new Part(List.of())) : parts) {
            List<Clauses.Item> left = new ArrayList<>(part.left());
            left.add(new Clauses.Item(end, words.size()));
            cut.add(new Part(left));
        }
        return cut;
    }

    private static List<Part> alter(Words words) {
        if (!words.is(1, "table")) {
            return List.of();
        }
        int at = words.are(2, "if", "exists") ? 4 : 2;
        at = words.is(at, "only") ? at + 1 : at;
        at++;
        while (words.is(at, ".")) {
            at += 2;
        }
        return parts(words, at, words.size());
    }

    private static List<Part> parts(Words words, int from, int end) {
        List<Integer> commas = new ArrayList<>();
        for (int i = from; i < end; i = words.after(i)) {
            if (words.is(i, ",")) {
                commas.add(i);
            }
        }
        List<Part> parts = new ArrayList<>();
        commas.add(end);
        for (int i = 0; i < commas.size() && commas.size() > 1; i++) {
            List<Clauses.Item> left = new ArrayList<>();
            if (i > 0) {
                left.add(new Clauses.Item(from, commas.get(i - 1) + 1));
            }
            if (commas.get(i) < end) {
                left.add(new Clauses.Item(commas.get(i), end));
            }
            parts.add(new Part(left));
        }
        return parts;
    }
}
