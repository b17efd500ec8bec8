package io.eider.api.storage;

import io.eider.api.id.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One operation that somebody asked for, as the operations log keeps it.
 *
 * @param at when it began
 * @param requestId of the request that asked for it
 * @param project whose
 * @param operation {@code create_table}, ...
 * @param resourceType {@code table}, ...
 * @param resourceId {@code bucket.table}, a key's id, ...; cut to 500 characters
 * @param details JSON values by name; never secrets or values of rows
 * @param duration how long it took
 * @param status how it ended
 * @param errorMessage what the client was told, cut to 500 characters; empty for success
 */
public record OperationRecord(
        Instant at,
        String requestId,
        ProjectId project,
        String operation,
        String resourceType,
        Optional<String> resourceId,
        Map<String, Object> details,
        Duration duration,
        Status status,
        Optional<String> errorMessage) {
    private static final int MOST_CHARS = 500;

    /** Cuts the texts and copies the details. */
    public OperationRecord {
        resourceId = resourceId.map(OperationRecord::cut);
        errorMessage = errorMessage.map(OperationRecord::cut);
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    private static String cut(String text) {
        if (text.length() <= MOST_CHARS) {
            return text;
        }
        boolean isBetweenSurrogates = Character.isHighSurrogate(text.charAt(MOST_CHARS - 1));
        return text.substring(0, isBetweenSurrogates ? MOST_CHARS - 1 : MOST_CHARS);
    }

    /** How an operation ended. */
    public enum Status {
        /** Done. */
        SUCCESS,
        /** Nothing was changed. */
        FAILED;

        /** The name on the wire, lower case. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
