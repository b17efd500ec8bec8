package io.eider.api.id;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A workspace: {@code ws_} and 8 hex digits when the server chose it; a driver may bring its own of 1 to 64 letters, digits,
 * {@code _}, {@code -} that begins with a letter or digit. Unique on the server.
 *
 * @param value the id
 */
public record WorkspaceId(String value) {
    private static final Pattern FORM = Pattern.compile("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws io.eider.api.error.ApiException INVALID_NAME if the form is broken */
    public WorkspaceId {
        Names.require("workspace_id", value, FORM);
    }

    /** A new id of the server's form. */
    public static WorkspaceId random() {
        return new WorkspaceId("ws_" + HexFormat.of().toHexDigits(RANDOM.nextInt()));
    }

    @Override
    public String toString() {
        return value;
    }
}
