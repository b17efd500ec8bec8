package io.eider.api.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The one exception that crosses bundle borders. The message says what failed, on which object and what to do; it goes to
 * the client as it is and never holds a path, a secret or SQL of somebody else.
 */
public final class ApiException extends RuntimeException {
    private final ErrorCode code;
    private final transient Map<String, Object> details;

    /** An error without details. */
    public ApiException(ErrorCode code, String message) {
        this(code, message, Map.of(), null);
    }

    /** An error with details and no cause. */
    public ApiException(ErrorCode code, String message, Map<String, ?> details) {
        this(code, message, details, null);
    }

    /**
     * An error in full.
     *
     * @param code the row of the table
     * @param message for the client
     * @param details JSON values by name, in the order they are shown; values may be null
     * @param cause for the log only, may be null
     */
    public ApiException(ErrorCode code, String message, Map<String, ?> details, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** The row of the error table. */
    public ErrorCode code() {
        return code;
    }

    /** JSON values by name, in order; empty when there are none. */
    public Map<String, Object> details() {
        return details;
    }
}
