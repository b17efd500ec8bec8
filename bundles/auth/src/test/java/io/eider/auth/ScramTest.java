package io.eider.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.auth.ScramVerifier;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ScramTest {
    /** The exchange of RFC 7677, section 3: user "user", password "pencil". */
    private static final byte[] SALT = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");

    private static final String AUTH_MESSAGE = "n=user,r=rOprNGfwEbeRWgbNEkqO,"
            + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
            + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String CLIENT_PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    private static final String SERVER_SIGNATURE = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    private final ScramVerifier pencil = Scram.derive("pencil", SALT, 4096);

    @Test
    void theServerKeyMakesTheSignatureOfTheRfc() {
        assertThat(Base64.getEncoder().encodeToString(Scram.hmac(pencil.serverKey(), AUTH_MESSAGE)))
                .isEqualTo(SERVER_SIGNATURE);
    }

    @Test
    void theStoredKeyAcceptsTheProofOfTheRfc() {
        byte[] clientKey = Base64.getDecoder().decode(CLIENT_PROOF);
        byte[] signature = Scram.hmac(pencil.storedKey(), AUTH_MESSAGE);
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= signature[i];
        }
        assertThat(KeyText.sha256(clientKey)).isEqualTo(pencil.storedKey());
    }

    @Test
    void writesAndReadsTheTextOfPostgres() {
        String text = Scram.text(pencil);
        assertThat(text)
                .startsWith("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$")
                .hasSize(133);
        ScramVerifier read = Scram.parse(text);
        assertThat(read).usingRecursiveComparison().isEqualTo(pencil);
    }

    @Test
    void refusesAnotherText() {
        assertThatThrownBy(() -> Scram.parse("SCRAM-SHA-256$4096:c2FsdA==$a2V5"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scram.parse("md5d8578edf8458ce06fbc5bb76a58c5ca4"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fitsItsPasswordOnly() {
        assertThat(Scram.matches("pencil", pencil)).isTrue();
        assertThat(Scram.matches("pencil ", pencil)).isFalse();
        assertThat(Scram.matches("Pencil", pencil)).isFalse();
        assertThat(Scram.matches("", pencil)).isFalse();
        assertThat(Scram.matches("p\u00e4ncil", pencil)).isFalse();
        assertThat(Scram.matches("pencil\ud800", pencil)).isFalse();
        assertThat(Scram.matches("pencil".repeat(1_000), pencil)).isFalse();
    }
}
