package io.eider.rest.body;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.eider.api.storage.ColumnProfile;
import io.eider.api.storage.ColumnProfile.NumericProfile;
import io.eider.api.storage.ColumnProfile.TextProfile;
import io.eider.api.storage.TableProfile;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Bodies of profiles (storage contract, section 1.8). What does not apply is null. */
public final class ProfileBodies {
    private ProfileBodies() {}

    /** What a table holds. */
    public record TableProfileResponse(
            String tableName,
            String bucketName,
            long rowCount,
            int columnCount,
            List<ColumnStatistics> statistics,
            double qualityScore,
            @ArraySchema(arraySchema = @Schema(nullable = true)) List<QualityIssue> qualityIssues,
            @ArraySchema(arraySchema = @Schema(nullable = true)) List<Correlation> correlations) {
        /** As it is on the wire. */
        public static TableProfileResponse of(TableProfile profile) {
            return new TableProfileResponse(
                    profile.table().id().name(),
                    profile.table().id().bucket().name(),
                    profile.table().rowCount(),
                    profile.columns().size(),
                    profile.columns().stream().map(ColumnStatistics::of).toList(),
                    profile.qualityScore().doubleValue(),
                    orNull(profile.issues().stream().map(QualityIssue::of).toList()),
                    orNull(profile.correlations().stream().map(Correlation::of).toList()));
        }

        private static <T> List<T> orNull(List<T> list) {
            return list.isEmpty() ? null : list;
        }
    }

    /** The figures of a column. */
    public record ColumnStatistics(
            String columnName,
            String columnType,
            @Schema(nullable = true) @JsonSerialize(using = TableValue.class) Object min,
            @Schema(nullable = true) @JsonSerialize(using = TableValue.class) Object max,
            long approxUnique,
            double cardinalityRatio,
            @Schema(allowableValues = {"unique", "constant", "high", "medium", "low", "very_low"})
                    String cardinalityClass,
            long count,
            @Schema(nullable = true) Double nullPercentage,
            @Schema(nullable = true) Double avg,
            @Schema(nullable = true) Double std,
            @Schema(nullable = true) Double skewness,
            @Schema(nullable = true) Double kurtosis,
            @Schema(nullable = true) Double q01,
            @Schema(nullable = true) Double q05,
            @Schema(nullable = true) Double q25,
            @Schema(nullable = true) Double q50,
            @Schema(nullable = true) Double q75,
            @Schema(nullable = true) Double q95,
            @Schema(nullable = true) Double q99,
            @Schema(nullable = true) Long outlierCount,
            @Schema(nullable = true) Double outlierLowerBound,
            @Schema(nullable = true) Double outlierUpperBound,
            @Schema(nullable = true) Map<String, Long> histogram,
            @Schema(nullable = true) Double avgLength,
            @Schema(nullable = true) Long minLength,
            @Schema(nullable = true) Long maxLength,
            @Schema(nullable = true) Long emptyCount,
            @Schema(nullable = true) Long whitespaceOnlyCount,
            @ArraySchema(arraySchema = @Schema(nullable = true)) List<DetectedPattern> detectedPatterns) {
        static ColumnStatistics of(ColumnProfile column) {
            Optional<NumericProfile> numeric = column.numeric();
            Optional<TextProfile> text = column.text();
            return new ColumnStatistics(
                    column.column().name().value(),
                    column.column().type(),
                    column.min().orElse(null),
                    column.max().orElse(null),
                    column.distinct(),
                    column.cardinalityRatio().doubleValue(),
                    column.cardinalityClass(),
                    column.count(),
                    number(column.nullPercentage()),
                    number(numeric.flatMap(NumericProfile::avg)),
                    number(numeric.flatMap(NumericProfile::std)),
                    number(numeric.flatMap(NumericProfile::skewness)),
                    number(numeric.flatMap(NumericProfile::kurtosis)),
                    quantile(numeric, 0),
                    quantile(numeric, 1),
                    quantile(numeric, 2),
                    quantile(numeric, 3),
                    quantile(numeric, 4),
                    quantile(numeric, 5),
                    quantile(numeric, 6),
                    get(numeric, NumericProfile::outlierCount),
                    number(numeric.map(NumericProfile::outlierLowerBound)),
                    number(numeric.map(NumericProfile::outlierUpperBound)),
                    column.histogram().orElse(null),
                    number(text.flatMap(TextProfile::avgLength)),
                    text.flatMap(TextProfile::minLength).orElse(null),
                    text.flatMap(TextProfile::maxLength).orElse(null),
                    get(text, TextProfile::emptyCount),
                    get(text, TextProfile::whitespaceOnlyCount),
                    text.flatMap(TextProfile::patterns)
                            .map(patterns ->
                                    patterns.stream().map(DetectedPattern::of).toList())
                            .orElse(null));
        }

        private static Double quantile(Optional<NumericProfile> numeric, int index) {
            return numeric.map(figures -> figures.quantiles().get(index))
                    .filter(Double::isFinite)
                    .orElse(null);
        }

        private static <T> Long get(Optional<T> figures, Function<T, Long> figure) {
            return figures.map(figure).orElse(null);
        }

        private static Double number(Optional<BigDecimal> figure) {
            return figure.map(BigDecimal::doubleValue).orElse(null);
        }
    }

    /** A form that values have. */
    public record DetectedPattern(String pattern, long matchCount, double matchPercentage) {
        static DetectedPattern of(ColumnProfile.Pattern pattern) {
            return new DetectedPattern(
                    pattern.name(),
                    pattern.matchCount(),
                    pattern.matchPercentage().doubleValue());
        }
    }

    /** Something to look at. */
    public record QualityIssue(String column, String type, String severity, String message) {
        static QualityIssue of(TableProfile.Issue issue) {
            return new QualityIssue(issue.column(), issue.type(), issue.severity(), issue.message());
        }
    }

    /** Two columns that move together. */
    public record Correlation(String column1, String column2, double correlation, String strength) {
        static Correlation of(TableProfile.Correlation found) {
            return new Correlation(
                    found.column1(), found.column2(), found.correlation().doubleValue(), found.strength());
        }
    }

    /** Writes a value as previews do. */
    static final class TableValue extends JsonSerializer<Object> {
        @Override
        public void serialize(Object value, JsonGenerator json, SerializerProvider provider) throws IOException {
            new JsonValues(json).write(value);
        }
    }
}
