package io.eider.api.auth;

/**
 * A key that was just made, with its text.
 *
 * @param key what is known of it
 * @param secret the whole key; not kept anywhere
 */
public record IssuedKey(ApiKey key, String secret) {
    /** Without the secret, so that no log shows it. */
    @Override
    public String toString() {
        return "IssuedKey[" + key.id() + "]";
    }
}
