package io.eider.engine.sandbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.SQLException;
import org.duckdb.DuckDBChunkedResult;

/**
 * Why a result by vectors has ended. The driver (1.5.6) answers a failure after the first chunk as it answers the last row, so that half
 * a result would look whole; what asks for the error is in the driver too, but not public.
 */
public final class ResultError {
    private static final System.Logger LOG = System.getLogger(ResultError.class.getName());
    private static final Method CHECK = method();

    private ResultError() {}

    /** Whether failures can be told from ends; without it no result may be read by vectors. */
    public static boolean isKnown() {
        return CHECK != null;
    }

    /** @throws SQLException if the result has ended because its query failed */
    public static void check(DuckDBChunkedResult result) throws SQLException {
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
            LOG.log(System.Logger.Level.WARNING, "Results are read row by row, which is slower: {0}", e.toString());
            return null;
        }
    }
}
