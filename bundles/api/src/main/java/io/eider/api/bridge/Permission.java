package io.eider.api.bridge;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.util.Map;

/** What a bridge lets through to a table. */
public enum Permission {
    /** SELECT. */
    READ,
    /** SELECT, INSERT, UPDATE, DELETE, MERGE, TRUNCATE. */
    READWRITE;

    /**
     * What a word of a client says.
     *
     * @throws ApiException INVALID_REQUEST for another word than {@code read} and {@code readwrite}
     */
    public static Permission of(String word) {
        return switch (word) {
            case "read" -> READ;
            case "readwrite" -> READWRITE;
            default ->
                throw new ApiException(
                        ErrorCode.INVALID_REQUEST,
                        "Permission '" + word + "' is not one of read, readwrite",
                        Map.of("permission", word));
        };
    }
}
