package io.eider.storage.profile;

import io.eider.api.storage.ColumnProfile.NumericProfile;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What is asked of a numeric column. */
final class NumberLook {
    private static final String LEVELS = "[0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]";
    private static final int LOWER_QUARTILE = 2;
    private static final int UPPER_QUARTILE = 4;
    private static final double FENCE = 1.5;
    private static final int DECIMALS = 4;

    private final String column;
    private final ColumnKind kind;
    private final Optional<Whole> whole;
    private final Answer avg;
    private final Answer std;
    private final Answer skewness;
    private final Answer kurtosis;
    private Answer quantiles = new Answer();
    private Answer outliers = new Answer();

    /** @param whole the numbers as whole ones, if they can be told so: quantiles are found faster among them */
    NumberLook(String column, ColumnKind kind, Optional<Whole> whole, Round first) {
        this.column = column;
        this.kind = kind;
        this.whole = whole;
        String finite = kind.finite(column);
        avg = first.ask("avg(" + kind.exact(column) + ")");
        std = first.ask("stddev_samp(" + finite + ")");
        skewness = first.ask("skewness(" + finite + ")");
        kurtosis = first.ask("kurtosis(" + finite + ")");
    }

    void askQuantiles(Round heavy) {
        // as DECIMAL they would be cut to its scale
        String numbers = whole.map(Whole::expression).orElseGet(() -> kind.finite(column));
        quantiles = heavy.ask("quantile_cont(" + numbers + ", " + LEVELS + ")");
    }

    private List<Double> levels() {
        return quantiles.numbers().stream()
                .map(level -> whole.map(numbers -> numbers.value(level)).orElse(level))
                .toList();
    }

    void askOutliers(Round second) {
        if (!quantiles.numbers().isEmpty()) {
            String finite = kind.finite(column);
            outliers = second.ask("count(*) FILTER (" + finite + " < " + literal(bound(-1)) + " OR " + finite + " > "
                    + literal(bound(1)) + ")");
        }
    }

    /** Empty without finite values. */
    Optional<NumericProfile> profile() {
        if (quantiles.numbers().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NumericProfile(
                rounded(avg),
                rounded(std),
                rounded(skewness),
                rounded(kurtosis),
                levels(),
                outliers.count(),
                Rounded.to(DECIMALS, bound(-1)),
                Rounded.to(DECIMALS, bound(1))));
    }

    /** Below (-1) or above (1) of it a value is an outlier; where that is beyond what DOUBLE holds, nothing is. */
    private double bound(int side) {
        List<Double> levels = levels();
        double low = levels.get(LOWER_QUARTILE);
        double high = levels.get(UPPER_QUARTILE);
        double bound = side < 0 ? low - FENCE * (high - low) : high + FENCE * (high - low);
        return Double.isFinite(bound) ? bound : side * Double.MAX_VALUE;
    }

    private static String literal(double value) {
        return "'" + value + "'::DOUBLE";
    }

    private static Optional<BigDecimal> rounded(Answer answer) {
        return answer.number().map(value -> Rounded.to(DECIMALS, value));
    }
}
