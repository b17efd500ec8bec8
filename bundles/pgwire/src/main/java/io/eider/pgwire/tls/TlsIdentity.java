package io.eider.pgwire.tls;

import io.netty.handler.ssl.SslContext;
import java.util.Optional;

/**
 * What one generation of the files says.
 *
 * @param context makes the engines of connections
 * @param binding hash of the certificate for channel binding {@code tls-server-end-point} (RFC 5929); empty if its algorithm has none
 */
public record TlsIdentity(SslContext context, Optional<byte[]> binding) {}
