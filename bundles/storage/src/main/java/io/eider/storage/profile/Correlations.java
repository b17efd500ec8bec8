package io.eider.storage.profile;

import io.eider.api.storage.TableProfile.Correlation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Pearson's correlation of the first numeric columns, pair by pair, rows with both values only. */
final class Correlations {
    private static final int COLUMNS = 10;
    private static final int MOST = 20;
    private static final double LEAST = 0.3;
    private static final double STRONG = 0.7;

    private final List<Pair> pairs = new ArrayList<>();

    private record Pair(ColumnLook one, ColumnLook other, Answer answer) {
        double strength() {
            return answer.number().map(Math::abs).orElse(0.0);
        }

        Correlation correlation() {
            return new Correlation(
                    one.column().name().value(),
                    other.column().name().value(),
                    Rounded.to(4, answer.number().orElseThrow()),
                    strength() > STRONG ? "strong" : "moderate");
        }
    }

    Correlations(List<ColumnLook> columns, Round round) {
        List<ColumnLook> numeric = columns.stream()
                .filter(column -> column.kind().isNumeric())
                .limit(COLUMNS)
                .toList();
        for (int i = 0; i < numeric.size(); i++) {
            for (ColumnLook other : numeric.subList(i + 1, numeric.size())) {
                ColumnLook one = numeric.get(i);
                String pair =
                        one.kind().finite(one.name()) + ", " + other.kind().finite(other.name());
                pairs.add(new Pair(one, other, round.ask("corr(" + pair + ")")));
            }
        }
    }

    List<Correlation> found() {
        return pairs.stream()
                .filter(pair -> pair.strength() > LEAST)
                .sorted(Comparator.comparingDouble(Pair::strength).reversed())
                .limit(MOST)
                .map(Pair::correlation)
                .toList();
    }
}
