package io.eider.storage.profile;

import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnProfile;
import io.eider.engine.Sql;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** What is asked of one column in the rounds of a profile, and what was answered. Belongs to the thread of the profile. */
final class ColumnLook {
    /** More bits than this cost more than they save; each thread has a bitmap of its own. */
    private static final long MAX_BITS = 1L << 28;

    private static final long BITS_PER_ROW = 16;

    private final Column column;
    private final ColumnKind kind;
    private final String name;
    private final long rows;
    private final Answer count;
    private Answer min = new Answer();
    private Answer max = new Answer();
    private Answer distinct;
    private final Optional<Whole> whole;
    private final Optional<NumberLook> number;
    private final Optional<TextLook> text;
    private Optional<Map<String, Long>> histogram = Optional.empty();

    ColumnLook(Column column, long rows, Round first) {
        this.column = column;
        this.rows = rows;
        this.kind = ColumnKind.of(column.type());
        this.name = Sql.identifier(column.name().value());
        count = first.ask("count(" + name + ")");
        if (kind != ColumnKind.UNORDERED) {
            min = first.ask("min(" + name + ")");
            max = first.ask("max(" + name + ")");
        }
        whole = Whole.of(kind, column.type(), name);
        number = kind.isNumeric() ? Optional.of(new NumberLook(name, kind, whole, first)) : Optional.empty();
        text = kind == ColumnKind.TEXT ? Optional.of(new TextLook(name, first)) : Optional.empty();
    }

    String name() {
        return name;
    }

    Column column() {
        return column;
    }

    ColumnKind kind() {
        return kind;
    }

    /** @param isKey whether the column alone is the primary key, which is unique by rule */
    void askHeavy(Round heavy, boolean isKey) {
        distinct = isKey ? count : heavy.ask(countDistinct());
        number.ifPresent(look -> look.askQuantiles(heavy));
    }

    /** With a bit for each number between the least and the greatest it is a seventh of the work (docs/duckdb-notes.md). */
    private String countDistinct() {
        if (whole.isPresent() && count.count() > 0) {
            long least = whole.get().number(min);
            long greatest = whole.get().number(max);
            long bits = greatest - least; // overflows into the negative
            if (bits >= 0 && bits < MAX_BITS && bits / BITS_PER_ROW <= rows) {
                return "bit_count(bitstring_agg(" + whole.get().expression() + "::BIGINT, (" + least + ")::BIGINT, ("
                        + greatest + ")::BIGINT))";
            }
        }
        return "count(DISTINCT " + name + ")";
    }

    void askSecond(Round second, boolean hasPatterns) {
        number.ifPresent(look -> look.askOutliers(second));
        text.ifPresent(look -> look.askBlanks(second, min, max));
        if (hasPatterns) {
            text.ifPresent(look -> look.askPatterns(second));
        }
    }

    long distinct() {
        return distinct.count();
    }

    void put(Map<String, Long> values) {
        histogram = Optional.of(values);
    }

    ColumnProfile profile() {
        long values = count.count();
        double ratio = values == 0 ? 0 : (double) distinct() / values;
        Optional<BigDecimal> nulls =
                rows == 0 ? Optional.empty() : Optional.of(Rounded.percent(2, rows - values, rows));
        return new ColumnProfile(
                column,
                min.value(),
                max.value(),
                distinct(),
                Rounded.to(4, ratio),
                cardinality(values, ratio),
                values,
                nulls,
                number.flatMap(NumberLook::profile),
                rows == 0 ? Optional.empty() : text.map(look -> look.profile(values)),
                histogram);
    }

    private String cardinality(long values, double ratio) {
        if (values > 0 && distinct() == values) {
            return "unique";
        }
        if (distinct() == 1) {
            return "constant";
        }
        if (ratio > 0.9) {
            return "high";
        }
        if (ratio > 0.5) {
            return "medium";
        }
        return ratio > 0.01 ? "low" : "very_low";
    }
}
