package io.eider.pgwire.session;

import io.eider.pgwire.dialect.Parameters;
import io.eider.pgwire.type.PgTypes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What types of DuckDB say and PostgreSQL's do not: the dimensions of arrays and the scale of numeric. Where a statement casts a parameter to such a type,
 * the value decides.
 *
 * @param casts numbers of the parameters that the statement casts, from 1
 * @param types of all parameters, as the statement was prepared with them
 */
record ParameterShapes(Set<Integer> casts, List<Optional<String>> types) {
    private static final int MOST_DIGITS = 38;
    private static final int SCALE = PgTypes.scale(PgTypes.ANY_NUMERIC);

    static ParameterShapes of(String statement, List<Optional<String>> types) {
        Set<Integer> casts = types.isEmpty() ? Set.of() : Parameters.casts(statement);
        return new ParameterShapes(casts, List.copyOf(types));
    }

    /** The types for values; those of the statement if they fit. */
    List<Optional<String>> fitting(int[] oids, List<Object> values) {
        List<Optional<String>> shaped = null;
        for (int number : casts) {
            Optional<String> type = number > values.size() || number > oids.length
                    ? Optional.empty()
                    : shape(oids[number - 1], values.get(number - 1));
            if (type.isPresent()) {
                shaped = shaped == null ? new ArrayList<>(types) : shaped;
                shaped.set(number - 1, type);
            }
        }
        return shaped == null ? types : shaped;
    }

    /** Empty if the type of the statement will do. */
    private static Optional<String> shape(int oid, Object value) {
        if (value instanceof BigDecimal number && oid == Parsed.NUMERIC) {
            return numeric(number);
        }
        if (value instanceof String list && list.startsWith("[[") && PgTypes.isArray(oid)) {
            int dimensions = 0;
            while (list.charAt(dimensions) == '[') {
                dimensions++;
            }
            String array = PgTypes.duckType(oid).orElse("VARCHAR[]");
            return Optional.of(array.substring(0, array.indexOf('[')) + "[]".repeat(dimensions));
        }
        return Optional.empty();
    }

    private static Optional<String> numeric(BigDecimal number) {
        int scale = Math.max(0, number.scale());
        int whole = Math.max(1, number.precision() - number.scale());
        boolean isKept = scale <= SCALE
                && whole <= MOST_DIGITS - SCALE
                && number.stripTrailingZeros().scale() >= scale;
        boolean isHeld = whole + scale <= MOST_DIGITS;
        return isKept || !isHeld ? Optional.empty() : Optional.of("DECIMAL(" + MOST_DIGITS + "," + scale + ")");
    }
}
