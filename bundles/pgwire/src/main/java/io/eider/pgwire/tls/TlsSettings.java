package io.eider.pgwire.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How connections are encrypted.
 *
 * @param use whether they are
 * @param certificate PEM file of the server's certificate and those that it is signed with
 * @param key PEM file of its key, PKCS#8 without a password
 * @param clients whether clients may or must have a certificate
 * @param clientCa PEM file of what clients' certificates are signed with; empty where clients have none
 */
public record TlsSettings(TlsUse use, Path certificate, Path key, TlsUse clients, Optional<Path> clientCa) {
    /** No TLS at all. */
    public static final TlsSettings NONE =
            new TlsSettings(TlsUse.OFF, Path.of(""), Path.of(""), TlsUse.OFF, Optional.empty());

    public TlsSettings {
        if (clients != TlsUse.OFF && clientCa.isEmpty()) {
            throw new IllegalArgumentException(
                    "tls.client.ca (PGWIRE_TLS_CLIENT_CA) is empty: name the file of the certificates that clients'"
                            + " certificates are signed with");
        }
    }
}
