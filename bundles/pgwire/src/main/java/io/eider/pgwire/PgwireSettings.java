package io.eider.pgwire;

import io.eider.pgwire.connection.ConnectionSettings;
import io.eider.pgwire.connection.ConnectionSettings.Passwords;
import io.eider.pgwire.tls.DevelopmentCertificate;
import io.eider.pgwire.tls.TlsSettings;
import io.eider.pgwire.tls.TlsUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the PostgreSQL front, checked.
 *
 * @param host that is listened on
 * @param port that is listened on; 0 takes a free one
 * @param eventThreads that read and write connections
 * @param loginThreads on which logins wait for other parts of the server
 * @param drain how long running statements may take to end
 * @param connections what they may do
 * @param tls how they are encrypted
 */
public record PgwireSettings(
        String host,
        int port,
        int eventThreads,
        int loginThreads,
        Duration drain,
        ConnectionSettings connections,
        TlsSettings tls) {
    /** @throws IllegalArgumentException naming the setting that is wrong */
    static PgwireSettings of(PgwireConfig config) {
        ConnectionSettings connections = new ConnectionSettings(
                config.connection_max_total(),
                config.connection_max_per_address(),
                Duration.ofSeconds(config.login_timeout_seconds()),
                config.login_failures_per_minute(),
                config.login_message_max_bytes(),
                config.message_max_bytes(),
                Passwords.parse("password.method", config.password_method()));
        return new PgwireSettings(
                config.host(),
                config.port(),
                config.event_threads(),
                config.login_threads(),
                Duration.ofSeconds(config.drain_seconds()),
                connections,
                tls(config));
    }

    private static TlsSettings tls(PgwireConfig config) {
        TlsUse use = TlsUse.parse("tls", config.tls());
        if (use == TlsUse.OFF) {
            return TlsSettings.NONE;
        }
        TlsUse clients = TlsUse.parse("tls.client.auth", config.tls_client_auth());
        Optional<Path> ca = Optional.of(config.tls_client_ca().strip())
                .filter(name -> !name.isEmpty())
                .map(Path::of);
        String certificate = config.tls_certificate().strip();
        String key = config.tls_key().strip();
        if (certificate.isEmpty() && key.isEmpty() && config.tls_generate()) {
            Path directory = Path.of(config.data_dir()).resolve("tls");
            DevelopmentCertificate.makeIn(directory);
            return new TlsSettings(
                    use,
                    DevelopmentCertificate.certificate(directory),
                    DevelopmentCertificate.key(directory),
                    clients,
                    ca);
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            throw new IllegalArgumentException("tls=" + config.tls()
                    + ": tls.certificate (PGWIRE_TLS_CERT) and tls.key (PGWIRE_TLS_KEY) must name files,"
                    + " or tls.generate (PGWIRE_TLS_GENERATE) be true");
        }
        return new TlsSettings(use, Path.of(certificate), Path.of(key), clients, ca);
    }
}
