package io.eider.pgwire.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;
import io.eider.api.auth.ScramVerifier;
import io.eider.pgwire.WireClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScramExchangeTest {
    private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String CLIENT_BARE = "n=user,r=rOprNGfwEbeRWgbNEkqO";
    private static final String PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    private static final String LAST = "c=biws,r=rOprNGfwEbeRWgbNEkqO" + SERVER_NONCE + ",p=" + PROOF;
    private static final byte[] HASH = {1, 2, 3, 4};

    @Test
    void speaksTheVectorOfRfc7677() {
        ScramExchange exchange = plain();
        assertThat(exchange.mechanisms()).containsExactly("SCRAM-SHA-256");
        assertThat(first(exchange, "n,," + CLIENT_BARE))
                .isEqualTo("r=rOprNGfwEbeRWgbNEkqO" + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assertThat(exchange.last(bytes(LAST))).contains("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    @Test
    void proofOfAnotherPasswordFitsNot() {
        ScramExchange exchange = plain();
        String challenge = first(exchange, "n,," + CLIENT_BARE);
        assertThat(exchange.last(bytes(WireClient.proof("pencil2", CLIENT_BARE, challenge, "biws"))))
                .isEmpty();
    }

    @Test
    void nonceOfAnotherExchangeIsRefused() {
        ScramExchange exchange = new ScramExchange(verifier(), Optional.empty(), "another");
        first(exchange, "n,," + CLIENT_BARE);
        assertRefused(() -> exchange.last(bytes(LAST)), "08P01", "invalid SCRAM response");
    }

    @Test
    void bindsToTheCertificate() {
        ScramExchange exchange = bound();
        assertThat(exchange.mechanisms()).containsExactly("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256");
        String header = "p=tls-server-end-point,,";
        String challenge = exchange.first("SCRAM-SHA-256-PLUS", bytes(header + CLIENT_BARE));
        String last = WireClient.proof("pencil", CLIENT_BARE, challenge, binding(header, HASH));
        assertThat(exchange.last(bytes(last))).isPresent();
    }

    @Test
    void bindingToAnotherCertificateIsRefused() {
        ScramExchange exchange = bound();
        String header = "p=tls-server-end-point,,";
        String challenge = exchange.first("SCRAM-SHA-256-PLUS", bytes(header + CLIENT_BARE));
        String last = WireClient.proof("pencil", CLIENT_BARE, challenge, binding(header, new byte[] {9, 9, 9, 9}));
        assertRefused(() -> exchange.last(bytes(last)), "28000", "SCRAM channel binding check failed");
    }

    @Test
    void clientThatWasToldThereIsNoBindingIsRefused() {
        assertRefused(() -> first(bound(), "y,," + CLIENT_BARE), "28000", "SCRAM channel binding negotiation error");
        assertThat(first(plain(), "y,," + CLIENT_BARE)).startsWith("r=");
    }

    @Test
    void mechanismThatWasNotOfferedIsRefused() {
        assertRefused(
                () -> plain().first("SCRAM-SHA-256-PLUS", bytes("p=tls-server-end-point,," + CLIENT_BARE)),
                "08P01",
                "client selected an invalid SASL authentication mechanism");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|08P01",
                "n|08P01",
                "n,|08P01",
                "n,,|08P01",
                "x,,n=,r=a|08P01",
                "p=tls-unique,,n=,r=a|08P01",
                "n,a=other,n=,r=a|0A000",
                "n,,m=x,n=,r=a|0A000",
                "n,,r=a,n=|08P01",
                "n,,n=,r=|08P01",
                "n,,n=,r=a b|08P01",
                "n,,n=|08P01",
            })
    void brokenFirstMessageIsRefused(String message, String state) {
        assertThatThrownBy(() -> first(plain(), message))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.fields().sqlState()).isEqualTo(state));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''",
                "c=biws",
                "c=biws,r=NONCE",
                "r=NONCE,c=biws,p=PROOF",
                "c=???,r=NONCE,p=PROOF",
                "c=biws,r=NONCE,p=",
                "c=biws,r=NONCE,p=AAAA",
                "c=biws,r=NONCE,p=?",
            })
    void brokenLastMessageIsRefused(String message) {
        ScramExchange exchange = plain();
        first(exchange, "n,," + CLIENT_BARE);
        String text =
                message.replace("NONCE", "rOprNGfwEbeRWgbNEkqO" + SERVER_NONCE).replace("PROOF", PROOF);
        assertRefused(() -> exchange.last(bytes(text)), "08P01", "malformed SCRAM message");
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String state, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, e -> {
            assertThat(e.fields().sqlState()).isEqualTo(state);
            assertThat(e.fields().message()).isEqualTo(message);
            assertThat(e.fields().severity()).isEqualTo(Severity.FATAL);
        });
    }

    private static String first(ScramExchange exchange, String message) {
        return exchange.first("SCRAM-SHA-256", bytes(message));
    }

    private static ScramExchange plain() {
        return new ScramExchange(verifier(), Optional.empty(), SERVER_NONCE);
    }

    private static ScramExchange bound() {
        return new ScramExchange(verifier(), Optional.of(HASH), SERVER_NONCE);
    }

    private static ScramVerifier verifier() {
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
        ScramMechanism mechanism = ScramMechanism.SCRAM_SHA_256;
        byte[] salted = ScramFunctions.saltedPassword(
                mechanism, StringPreparation.NO_PREPARATION, "pencil".toCharArray(), salt, 4096);
        return new ScramVerifier(
                salt,
                4096,
                ScramFunctions.storedKey(mechanism, ScramFunctions.clientKey(mechanism, salted)),
                ScramFunctions.serverKey(mechanism, salted));
    }

    private static String binding(String header, byte[] hash) {
        byte[] head = bytes(header);
        byte[] all = java.util.Arrays.copyOf(head, head.length + hash.length);
        System.arraycopy(hash, 0, all, head.length, hash.length);
        return Base64.getEncoder().encodeToString(all);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void nonceHoldsNothingThatAMemberBeginsWith() {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 1000; i++) {
            assertThat(ScramExchange.newNonce(random)).matches("[A-Za-z0-9+/]{24}");
        }
    }
}
