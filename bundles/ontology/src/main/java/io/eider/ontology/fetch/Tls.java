package io.eider.ontology.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whom the fetcher trusts, and who it says it is, where Java's own answers are not meant. */
final class Tls {
    private Tls() {}

    /** What the configuration names; empty if it names nothing. @throws IllegalArgumentException naming the setting that is wrong */
    static Optional<SSLContext> of(FetchConfig config) {
        String ca = config.tls_ca().strip();
        String keystore = config.tls_client_keystore().strip();
        if (ca.isEmpty() && keystore.isEmpty()) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keystore.isEmpty()
                            ? null
                            : client(keystore, config.tls_client_password_file().strip()),
                    ca.isEmpty() ? null : trusted(ca),
                    null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("tls.ca and tls.client.keystore do not fit", e);
        }
    }

    private static TrustManager[] trusted(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + count++, certificate);
            }
            if (count == 0) {
                throw new IllegalArgumentException("tls.ca (ONTO_SERVER_CA) names a file without certificates");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("tls.ca (ONTO_SERVER_CA) names no PEM file of certificates", e);
        }
    }

    private static KeyManager[] client(String file, String passwordFile) {
        char[] password =
                SecretFile.read("tls.client.password.file", passwordFile).toCharArray();
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory.getKeyManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "tls.client.keystore names no PKCS#12 file that tls.client.password.file opens", e);
        }
    }
}
