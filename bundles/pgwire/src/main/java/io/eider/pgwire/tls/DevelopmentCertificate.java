package io.eider.pgwire.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate that nobody has signed, for a year, for {@code localhost}: good to try TLS with. The JDK has no public class that makes one,
 * so its {@code keytool} does.
 */
public final class DevelopmentCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(DevelopmentCertificate.class);
    private static final String ALIAS = "eider";
    private static final String PASSWORD_VARIABLE = "EIDER_STORE_PASSWORD";
    private static final long PATIENCE_SECONDS = 60;

    private DevelopmentCertificate() {}

    /**
     * Makes {@code server.crt} and {@code server.key} unless there are good ones.
     *
     * @param directory which is made too
     * @throws IllegalArgumentException saying what is wrong
     */
    public static void makeIn(Path directory) {
        Path certificate = certificate(directory);
        Path key = key(directory);
        if (PemFiles.isGood(certificate, key)) {
            return;
        }
        Path store = directory.resolve(UUID.randomUUID() + ".p12");
        try {
            Files.createDirectories(directory);
            String password = UUID.randomUUID().toString();
            keytool(store, password);
            write(store, password.toCharArray(), certificate, key);
            LOG.warn("Made a certificate for trying TLS, which nobody has signed: {}", certificate);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("No certificate can be made in " + directory + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("The certificate was not made: interrupted", e);
        } finally {
            delete(store);
        }
    }

    /** Where the certificate is. */
    public static Path certificate(Path directory) {
        return directory.resolve("server.crt");
    }

    /** Where its key is. */
    public static Path key(Path directory) {
        return directory.resolve("server.key");
    }

    private static void keytool(Path store, String password) throws IOException, InterruptedException {
        Path output = store.resolveSibling(store.getFileName() + ".out");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1,ip:::1",
                "-validity",
                "365",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                PASSWORD_VARIABLE));
        builder.environment().put(PASSWORD_VARIABLE, password);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("keytool does not end");
            }
            if (process.exitValue() != 0) {
                throw new IOException("keytool: " + Files.readString(output).strip());
            }
        } finally {
            process.destroyForcibly();
            delete(output);
        }
    }

    private static void write(Path store, char[] password, Path certificate, Path key)
            throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        Key secret = keys.getKey(ALIAS, password);
        replace(key, PemFiles.pem("PRIVATE KEY", secret.getEncoded()));
        replace(
                certificate,
                PemFiles.pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
    }

    private static void replace(Path file, String text) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        Files.createFile(aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(aside, text, StandardCharsets.US_ASCII);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be removed", file, e);
        }
    }
}
