package io.eider.storage.row;

import io.eider.api.storage.Column;
import io.eider.api.storage.RowRule;
import io.eider.engine.Sql;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition that a row breaks a rule, as SQL. Values of rules are parameters always; it is true or false, never NULL.
 *
 * @param sql the condition
 * @param parameters for its {@code ?}
 */
public record RuleSql(String sql, List<Object> parameters) {
    private static final Pattern WHOLE = Pattern.compile("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?");
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\(\\d+,(\\d+)\\)");
    private static final String LIST = "[]";
    private static final int MOST_DIGITS = 38;

    /** The greatest HUGEINT; the least is one below its negative. */
    private static final BigInteger HUGE = BigInteger.TWO.pow(127).subtract(BigInteger.ONE);

    /**
     * The condition for a rule.
     *
     * @param column with DuckDB's own text of its type
     * @param name of the column where the rows are
     */
    public static RuleSql broken(RowRule rule, Column column, String name) {
        String value = Sql.identifier(name);
        if (rule.kind() == RowRule.Kind.REQUIRED) {
            return new RuleSql(value + " IS NULL", List.of());
        }
        if (!column.type().endsWith(LIST)) {
            RuleSql one = ofValue(rule, value, column.type());
            return new RuleSql("(" + value + " IS NOT NULL AND " + one.sql + ")", one.parameters);
        }
        String type = column.type().substring(0, column.type().length() - LIST.length());
        RuleSql one = ofValue(rule, "element", type);
        return new RuleSql(
                "coalesce(len(list_filter(" + value + ", lambda element: element IS NOT NULL AND " + one.sql
                        + ")) > 0, false)",
                one.parameters);
    }

    private static RuleSql ofValue(RowRule rule, String value, String type) {
        return switch (rule.kind()) {
            case REQUIRED -> new RuleSql("false", List.of()); // a list may hold NULL
            case ALLOWED ->
                not(
                        value + " IN ("
                                + String.join(
                                        ", ", Collections.nCopies(rule.values().size(), "TRY_CAST(? AS " + type + ")"))
                                + ")",
                        List.copyOf(rule.values()));
            case MINIMUM ->
                bound(value, type, " >= ", new BigDecimal(rule.values().get(0)));
            case MAXIMUM ->
                bound(value, type, " <= ", new BigDecimal(rule.values().get(0)));
            case MAX_LENGTH ->
                not(
                        (type.equals("BLOB") ? "octet_length(" + value : "length(CAST(" + value + " AS VARCHAR)")
                                + ") <= CAST(? AS BIGINT)",
                        List.copyOf(rule.values()));
            case PATTERN -> not("regexp_full_match(CAST(" + value + " AS VARCHAR), ?)", List.copyOf(rule.values()));
        };
    }

    private static RuleSql not(String holds, List<Object> parameters) {
        return new RuleSql("NOT coalesce(" + holds + ", false)", parameters);
    }

    /** Exact for whole numbers and DECIMAL: the bound is moved to the next value that the type has. */
    private static RuleSql bound(String value, String type, String operator, BigDecimal bound) {
        RoundingMode inwards = operator.equals(" >= ") ? RoundingMode.CEILING : RoundingMode.FLOOR;
        Matcher decimal = DECIMAL.matcher(type);
        if (WHOLE.matcher(type).matches()) {
            BigInteger number = bound.setScale(0, inwards).toBigInteger();
            return not(value + operator + "CAST(? AS HUGEINT)", List.of(clamped(number, HUGE)));
        }
        if (decimal.matches()) {
            int scale = Integer.parseInt(decimal.group(1));
            BigInteger most = BigInteger.TEN.pow(MOST_DIGITS).subtract(BigInteger.ONE);
            String text = new BigDecimal(
                            new BigInteger(
                                    clamped(bound.setScale(scale, inwards).unscaledValue(), most)),
                            scale)
                    .toPlainString();
            return not(value + operator + "CAST(? AS DECIMAL(" + MOST_DIGITS + "," + scale + "))", List.of(text));
        }
        return not("TRY_CAST(" + value + " AS DOUBLE)" + operator + "CAST(? AS DOUBLE)", List.of(bound.toString()));
    }

    private static String clamped(BigInteger number, BigInteger most) {
        return number.min(most).max(most.negate()).toString();
    }
}
