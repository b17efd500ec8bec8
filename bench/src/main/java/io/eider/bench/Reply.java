package io.eider.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An answer of the server.
 *
 * @param status of HTTP
 * @param body all of it
 */
record Reply(int status, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** This one, if it has that status. */
    Reply expect(int expected) {
        if (status != expected) {
            throw new IllegalStateException("answered " + status + " instead of " + expected + ": " + text());
        }
        return this;
    }

    JsonNode json() throws IOException {
        return JSON.readTree(body);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
