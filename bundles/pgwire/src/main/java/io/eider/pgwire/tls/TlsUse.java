package io.eider.pgwire.tls;

import java.util.Arrays;
import java.util.Locale;

/** Whether something of TLS is used. */
public enum TlsUse {
    /** Never. */
    OFF,
    /** If the client wants it. */
    ALLOW,
    /** By every client. */
    REQUIRE;

    /** Reads the value of a setting. */
    public static TlsUse parse(String setting, String value) {
        return Arrays.stream(values())
                .filter(use -> use.name().toLowerCase(Locale.ROOT).equals(value.strip()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(setting + "=" + value + ": not one of off, allow and require"));
    }
}
