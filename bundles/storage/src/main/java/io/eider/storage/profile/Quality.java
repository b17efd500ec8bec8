package io.eider.storage.profile;

import io.eider.api.storage.ColumnProfile;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableProfile.Issue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the figures of columns say about the quality of a table (storage contract, section 1.8). */
final class Quality {
    private static final BigDecimal HALF = BigDecimal.valueOf(50);
    private static final BigDecimal SKEWED = BigDecimal.valueOf(2);
    private static final int OUTLIERS_PER_CENT = 5;
    private static final Set<String> FEW = Set.of("low", "very_low");

    private final Table table;
    private final List<Issue> issues = new ArrayList<>();
    private int score = 100;

    Quality(Table table, List<ColumnProfile> columns) {
        this.table = table;
        for (ColumnProfile column : columns) {
            warn(column);
            inform(column);
        }
    }

    List<Issue> issues() {
        return issues;
    }

    BigDecimal score() {
        return BigDecimal.valueOf(Math.max(0, score)).setScale(1);
    }

    private void warn(ColumnProfile column) {
        BigDecimal nulls = column.nullPercentage().orElse(BigDecimal.ZERO);
        if (nulls.compareTo(HALF) > 0) {
            add(column, "high_nulls", "warning", nulls.toPlainString() + " % of the values are NULL");
            score -= 5;
        }
        long outliers =
                column.numeric().map(ColumnProfile.NumericProfile::outlierCount).orElse(0L);
        if (outliers > table.rowCount() / 100.0 * OUTLIERS_PER_CENT) {
            add(column, "outliers", "warning", outliers + " values lie far from the others");
            score -= 2;
        }
    }

    private void inform(ColumnProfile column) {
        String cardinality = column.cardinalityClass();
        if (cardinality.equals("constant")) {
            add(column, "constant", "info", "All values are the same");
        }
        column.numeric()
                .flatMap(ColumnProfile.NumericProfile::skewness)
                .filter(skewness -> skewness.abs().compareTo(SKEWED) > 0)
                .ifPresent(skewness -> add(
                        column, "skewed", "info", "The values are skewed (skewness " + skewness.toPlainString() + ")"));
        boolean isOfKey = table.primaryKey().contains(column.column().name().value());
        if (cardinality.equals("unique") && column.count() == table.rowCount() && !isOfKey) {
            add(
                    column,
                    "pk_candidate",
                    "info",
                    "All values differ and none is NULL: the column could be the primary key");
        }
        if (column.text().isPresent() && column.count() > 0 && FEW.contains(cardinality)) {
            add(
                    column,
                    "enum_candidate",
                    "info",
                    "Few different values (" + column.distinct() + "): it could be an ENUM");
        }
    }

    private void add(ColumnProfile column, String type, String severity, String message) {
        issues.add(new Issue(column.column().name().value(), type, severity, message));
    }
}
