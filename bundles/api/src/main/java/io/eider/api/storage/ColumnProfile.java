package io.eider.api.storage;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of one column; what does not apply to its type is empty. Values are as in {@link RowSink}. Source: storage
 * contract, section 1.8.
 *
 * @param column which
 * @param min least value
 * @param max greatest value
 * @param distinct different values that are not NULL, exact
 * @param cardinalityRatio distinct / not NULL, four decimals, 0 for none
 * @param cardinalityClass {@code unique}, {@code constant}, {@code high}, {@code medium}, {@code low}, {@code very_low}
 * @param count values that are not NULL
 * @param nullPercentage two decimals; empty for an empty table
 * @param numeric for numeric columns with values
 * @param text for text columns
 * @param histogram value to count in the order of values; empty where the mode does not ask for it
 */
public record ColumnProfile(
        Column column,
        Optional<Object> min,
        Optional<Object> max,
        long distinct,
        BigDecimal cardinalityRatio,
        String cardinalityClass,
        long count,
        Optional<BigDecimal> nullPercentage,
        Optional<NumericProfile> numeric,
        Optional<TextProfile> text,
        Optional<Map<String, Long>> histogram) {
    /**
     * Of a numeric column. Members that are undefined for so few values are empty.
     *
     * @param avg mean, four decimals like all that follow
     * @param std standard deviation of a sample
     * @param skewness third moment
     * @param kurtosis fourth moment
     * @param quantiles at 1, 5, 25, 50, 75, 95 and 99 per cent, interpolated
     * @param outlierCount values outside of the bounds
     * @param outlierLowerBound lower quartile less 1.5 times the distance of the quartiles
     * @param outlierUpperBound upper quartile and 1.5 times the distance of the quartiles
     */
    public record NumericProfile(
            Optional<BigDecimal> avg,
            Optional<BigDecimal> std,
            Optional<BigDecimal> skewness,
            Optional<BigDecimal> kurtosis,
            List<Double> quantiles,
            long outlierCount,
            BigDecimal outlierLowerBound,
            BigDecimal outlierUpperBound) {}

    /**
     * Of a text column; lengths in characters.
     *
     * @param avgLength mean length, one decimal; empty without values
     * @param minLength shortest; empty without values
     * @param maxLength longest; empty without values
     * @param emptyCount empty texts
     * @param whitespaceOnlyCount texts of nothing but white space, empty ones not counted
     * @param patterns what the values look like; empty where the mode does not ask for it
     */
    public record TextProfile(
            Optional<BigDecimal> avgLength,
            Optional<Long> minLength,
            Optional<Long> maxLength,
            long emptyCount,
            long whitespaceOnlyCount,
            Optional<List<Pattern>> patterns) {}

    /**
     * A form that values have.
     *
     * @param name {@code email}, {@code uuid}, {@code url}, {@code phone}, {@code ipv4}, {@code date_iso}, {@code datetime_iso}
     * @param matchCount values that have it
     * @param matchPercentage of the values that are not NULL, one decimal
     */
    public record Pattern(String name, long matchCount, BigDecimal matchPercentage) {}
}
