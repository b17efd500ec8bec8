package io.eider.api.auth;

/**
 * Credentials just made; the only time that the password is told.
 *
 * @param username of the PostgreSQL front
 * @param password in clear
 */
public record IssuedLogin(String username, String password) {
    /** Without the password. */
    @Override
    public String toString() {
        return "IssuedLogin[" + username + "]";
    }
}
