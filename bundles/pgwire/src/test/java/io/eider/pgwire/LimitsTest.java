package io.eider.pgwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.meter.Meters;
import io.eider.pgwire.WireClient.Reply;
import io.eider.pgwire.connection.ConnectionSettings;
import io.eider.pgwire.connection.ConnectionSettings.Passwords;
import io.eider.pgwire.tls.TlsSettings;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {
    private static final int V3 = 3 << 16;

    @TempDir
    private static Path directory;

    private static final Map<String, Double> COUNTS = new ConcurrentHashMap<>();
    private static ServerFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        fixture = new ServerFixture(directory, new Counting());
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void tooManyFailuresOfAnAddressAreNotHeardForAWhile() throws Exception {
        try (PgwireServer server = server(100, 100, Duration.ofSeconds(10), 3)) {
            for (int i = 0; i < 3; i++) {
                assertThat(attempt(server, "127.0.0.1", "wrong").state()).isEqualTo("28P01");
            }
            long begin = System.nanoTime();
            Reply refused = attempt(server, "127.0.0.1", fixture.user().password());
            assertThat(refused.state()).isEqualTo("28000");
            assertThat(refused.fields().get('M')).contains("too many failed logins");
            assertThat(System.nanoTime() - begin).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
            assertThat(attempt(server, "127.0.0.2", fixture.user().password()).authentication())
                    .isEqualTo(12);
        }
    }

    @Test
    void connectionsOverTheLimitAreToldSoUntilOthersEnd() throws Exception {
        try (PgwireServer server = server(3, 100, Duration.ofSeconds(10), 10)) {
            List<WireClient> open = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                open.add(new WireClient(server.port()));
                assertThat(open.get(i).startup(V3, "user", "me").read().authentication())
                        .isEqualTo(10);
            }
            try (WireClient more = new WireClient(server.port())) {
                assertThat(more.startup(V3, "user", "me").read().fields())
                        .containsEntry('C', "53300")
                        .containsEntry('M', "sorry, too many clients already");
            }
            open.remove(0).close();
            Waiting.until(Duration.ofSeconds(10), () -> isHeard(server));
            for (WireClient client : open) {
                client.close();
            }
        }
    }

    @Test
    void connectionsOfOneAddressDoNotShutOutOthers() throws Exception {
        try (PgwireServer server = server(100, 2, Duration.ofSeconds(10), 10)) {
            List<WireClient> open = new ArrayList<>();
            for (int i = 0; i < 2 + 16; i++) {
                open.add(from(server, "127.0.0.1"));
                String state = open.get(i).startup(V3, "user", "me").read().state();
                assertThat(state).isEqualTo(i < 2 ? "" : "53300");
            }
            assertThat(attempt(server, "127.0.0.3", fixture.user().password()).authentication())
                    .isEqualTo(12);
            for (WireClient client : open) {
                client.close();
            }
        }
    }

    @Test
    void connectionsFarOverTheLimitAreClosedAtOnce() throws Exception {
        try (PgwireServer server = server(1, 100, Duration.ofSeconds(10), 10)) {
            List<WireClient> open = new ArrayList<>();
            for (int i = 0; i < 1 + 16; i++) {
                open.add(new WireClient(server.port()));
                open.get(i).packet(80877104, new byte[0]).readByte();
            }
            try (WireClient more = new WireClient(server.port())) {
                assertThat(more.isClosed()).isTrue();
            }
            for (WireClient client : open) {
                client.close();
            }
        }
    }

    @Test
    void clientThatIsTooSlowIsCutOff() throws Exception {
        try (PgwireServer server = server(100, 100, Duration.ofMillis(600), 10);
                WireClient silent = new WireClient(server.port());
                WireClient slow = new WireClient(server.port());
                WireClient hesitant = new WireClient(server.port())) {
            assertThat(hesitant.startup(V3, "user", "me").read().authentication())
                    .isEqualTo(10);
            byte[] packet = WireClient.packetBytes(V3, WireClient.startupBody("user", "me"));
            long begin = System.nanoTime();
            Thread drip = new Thread(() -> drip(slow, packet));
            drip.start();
            assertThat(slow.isClosed()).isTrue();
            assertThat(silent.isClosed()).isTrue();
            assertThat(hesitant.read().fields()).containsEntry('C', "57014");
            assertThat(hesitant.isClosed()).isTrue();
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
            drip.join();
        }
    }

    @Test
    void loggedInClientIsNotCutOff() throws Exception {
        try (PgwireServer server = server(100, 100, Duration.ofMillis(500), 10);
                WireClient client = new WireClient(server.port())) {
            login(client);
            long later = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1200);
            Waiting.until(Duration.ofSeconds(10), () -> System.nanoTime() > later);
            assertThat(client.query("select 1").read().kind()).isEqualTo('C');
        }
    }

    @Test
    void waitingClientsAreSentAwayAndRunningStatementsEndWhenTheServerStops() throws Exception {
        PgwireServer server = server(100, 100, Duration.ofSeconds(10), 10);
        try (WireClient idle = new WireClient(server.port());
                WireClient running = new WireClient(server.port());
                WireClient half = new WireClient(server.port())) {
            login(idle);
            login(running);
            half.startup(V3, "user", "me").read();
            int before = fixture.conversations.running.get();
            running.query("wait for it");
            Waiting.until(Duration.ofSeconds(10), () -> fixture.conversations.running.get() > before);
            Thread stop = new Thread(server::close);
            stop.start();
            for (WireClient client : List.of(idle, half)) {
                assertThat(client.read().fields())
                        .containsEntry('C', "57P01")
                        .containsEntry('M', "terminating connection due to administrator command");
                assertThat(client.isClosed()).isTrue();
            }
            assertThatThrownBy(() -> new WireClient(server.port())).isInstanceOf(java.net.ConnectException.class);
            assertThat(stop.isAlive()).isTrue();
            fixture.conversations.finish();
            assertThat(running.read().kind()).isEqualTo('C');
            assertThat(running.read().kind()).isEqualTo('Z');
            assertThat(running.read().state()).isEqualTo("57P01");
            stop.join(5_000);
            assertThat(stop.isAlive()).isFalse();
        }
    }

    @Test
    void statementThatDoesNotEndIsCutOff() throws Exception {
        PgwireServer server = fixture.server(ServerFixture.CONNECTIONS, TlsSettings.NONE, Duration.ofMillis(300));
        try (WireClient running = new WireClient(server.port())) {
            login(running);
            int before = fixture.conversations.running.get();
            running.query("wait for ever");
            Waiting.until(Duration.ofSeconds(10), () -> fixture.conversations.running.get() > before);
            server.close();
            assertThat(running.read().state()).isEqualTo("57P01");
            assertThat(running.isClosed()).isTrue();
        } finally {
            fixture.conversations.finish();
        }
    }

    @Test
    void portInUseIsNamedWithWhatToDo() throws Exception {
        try (PgwireServer server = server(10, 10, Duration.ofSeconds(10), 10)) {
            PgwireSettings same = new PgwireSettings(
                    "127.0.0.1", server.port(), 1, 1, Duration.ZERO, ServerFixture.CONNECTIONS, TlsSettings.NONE);
            assertThatThrownBy(
                            () -> new PgwireServer(same, fixture.services, fixture.conversations, fixture.cancelKeys))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Port " + server.port() + " on 127.0.0.1 cannot be had")
                    .hasMessageContaining("Address already in use")
                    .hasMessageContaining("set PGWIRE_PORT to a free port");
        }
    }

    @Test
    void connectionsAreCounted() throws Exception {
        COUNTS.clear();
        try (PgwireServer server = server(100, 100, Duration.ofSeconds(10), 10)) {
            attempt(server, "127.0.0.1", "wrong");
            attempt(server, "127.0.0.1", fixture.user().password());
            try (WireClient client = new WireClient(server.port())) {
                client.send("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                assertThat(client.read().state()).isEqualTo("08P01");
            }
        }
        assertThat(COUNTS.get("eider_pgwire_connections_total[]")).isEqualTo(3);
        assertThat(COUNTS.get("eider_pgwire_failed_logins_total[]")).isEqualTo(1);
        assertThat(COUNTS.get("eider_pgwire_refused_total[28P01]")).isEqualTo(1);
        assertThat(COUNTS.get("eider_pgwire_refused_total[08P01]")).isEqualTo(1);
        assertThat(COUNTS.get("eider_pgwire_bytes_total[in]")).isGreaterThan(300);
        assertThat(COUNTS.get("eider_pgwire_bytes_total[out]")).isGreaterThan(300);
        assertThat(COUNTS.get("eider_pgwire_connections[]")).isZero();
    }

    private static PgwireServer server(int total, int perAddress, Duration login, int failures) {
        return fixture.server(
                new ConnectionSettings(total, perAddress, login, failures, 10_000, 1 << 20, Passwords.SCRAM),
                TlsSettings.NONE);
    }

    private static boolean isHeard(PgwireServer server) {
        try (WireClient client = new WireClient(server.port())) {
            return client.startup(V3, "user", "me").read().authentication() == 10;
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void drip(WireClient client, byte[] packet) {
        long next = System.nanoTime();
        try {
            for (byte b : packet) {
                client.send(new byte[] {b});
                long at = next += TimeUnit.MILLISECONDS.toNanos(200);
                Waiting.until(Duration.ofSeconds(5), () -> System.nanoTime() > at);
            }
        } catch (java.io.IOException e) {
            // it was cut off, as it should be
        }
    }

    private static Reply attempt(PgwireServer server, String address, String password) throws Exception {
        try (WireClient client = from(server, address)) {
            return client.startup(V3, "user", fixture.user().username()).scram(password);
        }
    }

    private static WireClient from(PgwireServer server, String address) throws Exception {
        return new WireClient(
                new Socket(InetAddress.getLoopbackAddress(), server.port(), InetAddress.getByName(address), 0));
    }

    private static void login(WireClient client) throws Exception {
        client.startup(V3, "user", fixture.user().username())
                .scram(fixture.user().password());
        while (client.read().kind() != 'Z') {
            // what comes before it is tested elsewhere
        }
    }

    private static final class Counting implements Meters {
        @Override
        public Counter counter(String name, String help, String... labelNames) {
            return (amount, labels) -> COUNTS.merge(name + Arrays.toString(labels), amount, Double::sum);
        }

        @Override
        public Gauge gauge(String name, String help, String... labelNames) {
            return new Gauge() {
                @Override
                public void set(double value, String... labels) {
                    COUNTS.put(name + Arrays.toString(labels), value);
                }

                @Override
                public void add(double amount, String... labels) {
                    throw new UnsupportedOperationException();
                }
            };
        }

        @Override
        public Histogram histogram(String name, String help, List<Double> bounds, String... labelNames) {
            throw new UnsupportedOperationException();
        }
    }
}
