package io.eider.api.auth;

/**
 * What a server keeps of a password (RFC 5802, section 2.2), for SCRAM-SHA-256.
 *
 * @param salt random bytes
 * @param iterations of the key derivation
 * @param storedKey 32 bytes
 * @param serverKey 32 bytes
 */
public record ScramVerifier(byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {}
