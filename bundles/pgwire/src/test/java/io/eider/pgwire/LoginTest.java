package io.eider.pgwire;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.workspace.WorkspaceLogin;
import io.eider.pgwire.WireClient.Reply;
import io.eider.pgwire.connection.ConnectionSettings;
import io.eider.pgwire.connection.ConnectionSettings.Passwords;
import io.eider.pgwire.connection.Login;
import io.eider.pgwire.tls.TlsSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins without TLS, by a driver and byte by byte. */
class LoginTest {
    private static final int V3 = 3 << 16;

    @TempDir
    private static Path directory;

    private static ServerFixture fixture;
    private static PgwireServer server;

    @BeforeAll
    static void start() throws Exception {
        fixture = new ServerFixture(directory);
        server = fixture.server(ServerFixture.CONNECTIONS, TlsSettings.NONE);
    }

    @AfterAll
    static void stop() {
        server.close();
        fixture.close();
    }

    @BeforeEach
    void forget() {
        fixture.conversations.logins.clear();
        fixture.conversations.cancelled.set(0);
        fixture.pass(Duration.ZERO);
    }

    @Test
    void driverLogsInAndItsParametersArrive() throws SQLException {
        try (Connection connection = connect(fixture.login.workspace().database(), password())) {
            assertThat(connection.isValid(5)).isTrue();
        }
        Login login = fixture.conversations.logins.remove();
        assertThat(login.workspace().id()).isEqualTo(fixture.login.workspace().id());
        assertThat(login.parameters()).containsEntry("user", user()).containsEntry("statement_timeout", "7s");
        assertThat(login.parameters()).containsKeys("datestyle", "timezone", "client_encoding");
        assertThat(login.address()).isEqualTo("127.0.0.1");
        assertThat(login.isEncrypted()).isFalse();
        assertThat(login.protocolMinor()).isZero();
    }

    @Test
    void databaseMayBeTheUserOrTheWorkspaceButNoOther() throws SQLException {
        for (String database :
                new String[] {user(), fixture.login.workspace().id().value()}) {
            connect(database, password()).close();
        }
        Assertions.assertThatThrownBy(() -> connect("postgres", password()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("3D000"))
                .hasMessageContaining("database \"postgres\" does not exist");
    }

    @Test
    void wrongPasswordAndUnknownUserAreToldTheSame() throws Exception {
        for (int i = 0; i < 2; i++) {
            Reply wrong = attempt(user(), "wrong");
            Reply unknown = attempt("nobody", "wrong");
            assertThat(wrong.state()).isEqualTo("28P01");
            assertThat(wrong.fields().get('M')).isEqualTo("password authentication failed for user \"" + user() + "\"");
            assertThat(new String(unknown.body(), StandardCharsets.UTF_8).replace("nobody", user()))
                    .isEqualTo(new String(wrong.body(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void saltOfAnUnknownUserStaysAndIsItsOwn() throws Exception {
        String first = salt("nobody");
        assertThat(salt("nobody")).isEqualTo(first);
        assertThat(salt("somebody")).isNotEqualTo(first).hasSameSizeAs(first);
        assertThat(salt(user())).hasSameSizeAs(first).isEqualTo(salt(user()));
    }

    /** Medians of interleaved attempts; equal within half of the larger one, which a PBKDF2 more or less would not be. */
    @Test
    void wrongPasswordAndUnknownUserTakeTheSameTime() throws Exception {
        int rounds = 60;
        long[] wrong = new long[rounds];
        long[] unknown = new long[rounds];
        for (int i = -10; i < rounds; i++) {
            long a = timeOfAttempt(user());
            long b = timeOfAttempt("ws_ws_00000000_00000000");
            if (i >= 0) {
                wrong[i] = a;
                unknown[i] = b;
            }
        }
        Arrays.sort(wrong);
        Arrays.sort(unknown);
        double ratio = (double) wrong[rounds / 2] / unknown[rounds / 2];
        assertThat(ratio)
                .as("median %d ns to %d ns", wrong[rounds / 2], unknown[rounds / 2])
                .isBetween(0.5, 2.0);
    }

    /** What the server takes for it, without the client's own arithmetic. */
    private long timeOfAttempt(String name) throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            long begin = System.nanoTime();
            client.startup(V3, "user", name).read();
            Reply challenge = client.saslInitial("SCRAM-SHA-256", "n,,n=,r=abc");
            String nonce = challenge.rest().split(",")[0];
            client.saslResponse("c=biws," + nonce + ",p=" + "A".repeat(43) + "=");
            return System.nanoTime() - begin;
        }
    }

    @Test
    void expiredWorkspaceIsToldSo() throws Exception {
        WorkspaceLogin login = fixture.create("short", Optional.of(Duration.ofHours(1)));
        fixture.pass(Duration.ofHours(2));
        try (WireClient client = new WireClient(server.port())) {
            Reply reply =
                    client.startup(V3, "user", login.workspace().username()).scram(login.password());
            assertThat(reply.authentication()).isEqualTo(12);
            Reply error = client.read();
            assertThat(error.state()).isEqualTo("28000");
            assertThat(error.fields().get('M')).contains("has expired");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void userIsNeeded() throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            assertThat(client.startup(V3, "database", "x").read().fields())
                    .containsEntry('C', "28000")
                    .containsEntry('S', "FATAL")
                    .containsEntry('V', "FATAL");
        }
    }

    @Test
    void encryptionThatIsNotThereIsRefusedByALetter() throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            assertThat(client.packet(80877103, new byte[0]).readByte()).isEqualTo('N');
            assertThat(client.packet(80877104, new byte[0]).readByte()).isEqualTo('N');
            assertThat(client.startup(V3, "user", user()).scram(password()).authentication())
                    .isEqualTo(12);
            assertThat(client.read().authentication()).isZero();
        }
    }

    @Test
    void secondRequestForEncryptionIsAnUnknownProtocol() throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            assertThat(client.packet(80877103, new byte[0]).readByte()).isEqualTo('N');
            assertThat(client.packet(80877103, new byte[0]).read().fields())
                    .containsEntry('M', "unsupported frontend protocol 1234.5679: server supports 3.0 to 3.2");
        }
    }

