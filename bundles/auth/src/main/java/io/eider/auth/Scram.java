package io.eider.auth;

import io.eider.api.auth.ScramVerifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The arithmetic of SCRAM-SHA-256: from a password to what a server keeps of it, and back to whether a password fits.
 *
 * <p>SASLprep (RFC 4013) leaves printable ASCII as it is, and all passwords that we make are such; so it is left out, and a password of
 * other characters fits none.
 *
 * <p>Source: RFC 5802, section 3; RFC 7677; PostgreSQL manual, section 53.11 (pg_authid), for the text.
 */
final class Scram {
    static final int ITERATIONS = 4096;
    static final int KEY_BYTES = 32;

    private static final String HMAC = "HmacSHA256";
    private static final Pattern TEXT =
            Pattern.compile("SCRAM-SHA-256\\$(\\d{1,9}):([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");

    private Scram() {}

    static ScramVerifier derive(String password, byte[] salt, int iterations) {
        byte[] salted = saltedPassword(password, salt, iterations);
        return new ScramVerifier(
                salt, iterations, KeyText.sha256(hmac(salted, "Client Key")), hmac(salted, "Server Key"));
    }

    /** Whether a password belongs to a verifier; takes the same time for every password of the same length. */
    static boolean matches(String password, ScramVerifier verifier) {
        ScramVerifier derived = derive(password, verifier.salt(), verifier.iterations());
        return MessageDigest.isEqual(derived.storedKey(), verifier.storedKey());
    }

    /** {@code SCRAM-SHA-256$4096:salt$StoredKey:ServerKey}, as PostgreSQL keeps it. */
    static String text(ScramVerifier verifier) {
        Base64.Encoder base64 = Base64.getEncoder();
        return "SCRAM-SHA-256$" + verifier.iterations() + ":" + base64.encodeToString(verifier.salt()) + "$"
                + base64.encodeToString(verifier.storedKey()) + ":" + base64.encodeToString(verifier.serverKey());
    }

    static ScramVerifier parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not the text of a SCRAM-SHA-256 verifier");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        return new ScramVerifier(
                base64.decode(parts.group(2)),
                Integer.parseInt(parts.group(1)),
                base64.decode(parts.group(3)),
                base64.decode(parts.group(4)));
    }

    static byte[] hmac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + HMAC, e);
        }
    }

    /** {@code Hi(password, salt, i)} of the RFC is PBKDF2 with one block. */
    private static byte[] saltedPassword(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, KEY_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }
}
