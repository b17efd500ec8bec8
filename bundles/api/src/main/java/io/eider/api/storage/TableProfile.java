package io.eider.api.storage;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a table holds, in figures. Source: storage contract, section 1.8, where every member is defined.
 *
 * @param table what was looked at
 * @param columns in the order of the table
 * @param qualityScore 0 to 100, one decimal
 * @param issues empty for none
 * @param correlations by strength; empty for none or where the mode does not ask for them
 */
public record TableProfile(
        Table table,
        List<ColumnProfile> columns,
        BigDecimal qualityScore,
        List<Issue> issues,
        List<Correlation> correlations) {
    /** Copies the lists. */
    public TableProfile {
        columns = List.copyOf(columns);
        issues = List.copyOf(issues);
        correlations = List.copyOf(correlations);
    }

    /**
     * Something to look at.
     *
     * @param column where
     * @param type {@code high_nulls}, {@code constant}, {@code outliers}, {@code skewed}, {@code pk_candidate},
     *     {@code enum_candidate}
     * @param severity {@code warning} or {@code info}
     * @param message for people
     */
    public record Issue(String column, String type, String severity, String message) {}

    /**
     * Two columns that move together.
     *
     * @param column1 one of them
     * @param column2 the other
     * @param correlation Pearson's, -1 to 1, four decimals
     * @param strength {@code strong} or {@code moderate}
     */
    public record Correlation(String column1, String column2, BigDecimal correlation, String strength) {}
}
