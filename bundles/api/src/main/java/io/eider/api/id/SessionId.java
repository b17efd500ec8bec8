package io.eider.api.id;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A session of a workspace: a prefix that names its front ({@code http_}, {@code pgw_}) and 16 hex digits.
 *
 * @param value the id
 */
public record SessionId(String value) {
    private static final Pattern FORM = Pattern.compile("^[A-Za-z0-9_-]{1,64}$");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws io.eider.api.error.ApiException INVALID_NAME if the form is broken */
    public SessionId {
        Names.require("session_id", value, FORM);
    }

    /** A new id that cannot be guessed. */
    public static SessionId random(String prefix) {
        return new SessionId(prefix + HexFormat.of().toHexDigits(RANDOM.nextLong()));
    }

    @Override
    public String toString() {
        return value;
    }
}
