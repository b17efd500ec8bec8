package io.eider.pgwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.eider.pgwire.connection.ConnectionSettings;
import io.eider.pgwire.connection.ConnectionSettings.Passwords;
import io.eider.pgwire.tls.TlsSettings;
import io.eider.pgwire.tls.TlsUse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    private static final int V3 = 3 << 16;

    @TempDir
    private static Path directory;

    private static ServerFixture fixture;
    private static TlsSettings allow;
    private static PgwireServer server;

    @BeforeAll
    static void start() throws Exception {
        fixture = new ServerFixture(directory.resolve("data"));
        Keytool.make(directory, "server", "localhost", "EC secp256r1");
        allow = tls(TlsUse.ALLOW, "server", TlsUse.OFF, Optional.empty());
        server = fixture.server(ServerFixture.CONNECTIONS, allow);
    }

    @AfterAll
    static void stop() {
        server.close();
        fixture.close();
    }

    @BeforeEach
    void forget() {
        fixture.conversations.logins.clear();
    }

    @ParameterizedTest
    @CsvSource({"disable, disable, false", "require, require, true", "require, disable, true", "prefer, prefer, true"})
    void driverLogsInWithAndWithoutChannelBinding(String mode, String binding, boolean isEncrypted) throws Exception {
        try (Connection connection = connect(server, "sslmode", mode, "channelBinding", binding)) {
            assertThat(connection.isValid(5)).isTrue();
        }
        assertThat(fixture.conversations.logins.remove().isEncrypted()).isEqualTo(isEncrypted);
    }

    @Test
    void driverBeginsWithTlsAtOnce() throws Exception {
        connect(server, "sslmode", "require", "sslNegotiation", "direct", "channelBinding", "require")
                .close();
        assertThat(fixture.conversations.logins.remove().isEncrypted()).isTrue();
    }

    @Test
    void driverChecksTheCertificate() throws Exception {
        connect(
                        server,
                        "sslmode",
                        "verify-full",
                        "sslrootcert",
                        directory.resolve("server.crt").toString())
                .close();
        assertThat(fixture.conversations.logins.remove().isEncrypted()).isTrue();
    }

    @Test
    void directTlsWithoutTheProtocolsNameIsClosed() throws Exception {
        for (String[] protocols : new String[][] {{}, {"http/1.1"}}) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                    WireClient client = new WireClient(direct(socket, protocols))) {
                assertThat(isRefused(client)).isTrue();
            }
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                WireClient client = new WireClient(direct(socket, "postgresql"))) {
            assertThat(client.startup(V3, "user", user()).scram(password()).authentication())
                    .isEqualTo(12);
        }
    }

    @Test
    void requestForTlsInsideTlsIsAnUnknownProtocol() throws Exception {
        try (WireClient plain = new WireClient(server.port());
                WireClient client = upgrade(plain, null)) {
            assertThat(client.packet(80877103, new byte[0]).read().state()).isEqualTo("0A000");
        }
    }

    @Test
    void plaintextBehindTheRequestNeverReachesTheSession() throws Exception {
        byte[] request = WireClient.packetBytes(80877103, new byte[0]);
        byte[] injected = WireClient.packetBytes(V3, WireClient.startupBody("user", "evil"));
        byte[] both = Arrays.copyOf(request, request.length + injected.length);
        System.arraycopy(injected, 0, both, request.length, injected.length);
        try (WireClient client = new WireClient(server.port())) {
            assertThat(client.send(both).read().fields()).containsEntry('C', "08P01");
            assertThat(client.isClosed()).isTrue();
        }
        try (WireClient client = new WireClient(server.port())) {
            assertThat(client.send(request).readByte()).isEqualTo('S');
            client.send(injected); // where a ClientHello belongs
            assertThat(isRefused(client)).isTrue();
        }
        assertThat(fixture.conversations.logins).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksModernTls(String protocol) throws Exception {
        try (WireClient plain = new WireClient(server.port())) {
            plain.packet(80877103, new byte[0]).readByte();
            SSLSocket socket = wrap(plain.socket(), null);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        }
    }

    @Test
    void unencryptedLoginsAreRefusedWhereTlsIsRequired() throws Exception {
        TlsSettings require = tls(TlsUse.REQUIRE, "server", TlsUse.OFF, Optional.empty());
        try (PgwireServer strict = fixture.server(ServerFixture.CONNECTIONS, require)) {
            connect(strict, "sslmode", "require").close();
            assertThatThrownBy(() -> connect(strict, "sslmode", "disable"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"))
                    .hasMessageContaining("requires TLS");
        }
    }

    @Test
    void cleartextPasswordIsAskedForInsideTlsWhenConfigured() throws Exception {
        ConnectionSettings cleartext =
                new ConnectionSettings(10, 10, Duration.ofSeconds(10), 100, 10_000, 1 << 20, Passwords.CLEARTEXT);
        try (PgwireServer other = fixture.server(cleartext, allow)) {
            connect(other, "sslmode", "require", "channelBinding", "disable").close();
            assertThatThrownBy(() -> connect(other, "sslmode", "require", "password", "wrong"))
                    .hasMessageContaining("password authentication failed for user");
            try (WireClient plain = new WireClient(other.port());
                    WireClient client = upgrade(plain, null)) {
                assertThat(client.startup(V3, "user", user()).read().authentication())
                        .isEqualTo(3);
            }
        }
    }

    @Test
    void changedFilesHoldForNewConnectionsAndOpenOnesGoOn() throws Exception {
        Keytool.make(directory, "first", "first", "EC secp256r1");
        Keytool.make(directory, "second", "second", "RSA 2048");
        Path certificate = directory.resolve("current.crt");
        Path key = directory.resolve("current.key");
        replace("first", certificate, key, 1);
        TlsSettings settings = new TlsSettings(TlsUse.ALLOW, certificate, key, TlsUse.OFF, Optional.empty());
        try (PgwireServer other = fixture.server(ServerFixture.CONNECTIONS, settings);
                Connection open = connect(other, "sslmode", "require", "channelBinding", "require")) {
            assertThat(subject(other)).isEqualTo("CN=first");
            replace("second", certificate, key, 2);
            Waiting.until(Duration.ofSeconds(20), () -> subject(other).equals("CN=second"));
            connect(other, "sslmode", "require", "channelBinding", "require").close();
            Files.writeString(certificate, "nonsense");
            replaceOnly(directory.resolve("first.key"), key, 3);
            long later = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
            Waiting.until(Duration.ofSeconds(20), () -> System.nanoTime() > later);
            assertThat(subject(other)).isEqualTo("CN=second");
            assertThat(open.isValid(5)).isTrue();
        }
    }

    @Test
    void filesOfNoUseStopTheStartWithTheReason() throws Exception {
        Keytool.make(directory, "stranger", "stranger", "EC secp256r1");
        Path encrypted = Files.writeString(directory.resolve("encrypted.key"), "-----BEGIN ENCRYPTED PRIVATE KEY-----");
        Path old = Files.writeString(directory.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----");
        assertFails(directory.resolve("server.crt"), directory.resolve("stranger.key"), "is not the key of");
        assertFails(directory.resolve("server.crt"), encrypted, "openssl pkcs8 -in");
        assertFails(directory.resolve("server.crt"), old, "openssl pkcs8 -topk8");
        assertFails(directory.resolve("server.crt"), directory.resolve("nowhere"), "is not there");
        assertFails(directory.resolve("server.key"), directory.resolve("server.key"), "certificate");
    }

    @Test
    void certificateOfAClientStandsForItsPassword() throws Exception {
        Keytool.make(directory, "client", user(), "EC secp256r1");
        Keytool.make(directory, "nobody", "nobody", "EC secp256r1");
        Path ca = directory.resolve("ca.crt");
        Files.writeString(
                ca,
                Files.readString(directory.resolve("client.crt")) + Files.readString(directory.resolve("nobody.crt")));
        TlsSettings optional = tls(TlsUse.ALLOW, "server", TlsUse.ALLOW, Optional.of(ca));
        try (PgwireServer other = fixture.server(ServerFixture.CONNECTIONS, optional)) {
            assertThat(authentication(other, "client")).isZero();
            assertThat(authentication(other, "nobody")).isEqualTo(10);
            assertThat(authentication(other, null)).isEqualTo(10);
            assertThatThrownBy(() -> authentication(other, "server")).isInstanceOf(IOException.class);
        }
        TlsSettings required = tls(TlsUse.REQUIRE, "server", TlsUse.REQUIRE, Optional.of(ca));
        try (PgwireServer other = fixture.server(ServerFixture.CONNECTIONS, required)) {
            assertThat(authentication(other, "client")).isZero();
            assertThatThrownBy(() -> authentication(other, null)).isInstanceOf(IOException.class);
            assertThat(authentication(other, "nobody")).isEqualTo(-28000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "disable, disable, false",
        "allow, prefer, false",
        "prefer, prefer, true",
        "require, require, true",
        "verify-ca, require, true",
        "verify-full, prefer, true"
    })
    void psqlLogsIn(String mode, String binding, boolean isEncrypted) throws Exception {
        assumeThat(Path.of("/usr/bin/psql")).exists();
        ProcessBuilder builder = new ProcessBuilder("psql", "-X", "-w", "-c", "select 1").redirectErrorStream(true);
        builder.environment()
                .putAll(java.util.Map.of(
                        "PGHOST", "localhost",
                        "PGPORT", Integer.toString(server.port()),
                        "PGUSER", user(),
                        "PGPASSWORD", password(),
                        "PGDATABASE", fixture.login.workspace().database(),
                        "PGSSLMODE", mode,
                        "PGCHANNELBINDING", binding,
                        "PGSSLROOTCERT", directory.resolve("server.crt").toString()));
        Process psql = builder.start();
        String output = new String(psql.getInputStream().readAllBytes());
        assertThat(psql.waitFor()).as(output).isZero();
        assertThat(fixture.conversations.logins.remove().isEncrypted()).isEqualTo(isEncrypted);
    }

    @Test
    void generatedCertificateIsKeptUntilItIsOfNoUse() throws Exception {
        Path own = directory.resolve("own/tls");
        io.eider.pgwire.tls.DevelopmentCertificate.makeIn(own);
        String first = Files.readString(own.resolve("server.crt"));
        io.eider.pgwire.tls.DevelopmentCertificate.makeIn(own);
        assertThat(own.resolve("server.crt")).hasContent(first);
        assertThat(Files.getPosixFilePermissions(own.resolve("server.key"))).hasSize(2);
        Files.delete(own.resolve("server.key"));
        io.eider.pgwire.tls.DevelopmentCertificate.makeIn(own);
        assertThat(Files.readString(own.resolve("server.crt"))).isNotEqualTo(first);
        try (var files = Files.list(own)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("server.crt", "server.key");
        }
        TlsSettings settings = new TlsSettings(
                TlsUse.ALLOW, own.resolve("server.crt"), own.resolve("server.key"), TlsUse.OFF, Optional.empty());
        try (PgwireServer other = fixture.server(ServerFixture.CONNECTIONS, settings)) {
            connect(
                            other,
                            "sslmode",
                            "verify-full",
                            "sslrootcert",
                            own.resolve("server.crt").toString())
                    .close();
        }
    }

    private static void assertFails(Path certificate, Path key, String reason) {
        TlsSettings settings = new TlsSettings(TlsUse.ALLOW, certificate, key, TlsUse.OFF, Optional.empty());
        assertThatThrownBy(() -> new io.eider.pgwire.tls.Certificates(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    /** The number of AuthenticationXXX, or SQLSTATE below zero. */
    private static int authentication(PgwireServer at, String certificate) throws Exception {
        try (WireClient plain = new WireClient(at.port());
                WireClient client = upgrade(plain, certificate)) {
            WireClient.Reply reply = client.startup(V3, "user", user()).read();
            return reply.kind() == 'E' ? -Integer.parseInt(reply.state()) : reply.authentication();
        }
    }

    private static String subject(PgwireServer at) {
        try (WireClient plain = new WireClient(at.port())) {
            plain.packet(80877103, new byte[0]).readByte();
            SSLSocket socket = wrap(plain.socket(), null);
            socket.startHandshake();
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void replace(String from, Path certificate, Path key, int age) throws IOException {
        replaceOnly(directory.resolve(from + ".key"), key, age);
        replaceOnly(directory.resolve(from + ".crt"), certificate, age);
    }

    private static void replaceOnly(Path from, Path to, int age) throws IOException {
        Path aside = to.resolveSibling(to.getFileName() + ".new");
        Files.copy(from, aside, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(aside, FileTime.from(Instant.now().plusSeconds(age)));
        Files.move(aside, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isRefused(WireClient client) throws IOException {
        try {
            int first = client.readByte();
            return first < 0 || first == 0x15 && isAlert(client);
        } catch (IOException e) {
            return true;
        }
    }

    /** A TLS alert, and then nothing. */
    private static boolean isAlert(WireClient client) throws IOException {
        int read = client.readByte();
        while (read >= 0) {
            read = client.readByte();
        }
        return true;
    }

    private static SSLSocket direct(Socket socket, String... protocols) throws Exception {
        SSLSocket tls = wrap(socket, null);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    private static WireClient upgrade(WireClient plain, String certificate) throws Exception {
        plain.packet(80877103, new byte[0]).readByte();
        SSLSocket socket = wrap(plain.socket(), certificate);
        socket.startHandshake();
        return new WireClient(socket);
    }

    private static SSLSocket wrap(Socket socket, String certificate) throws Exception {
        Path store = certificate == null ? null : directory.resolve(certificate + ".p12");
        return (SSLSocket) Keytool.client(store).getSocketFactory().createSocket(socket, "localhost", 0, true);
    }

    private static TlsSettings tls(TlsUse use, String name, TlsUse clients, Optional<Path> ca) {
        return new TlsSettings(use, directory.resolve(name + ".crt"), directory.resolve(name + ".key"), clients, ca);
    }

    private static Connection connect(PgwireServer to, String... namesAndValues) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user());
        properties.setProperty("password", password());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + to.port() + "/" + user(), properties);
    }

    private static String user() {
        return fixture.user().username();
    }

    private static String password() {
        return fixture.user().password();
    }
}
