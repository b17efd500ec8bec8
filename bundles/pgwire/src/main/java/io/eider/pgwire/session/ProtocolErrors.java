package io.eider.pgwire.session;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Errors of the front's own. Source: PostgreSQL manual, appendix A. */
final class ProtocolErrors {
    private ProtocolErrors() {}

    static ApiException of(String sqlState, String message) {
        return new ApiException(ErrorCode.SQL_ERROR, message, Map.of("sqlstate", sqlState));
    }

    static ApiException of(String sqlState, String message, String hint) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("sqlstate", sqlState);
        details.put("hint", hint);
        return new ApiException(ErrorCode.SQL_ERROR, message, details);
    }

    static ApiException detailed(String sqlState, String message, String detail) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("sqlstate", sqlState);
        details.put("detail", detail);
        return new ApiException(ErrorCode.SQL_ERROR, message, details);
    }

    /** A statement has to be prepared again. Clients (asyncpg, Postgres.js) know it by the name of PostgreSQL's routine. */
    static ApiException stale() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("sqlstate", "0A000");
        details.put("hint", "Prepare the statement again.");
        details.put("routine", "RevalidateCachedQuery");
        return new ApiException(ErrorCode.SQL_ERROR, "cached plan must not change result type", details);
    }

    /** There is no such prepared statement. Postgres.js prepares it again, by the name of PostgreSQL's routine. */
    static ApiException notPrepared(String message) {
        return new ApiException(
                ErrorCode.SQL_ERROR, message, Map.of("sqlstate", "26000", "routine", "FetchPreparedStatement"));
    }

    /** A message that is not built as it has to be. */
    static ApiException format(String what) {
        return of("08P01", what);
    }
}
