package io.eider.pgwire.connection;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.ServerFinalMessage;
import com.ongres.scram.common.ServerFirstMessage;
import io.eider.api.auth.ScramVerifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The server's side of one exchange of SCRAM-SHA-256 or SCRAM-SHA-256-PLUS, with the errors that PostgreSQL has.
 *
 * <pre>
 * client first:  gs2-header | n=name,r=client-nonce          the name is not used: that of the StartupMessage counts
 * server first:  r=client-nonce server-nonce,s=salt,i=iterations
 * client final:  c=base64(gs2-header, binding),r=nonces,p=proof
 * server final:  v=signature
 * </pre>
 *
 * Source: RFC 5802, RFC 7677, RFC 5929 (tls-server-end-point); PostgreSQL manual, "SASL Authentication".
 */
final class ScramExchange {
    /** Without channel binding. */
    static final String PLAIN = "SCRAM-SHA-256";
    /** With channel binding. */
    static final String PLUS = "SCRAM-SHA-256-PLUS";

    private static final ScramMechanism FUNCTIONS = ScramMechanism.SCRAM_SHA_256;
    private static final String BINDING = "p=tls-server-end-point";
    private static final int PROOF_BYTES = 32;
    private static final int NONCE_BYTES = 18;

    private final ScramVerifier verifier;
    private final Optional<byte[]> binding;
    private final String serverNonce;
    private String gs2Header;
    private String clientFirstBare;
    private String serverFirst;
    private String nonce;

    /**
     * An exchange.
     *
     * @param verifier of the user's password
     * @param binding hash of the certificate that the client got by TLS, if it can be bound to
     * @param serverNonce random text, never used before
     */
    ScramExchange(ScramVerifier verifier, Optional<byte[]> binding, String serverNonce) {
        this.verifier = verifier;
        this.binding = binding;
        this.serverNonce = serverNonce;
    }

    /**
     * A nonce as PostgreSQL makes it: 24 characters of Base64. RFC 5802 allows any printable one, but asyncpg looks for {@code s=} from
     * the beginning of the server's message and would find it in a nonce.
     */
    static String newNonce(SecureRandom random) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** What the client may choose from, best first. */
    List<String> mechanisms() {
        return binding.isPresent() ? List.of(PLUS, PLAIN) : List.of(PLAIN);
    }

    /** Takes the client's first message and gives the server's first. */
    String first(String mechanism, byte[] message) {
        if (!mechanisms().contains(mechanism)) {
            throw new Refusal("08P01", "client selected an invalid SASL authentication mechanism");
        }
        String text = new String(message, StandardCharsets.UTF_8);
        int flagEnd = text.indexOf(',');
        int headerEnd = text.indexOf(',', flagEnd + 1);
        if (flagEnd < 1 || headerEnd < 0) {
            throw malformed("Comma expected, but found end of message.");
        }
        checkBinding(mechanism, text.substring(0, flagEnd));
        if (headerEnd > flagEnd + 1) {
            throw new Refusal("0A000", "client uses authorization identity, but it is not supported");
        }
        gs2Header = text.substring(0, headerEnd + 1);
        clientFirstBare = text.substring(headerEnd + 1);
        String clientNonce = clientNonce(clientFirstBare);
        nonce = clientNonce + serverNonce;
        serverFirst = new ServerFirstMessage(
                        clientNonce,
                        serverNonce,
                        Base64.getEncoder().encodeToString(verifier.salt()),
                        verifier.iterations())
                .toString();
        return serverFirst;
    }

    private void checkBinding(String mechanism, String flag) {
        boolean isPlus = mechanism.equals(PLUS);
        if (flag.startsWith("p=")) {
            if (!isPlus) {
                throw malformed("The client selected SCRAM-SHA-256 without channel binding, but the SCRAM message"
                        + " includes channel binding data.");
            }
            if (!flag.equals(BINDING)) {
                throw new Refusal("08P01", "unsupported SCRAM channel-binding type");
            }
        } else if (!flag.equals("n") && !flag.equals("y")) {
            throw malformed("Unexpected channel-binding flag.");
        } else if (isPlus) {
            throw malformed("The client selected SCRAM-SHA-256-PLUS, but the SCRAM message does not include channel"
                    + " binding data.");
        } else if (flag.equals("y") && binding.isPresent()) {
            throw new Refusal(ErrorFields.fatal("28000", "SCRAM channel binding negotiation error")
                    .with(
                            'D',
                            "The client supports SCRAM channel binding but thinks the server does not."
                                    + "  However, this server does support channel binding."));
        }
    }

    private static String clientNonce(String bare) {
        String[] parts = bare.split(",", -1);
        if (parts[0].startsWith("m=")) {
            throw new Refusal("0A000", "client requires an unsupported SCRAM extension");
        }
        if (parts.length < 2 || !parts[0].startsWith("n=") || !parts[1].startsWith("r=")) {
            throw malformed("Attributes \"n\" and \"r\" expected.");
        }
        String nonce = parts[1].substring(2);
        if (nonce.isEmpty() || nonce.chars().anyMatch(c -> c < 0x21 || c > 0x7E)) {
            throw new Refusal("08P01", "non-printable characters in SCRAM nonce");
        }
        return nonce;
    }

    /** Takes the client's final message and gives the server's; empty if the proof does not fit the verifier. */
    Optional<String> last(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        int proofStart = text.lastIndexOf(",p=");
        String[] parts = text.substring(0, Math.max(proofStart, 0)).split(",", -1);
        if (proofStart < 0 || parts.length < 2 || !parts[0].startsWith("c=") || !parts[1].startsWith("r=")) {
            throw malformed("Attributes \"c\", \"r\" and \"p\" expected.");
        }
        if (!MessageDigest.isEqual(boundInput(), base64(parts[0].substring(2)))) {
            throw new Refusal("28000", "SCRAM channel binding check failed");
        }
        if (!MessageDigest.isEqual(bytes(nonce), bytes(parts[1].substring(2)))) {
            throw new Refusal(
                    ErrorFields.fatal("08P01", "invalid SCRAM response").with('D', "Nonce does not match."));
        }
        byte[] proof = base64(text.substring(proofStart + 3));
        if (proof.length != PROOF_BYTES) {
            throw malformed("Malformed proof in client-final-message.");
        }
        String authMessage = clientFirstBare + "," + serverFirst + "," + text.substring(0, proofStart);
        if (!ScramFunctions.verifyClientProof(FUNCTIONS, proof, verifier.storedKey(), authMessage)) {
            return Optional.empty();
        }
        byte[] signature = ScramFunctions.serverSignature(FUNCTIONS, verifier.serverKey(), authMessage);
        return Optional.of(new ServerFinalMessage(signature).toString());
    }

    private byte[] boundInput() {
        byte[] header = bytes(gs2Header);
        if (!gs2Header.startsWith("p=")) {
            return header;
        }
        byte[] hash = binding.orElseThrow();
        byte[] input = Arrays.copyOf(header, header.length + hash.length);
        System.arraycopy(hash, 0, input, header.length, hash.length);
        return input;
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw malformed("Invalid base64.");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Refusal malformed(String detail) {
        return new Refusal(ErrorFields.fatal("08P01", "malformed SCRAM message").with('D', detail));
    }
}
