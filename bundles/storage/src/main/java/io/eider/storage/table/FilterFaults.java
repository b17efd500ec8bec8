package io.eider.storage.table;

import io.eider.engine.DuckDbFailure;
import io.eider.engine.DuckDbFailure.Kind;
import io.eider.engine.Expressions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;

/** What DuckDB says about the expressions of a client that parse but do not fit the table. */
public final class FilterFaults {
    private static final Set<Kind> OF_THE_CLIENT =
            EnumSet.of(Kind.PARSER, Kind.BINDER, Kind.CATALOG, Kind.CONVERSION, Kind.INVALID_INPUT, Kind.OTHER);

    private FilterFaults() {}

    /** Whether an expression can be to blame. */
    public static boolean isOfTheClient(DuckDbFailure failure) {
        return OF_THE_CLIENT.contains(failure.kind());
    }

    /** What DuckDB says, without its advice. */
    public static String reason(DuckDbFailure failure) {
        return failure.getMessage().lines().findFirst().orElse("it does not fit the table");
    }

    /**
     * Runs a statement with a filter.
     *
     * @param field name of the request's field
     * @throws io.eider.api.error.ApiException INVALID_WHERE_CLAUSE
     */
    public static long blame(String field, String text, LongSupplier statement) {
        try {
            return statement.getAsLong();
        } catch (DuckDbFailure e) {
            throw isOfTheClient(e) ? Expressions.invalidFilter(field, text, reason(e)) : e;
        }
    }
}
