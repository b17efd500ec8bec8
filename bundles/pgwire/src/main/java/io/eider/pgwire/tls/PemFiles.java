package io.eider.pgwire.tls;

import com.ongres.scram.common.util.TlsServerEndpoint;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys from PEM files. Source: RFC 7468. */
final class PemFiles {
    /** The name of the protocol in ALPN, as PostgreSQL 17 has it. */
    private static final String ALPN = "postgresql";

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final byte[] PROBE = "does the key belong to the certificate".getBytes(StandardCharsets.UTF_8);

    private PemFiles() {}

    /** @throws IllegalArgumentException saying which file is of no use, and why */
    static TlsIdentity read(TlsSettings settings) {
        return read(settings, OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
    }

    /** @param provider Java's own takes twice as long for a handshake, and works everywhere */
    static TlsIdentity read(TlsSettings settings, SslProvider provider) {
        X509Certificate[] chain = certificates(settings.certificate());
        PrivateKey key = key(settings.key(), chain[0].getPublicKey().getAlgorithm());
        requireMatch(settings, chain[0], key);
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(key, chain)
                    .sslProvider(provider)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .clientAuth(clientAuth(settings.clients()))
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ALPN));
            if (settings.clients() != TlsUse.OFF) {
                builder.trustManager(certificates(settings.clientCa().orElseThrow()));
            }
            return new TlsIdentity(builder.build(), binding(chain[0]));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(settings.certificate() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static ClientAuth clientAuth(TlsUse use) {
        return switch (use) {
            case OFF -> ClientAuth.NONE;
            case ALLOW -> ClientAuth.OPTIONAL;
            case REQUIRE -> ClientAuth.REQUIRE;
        };
    }

    private static Optional<byte[]> binding(X509Certificate certificate) throws GeneralSecurityException {
        byte[] hash = TlsServerEndpoint.getChannelBindingData(certificate);
        return hash.length == 0 ? Optional.empty() : Optional.of(hash);
    }

    private static X509Certificate[] certificates(Path file) {
        try {
            X509Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes(file)))
                    .toArray(X509Certificate[]::new);
            if (chain.length == 0) {
                throw new IllegalArgumentException(file + " holds no certificate");
            }
            return chain;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " holds no certificate that can be read: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path file, String algorithm) {
        String text = new String(bytes(file), StandardCharsets.US_ASCII);
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            throw new IllegalArgumentException(file + why(text));
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " holds no " + algorithm + " key that can be read", e);
        }
    }

    private static String why(String text) {
        if (text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----")) {
            return " holds a key with a password; take it off: openssl pkcs8 -in key.pem -out key-without.pem";
        }
        return text.contains("PRIVATE KEY-----")
                ? " holds a key that is not PKCS#8; convert it: openssl pkcs8 -topk8 -nocrypt -in key.pem -out key8.pem"
                : " holds no key (BEGIN PRIVATE KEY)";
    }

    private static void requireMatch(TlsSettings settings, X509Certificate certificate, PrivateKey key) {
        String name = signature(key.getAlgorithm());
        try {
            Signature signer = Signature.getInstance(name);
            signer.initSign(key);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            Signature checker = Signature.getInstance(name);
            checker.initVerify(certificate.getPublicKey());
            checker.update(PROBE);
            if (checker.verify(signature)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(settings.key() + " cannot be used: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                settings.key() + " is not the key of the certificate in " + settings.certificate());
    }

    private static String signature(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "DSA" -> "SHA256withDSA";
            default -> algorithm;
        };
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " is not there", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether a certificate of ours is one that a start may keep. */
    static boolean isGood(Path certificate, Path key) {
        try {
            X509Certificate first = certificates(certificate)[0];
            first.checkValidity();
            requireMatch(
                    new TlsSettings(TlsUse.ALLOW, certificate, key, TlsUse.OFF, Optional.empty()),
                    first,
                    key(key, first.getPublicKey().getAlgorithm()));
            return true;
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return false;
        }
    }

    /** PEM text of something. */
    static String pem(String what, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return String.join("\n", Arrays.asList("-----BEGIN " + what + "-----", body, "-----END " + what + "-----", ""));
    }
}