    @ParameterizedTest
    @CsvSource({"196608, 0, 0", "196610, 0, 2", "196609, 196608, 0", "196707, 196610, 2"})
    void minorVersionIsNegotiated(int asked, int negotiated, int minor) throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            client.startup(asked, "user", user());
            if (negotiated != 0) {
                Reply reply = client.read();
                assertThat(reply.kind()).isEqualTo('v');
                assertThat(ByteBuffer.wrap(reply.body()).getInt()).isEqualTo(negotiated);
                assertThat(ByteBuffer.wrap(reply.body()).getInt(4)).isZero();
            }
            client.scram(password());
            assertThat(client.read().authentication()).isZero();
            Reply key = client.next();
            assertThat(key.kind()).isEqualTo('K');
            assertThat(key.body()).hasSize(minor == 2 ? 36 : 8);
            assertThat(client.next().kind()).isEqualTo('Z');
            assertThat(fixture.conversations.logins.remove().protocolMinor()).isEqualTo(minor);
        }
    }

    @Test
    void extensionsOfTheProtocolAreNamedAsUnknown() throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            Reply reply =
                    client.startup(V3 + 2, "user", user(), "_pq_.command", "on").read();
            assertThat(reply.kind()).isEqualTo('v');
            assertThat(new String(reply.body(), 8, reply.body().length - 8, StandardCharsets.UTF_8))
                    .isEqualTo("_pq_.command\0");
            assertThat(client.scram(password()).authentication()).isEqualTo(12);
        }
    }

    @Test
    void newDriverGetsALongKey() throws SQLException {
        Properties properties = properties(password());
        properties.setProperty("protocolVersion", "3.2");
        DriverManager.getConnection(url(user()), properties).close();
        assertThat(fixture.conversations.logins.remove().protocolMinor()).isEqualTo(2);
    }

    @Test
    void oldProtocolIsToldSoInItsOwnForm() throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            client.packet(2 << 16, new byte[288]);
            byte[] answer = client.socket().getInputStream().readAllBytes();
            assertThat(new String(answer, StandardCharsets.UTF_8))
                    .isEqualTo("EFATAL:  unsupported frontend protocol 2.0: server supports 3.0 to 3.2\n\0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 4, 7, 10_001, 0x7fffffff, 0x47455420})
    void firstPacketOfAWrongLengthIsRefused(int length) throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            client.send(ByteBuffer.allocate(4).putInt(length).array());
            assertThat(client.read().fields())
                    .containsEntry('C', "08P01")
                    .containsEntry('M', "invalid length of startup packet");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 3, 10_001, 0x7fffffff})
    void passwordOfAWrongLengthIsRefused(int length) throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            client.startup(V3, "user", user()).read();
            client.send(ByteBuffer.allocate(5).put((byte) 'p').putInt(length).array());
            assertThat(client.read().fields()).containsEntry('C', "08P01").containsEntry('M', "invalid message length");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, (1 << 20) + 1, 0x7fffffff})
    void messageOfAConversationOfAWrongLengthIsRefused(int length) throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            client.startup(V3, "user", user()).scram(password());
            while (client.read().kind() != 'Z') {
                // what comes before it is tested elsewhere
            }
            client.send(ByteBuffer.allocate(5).put((byte) 'Q').putInt(length).array());
            assertThat(client.read().fields()).containsEntry('M', "invalid message length");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void messageOfAConversationMayBeLongerThanOneOfALogin() throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            client.startup(V3, "user", user()).scram(password());
            while (client.read().kind() != 'Z') {
                // what comes before it is tested elsewhere
            }
            assertThat(client.query("x".repeat(500_000)).read().kind()).isEqualTo('C');
        }
    }

    @Test
    void otherMessageThanAPasswordIsRefused() throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            client.startup(V3, "user", user()).read();
            assertThat(client.query("select 1").read().fields())
                    .containsEntry('C', "08P01")
                    .containsEntry('M', "expected password response, got message type 81");
        }
    }

    @Test
    void nonceOfAnotherLoginIsOfNoUse() throws Exception {
        try (WireClient first = new WireClient(server.port());
                WireClient second = new WireClient(server.port())) {
            first.startup(V3, "user", user()).read();
            second.startup(V3, "user", user()).read();
            String bare = "n=,r=same";
            String challenge = first.saslInitial("SCRAM-SHA-256", "n,," + bare).rest();
            second.saslInitial("SCRAM-SHA-256", "n,," + bare);
            String proof = WireClient.proof(password(), bare, challenge, "biws");
            assertThat(second.saslResponse(proof).state()).isEqualTo("08P01");
            assertThat(first.saslResponse(proof).authentication()).isEqualTo(12);
        }
    }

    @Test
    void queryThatIsSentTooEarlyIsAnsweredAfterTheLogin() throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            client.startup(V3, "user", user()).read();
            String bare = "n=,r=early";
            String challenge = client.saslInitial("SCRAM-SHA-256", "n,," + bare).rest();
            byte[] proof = WireClient.messageBytes(
                    'p', WireClient.proof(password(), bare, challenge, "biws").getBytes(StandardCharsets.UTF_8));
            byte[] query = WireClient.messageBytes('Q', "select 1\0".getBytes(StandardCharsets.UTF_8));
            byte[] both = Arrays.copyOf(proof, proof.length + query.length);
            System.arraycopy(query, 0, both, proof.length, query.length);
            client.send(both);
            StringBuilder kinds = new StringBuilder();
            while (!kinds.toString().endsWith("CZ")) {
                kinds.append(client.next().kind());
            }
            assertThat(kinds).hasToString("RRKZCZ");
        }
    }

    @Test
    void cancelRequestWithTheRightKeyOnlyCancels() throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            client.startup(V3, "user", user()).scram(password());
            client.read();
            byte[] key = client.next().body();
            byte[] wrong = key.clone();
            wrong[7] ^= 1;
            assertThat(cancel(wrong)).isTrue();
            assertThat(cancel(Arrays.copyOf(key, 12))).isTrue();
            assertThat(cancel(key)).isTrue();
            await(() -> fixture.conversations.cancelled.get() == 1);
            assertThat(fixture.conversations.cancelled).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 7, 261})
    void cancelRequestOfAWrongLengthIsRefused(int length) throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            assertThat(client.packet(80877102, new byte[length]).read().state()).isEqualTo("08P01");
        }
    }

    @Test
    void bytesBehindARequestForEncryptionCloseTheConnection() throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            byte[] request = WireClient.packetBytes(80877103, new byte[0]);
            byte[] injected = WireClient.packetBytes(V3, WireClient.startupBody("user", user()));
            byte[] both = Arrays.copyOf(request, request.length + injected.length);
            System.arraycopy(injected, 0, both, request.length, injected.length);
            client.send(both);
            assertThat(client.read().fields()).containsEntry('M', "received unencrypted data after SSL request");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void cleartextIsNotAskedForOutsideOfTls() throws Exception {
        ConnectionSettings cleartext =
                new ConnectionSettings(10, 10, Duration.ofSeconds(10), 10, 10_000, 1 << 20, Passwords.CLEARTEXT);
        try (PgwireServer other = fixture.server(cleartext, TlsSettings.NONE);
                WireClient client = new WireClient(other.port())) {
            assertThat(client.startup(V3, "user", user()).read().authentication())
                    .isEqualTo(10);
        }
    }

    @Test
    void serviceThatIsMissingIsToldAndMayComeBack() throws Exception {
        fixture.services.unbindCredentials(fixture.credentials);
        try (WireClient client = new WireClient(server.port())) {
            client.startup(V3, "user", user());
            fixture.services.bindCredentials(fixture.credentials);
            assertThat(client.scram(password()).authentication()).isEqualTo(12);
        }
        fixture.services.unbindCredentials(fixture.credentials);
        try (WireClient client = new WireClient(server.port())) {
            assertThat(client.startup(V3, "user", user()).read().state()).isEqualTo("57P03");
        } finally {
            fixture.services.bindCredentials(fixture.credentials);
        }
    }

    private boolean cancel(byte[] key) throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            return client.packet(80877102, key).isClosed();
        }
    }

    private Reply attempt(String user, String password) throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            Reply reply = client.startup(V3, "user", user).scram(password);
            assertThat(client.isClosed()).isTrue();
            return reply;
        }
    }

    private String salt(String user) throws Exception {
        try (WireClient client = new WireClient(server.port())) {
            client.startup(V3, "user", user).read();
            return client.saslInitial("SCRAM-SHA-256", "n,,n=,r=abc").rest().split(",")[1];
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        Waiting.until(Duration.ofSeconds(10), condition);
    }

    private Connection connect(String database, String password) throws SQLException {
        return DriverManager.getConnection(url(database), properties(password));
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
    }

    private Properties properties(String password) {
        Properties properties = new Properties();
        properties.setProperty("user", user());
        properties.setProperty("password", password);
        properties.setProperty("options", "-c statement_timeout=7s");
        return properties;
    }

    private String user() {
        return fixture.user().username();
    }

    private String password() {
        return fixture.user().password();
    }
}
