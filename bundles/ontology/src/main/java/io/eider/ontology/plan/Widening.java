package io.eider.ontology.plan;

import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.FieldType.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which types hold every value of another unchanged. */
final class Widening {
    private static final List<Kind> WHOLE =
            List.of(Kind.TINYINT, Kind.SMALLINT, Kind.INTEGER, Kind.BIGINT, Kind.HUGEINT);

    /** Most digits of a whole number. */
    private static final Map<Kind, Integer> DIGITS =
            Map.of(Kind.TINYINT, 3, Kind.SMALLINT, 5, Kind.INTEGER, 10, Kind.BIGINT, 19);

    /** Whole numbers that a floating-point type holds exactly. */
    private static final Map<Kind, Set<Kind>> EXACT = Map.of(
            Kind.FLOAT,
            Set.of(Kind.TINYINT, Kind.SMALLINT),
            Kind.DOUBLE,
            Set.of(Kind.TINYINT, Kind.SMALLINT, Kind.INTEGER, Kind.FLOAT));

    /** Not text of which every byte comes back, or not of one form. */
    private static final Set<Kind> NO_TEXT = Set.of(Kind.BLOB, Kind.FLOAT, Kind.DOUBLE);

    private Widening() {}

    static boolean isSafe(FieldType from, FieldType to) {
        if (!from.isScalar() || !to.isScalar()) {
            return to.kind() == Kind.VARCHAR && !to.isList();
        }
        Kind target = to.kind();
        if (target == Kind.VARCHAR) {
            return !NO_TEXT.contains(from.kind());
        }
        if (target == Kind.DECIMAL) {
            return isDecimal(from, to);
        }
        if (WHOLE.contains(target)) {
            return WHOLE.contains(from.kind()) && WHOLE.indexOf(from.kind()) <= WHOLE.indexOf(target);
        }
        if (target == Kind.TIMESTAMP) {
            return from.kind() == Kind.DATE;
        }
        return EXACT.getOrDefault(target, Set.of()).contains(from.kind());
    }

    private static boolean isDecimal(FieldType from, FieldType to) {
        int whole = to.precision() - to.scale();
        if (from.kind() == Kind.DECIMAL) {
            return to.scale() >= from.scale() && whole >= from.precision() - from.scale();
        }
        return DIGITS.containsKey(from.kind()) && whole >= DIGITS.get(from.kind());
    }
}
