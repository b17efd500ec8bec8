package io.eider.pgwire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.pgwire.PgwireServer;
import io.eider.pgwire.ServerFixture;
import io.eider.pgwire.WireClient;
import io.eider.pgwire.WireClient.Reply;
import io.eider.pgwire.tls.TlsSettings;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Random streams of messages, whole and broken. Each ends with ReadyForQuery or with the connection, and the next client is served. */
class MessageFuzzTest {
    private static final Logger LOG = LoggerFactory.getLogger(MessageFuzzTest.class);
    private static final int ROUNDS = 150;
    private static final char[] KINDS = "QPBDECHSdcfFX?p".toCharArray();
    private static final List<String> TEXTS = List.of(
            "",
            "s",
            "p",
            "SELECT 1",
            "SELECT $1::int, $2::text",
            "BEGIN",
            "COMMIT",
            "ROLLBACK",
            "SAVEPOINT a",
            "SELECT i FROM generate_series(1, 100000) AS g(i)",
            "INSERT INTO t VALUES (1)",
            "SELECT 1/0",
            "SELECT 1; SELECT nothing; SELECT 2",
            "SELECT 'a",
            "DISCARD ALL",
            "DEALLOCATE ALL",
            "SET timezone = 'Asia/Tokyo'",
            "SELECT * FROM pg_class LIMIT 3");

    @TempDir
    Path directory;

    private ServerFixture fixture;
    private SessionConversations conversations;
    private PgwireServer server;
    private Talk talk;

    @BeforeEach
    void start() throws Exception {
        fixture = new ServerFixture(directory);
        conversations = new SessionConversations(fixture.services, fixture.cancelKeys);
        server = fixture.server(ServerFixture.CONNECTIONS, TlsSettings.NONE, conversations);
        talk = new Talk(fixture, server.port());
        talk.query("CREATE TABLE t (a INTEGER)");
    }

    @AfterEach
    void stop() throws Exception {
        talk.close();
        server.close();
        conversations.close();
        fixture.close();
    }

    @Test
    void everyStreamOfMessagesHasAnEnd() throws Exception {
        long seed = System.nanoTime();
        LOG.info("seed {}", seed);
        Random random = new Random(seed);
        int ends = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (!survives(random)) {
                ends++;
                talk.close();
                talk = new Talk(fixture, server.port());
            }
        }
        assertThat(ends).as("connections that ended, seed " + seed).isBetween(1, ROUNDS - 1);
        talk.query("ROLLBACK");
        assertThat(talk.query("SELECT 7")).endsWith("T D:7 C:SELECT_1 Z:I");
    }

    /** Whether the connection is still there; every answer comes within the client's time limit. */
    private boolean survives(Random random) throws IOException {
        int count = 1 + random.nextInt(8);
        try {
            for (int i = 0; i < count; i++) {
                send(random);
            }
            talk.send('S');
            talk.send('Q', "SELECT 'end of round'");
            while (true) {
                Reply reply = talk.wire().next();
                if (reply.kind() == 'D' && Talk.shown(reply).equals("D:end of round")
                        || reply.kind() == 'E' && reply.state().equals("25P02")) {
                    return ready();
                }
            }
        } catch (EOFException | SocketException e) {
            return false;
        }
    }

    /** Reads up to a ReadyForQuery after which nothing more comes. */
    private boolean ready() throws IOException {
        talk.send('Q', "ROLLBACK; SELECT 'quiet'");
        while (true) {
            Reply reply = talk.wire().next();
            if (reply.kind() == 'D' && Talk.shown(reply).equals("D:quiet")) {
                talk.untilReady();
                return true;
            }
        }
    }

    private void send(Random random) throws IOException {
        char kind = KINDS[random.nextInt(random.nextInt(10) == 0 ? KINDS.length : 9)];
        byte[] body = body(kind, random);
        if (random.nextInt(4) == 0) {
            body = broken(body, random);
        }
        talk.wire().send(WireClient.messageBytes(kind, body));
    }

    private static byte[] body(char kind, Random random) {
        String one = TEXTS.get(random.nextInt(TEXTS.size()));
        String name = TEXTS.get(random.nextInt(3));
        return switch (kind) {
            case 'Q' -> Talk.body(one);
            case 'P' -> Talk.body(name, one, (short) 0);
            case 'B' ->
                Talk.body(TEXTS.get(random.nextInt(3)), name, (short) 0, (short) 2, 1, new byte[] {'7'}, -1, (short) 0);
            case 'D', 'C' -> Talk.body(random.nextBoolean() ? 'S' : 'P', name);
            case 'E' -> Talk.body(name, random.nextInt(3));
            case 'H', 'S', 'X' -> new byte[0];
            default -> Talk.body(one, random.nextInt());
        };
    }

    private static byte[] broken(byte[] body, Random random) {
        byte[] other = java.util.Arrays.copyOf(body, Math.max(0, body.length + random.nextInt(9) - 4));
        for (int i = 0; i < 2 && other.length > 0; i++) {
            other[random.nextInt(other.length)] = (byte) random.nextInt();
        }
        return other;
    }
}
