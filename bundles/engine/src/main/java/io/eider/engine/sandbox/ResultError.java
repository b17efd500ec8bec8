package io.eider.engine.sandbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.SQLException;
import org.duckdb.DuckDBChunkedResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a result by vectors has ended. The driver (1.5.6) answers a failure after the first chunk as it answers the last row, so that half
 * a result would look whole; what asks for the error is in the driver too, but not public.
 */
final class ResultError {
    private static final Logger LOG = LoggerFactory.getLogger(ResultError.class);
    private static final Method CHECK = method();

    private ResultError() {}

    /** Whether failures can be told from ends; without it no result may be read by vectors. */
    static boolean isKnown() {
        return CHECK != null;
    }

    /** @throws SQLException if the result has ended because its query failed */
    static void check(DuckDBChunkedResult result) throws SQLException {
        try {
            CHECK.invoke(result);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException error ? error : new SQLException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // it was made accessible
        }
    }

    private static Method method() {
        try {
            Method check = DuckDBChunkedResult.class.getDeclaredMethod("checkError");
            check.setAccessible(true);
            return check;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("Results are read row by row, which is slower: {}", e.toString());
            return null;
        }
    }
}
