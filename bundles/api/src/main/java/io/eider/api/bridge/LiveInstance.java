package io.eider.api.bridge;

/**
 * A schema of a DuckDB instance that runs in this process, as {@link Bridges#register} hands it out.
 *
 * @param id under which it is registered
 * @param token that opens one bridge, and only within 30 seconds
 */
public record LiveInstance(String id, String token) implements BridgeSource {
    /** Without the token. */
    @Override
    public String toString() {
        return "LiveInstance[" + id + "]";
    }
}
