package io.eider.rest.replay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The idempotency key of one caller: under which name its answer is kept, and how the answer is encrypted, as it may hold an
 * API key (ADR-0013). Both are made of the caller's own token and the idempotency key, which are stored nowhere: who reads
 * the catalog can neither read an answer nor tell whose it is.
 *
 * <p>Source: key derivation RFC 5869 (extract and expand with HMAC-SHA-256, one block); AES-256-GCM with a random nonce, NIST
 * SP 800-38D.
 */
public final class ReplayKey {
    /** So many bytes longer than the answer is what is kept. */
    public static final int OVERHEAD_BYTES = 12 + 16;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] SALT = bytes("eider kept answer 1");
    private static final byte[] INFO = bytes("AES-256-GCM\u0001"); // the last byte is the number of the block
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] material;
    private final String name;

    /**
     * A key of a caller.
     *
     * @param token what the caller authenticated with
     * @param idempotencyKey as it came
     */
    public ReplayKey(String token, String idempotencyKey) {
        this.material = bytes(token + "\0" + idempotencyKey); // neither holds a NUL, so no two pairs are one text
        this.name = HexFormat.of().formatHex(sha256().digest(material));
    }

    /** A SHA-256 digest, which every Java has. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name under which the answer is kept: 64 characters that tell nothing. */
    public String name() {
        return name;
    }

    /** Encrypts an answer. */
    public byte[] seal(int status, byte[] body) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, status).doFinal(body);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
            System.arraycopy(encrypted, 0, sealed, NONCE_BYTES, encrypted.length);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("An answer cannot be encrypted", e);
        }
    }

    /**
     * Decrypts an answer.
     *
     * @throws IllegalStateException if it is not one of this key with this status, to the bit
     */
    public byte[] open(int status, byte[] sealed) {
        if (sealed.length < OVERHEAD_BYTES) {
            throw new IllegalStateException("A kept answer is damaged");
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), status);
            return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A kept answer is damaged", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, int status) throws GeneralSecurityException {
        byte[] secret = hmac(hmac(SALT, material), INFO);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bytes(name + " " + status));
        return cipher;
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
