package io.eider.pgwire.connection;

import io.eider.api.error.ApiException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An error or notice as a client is told it.
 *
 * @param severity how bad it is
 * @param sqlState five characters
 * @param message one sentence
 * @param others by the field's letter: D detail, H hint, P position, s schema, t table, c column, d data type, n constraint, W context,
 *     R routine
 */
public record ErrorFields(Severity severity, String sqlState, String message, Map<Character, String> others) {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorFields.class);
    /** What an {@link ApiException} calls a field. */
    private static final Map<String, Character> DETAILS = Map.of(
            "detail",
            'D',
            "hint",
            'H',
            "position",
            'P',
            "schema",
            's',
            "table",
            't',
            "column",
            'c',
            "constraint",
            'n',
            "routine",
            'R');

    public ErrorFields {
        others = Collections.unmodifiableMap(new TreeMap<>(others));
    }

    /** Without other fields. */
    public ErrorFields(Severity severity, String sqlState, String message) {
        this(severity, sqlState, message, Map.of());
    }

    /** An error that ends the connection. */
    public static ErrorFields fatal(String sqlState, String message) {
        return new ErrorFields(Severity.FATAL, sqlState, message);
    }

    /**
     * What was thrown. Anything but an {@link ApiException} is XX000, and its text stands only in the log, under an id that the client is
     * told too.
     */
    public static ErrorFields of(Severity severity, Throwable thrown) {
        if (thrown instanceof Refusal refusal) {
            return refusal.fields();
        }
        if (!(thrown instanceof ApiException known)) {
            String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
            LOG.error("Internal error {}", id, thrown);
            return new ErrorFields(
                    severity, "XX000", "internal error", Map.of('D', "The server's log has it under " + id + "."));
        }
        Map<Character, String> others = new TreeMap<>();
        DETAILS.forEach((name, letter) -> {
            Object value = known.details().get(name);
            if (value instanceof String || value instanceof Number) {
                others.put(letter, value.toString());
            }
        });
        Object state = known.details().get("sqlstate");
        return new ErrorFields(
                severity,
                state instanceof String text ? text : known.code().sqlState(),
                String.valueOf(known.getMessage()),
                others);
    }

    /** With one field more. */
    public ErrorFields with(char letter, String value) {
        Map<Character, String> more = new TreeMap<>(others);
        more.put(letter, value);
        return new ErrorFields(severity, sqlState, message, more);
    }
}
