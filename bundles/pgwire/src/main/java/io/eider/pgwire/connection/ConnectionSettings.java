package io.eider.pgwire.connection;

import java.time.Duration;

/**
 * What connections may do.
 *
 * @param connections open at once
 * @param perAddress of them from one address (of IPv6: from one network of 64 bits)
 * @param loginTimeout from the first byte to the login's end
 * @param failuresPerMinute failed logins of one address after which it is not heard for the rest of the minute
 * @param loginMessageBytes largest length of a message before the login's end
 * @param messageBytes largest length of a message after it
 * @param passwords how passwords are asked for
 */
public record ConnectionSettings(
        int connections,
        int perAddress,
        Duration loginTimeout,
        int failuresPerMinute,
        int loginMessageBytes,
        int messageBytes,
        Passwords passwords) {
    /** How passwords are asked for. */
    public enum Passwords {
        SCRAM,
        /** In clear text, but only inside TLS; by SCRAM elsewhere. */
        CLEARTEXT;

        /** Reads the value of a setting. */
        public static Passwords parse(String setting, String value) {
            return switch (value.strip()) {
                case "scram" -> SCRAM;
                case "cleartext" -> CLEARTEXT;
                default -> throw new IllegalArgumentException(setting + "=" + value + ": not scram or cleartext");
            };
        }
    }
}
