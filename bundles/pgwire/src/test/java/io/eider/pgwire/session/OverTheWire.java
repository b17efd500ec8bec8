package io.eider.pgwire.session;

import io.eider.pgwire.PgwireServer;
import io.eider.pgwire.ServerFixture;
import io.eider.pgwire.WireClient.Reply;
import io.eider.pgwire.tls.TlsSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with a workspace, and a connection for each test that speaks the protocol by hand; table t (a INTEGER key, b TEXT) is empty. */
abstract class OverTheWire {
    @TempDir
    static Path directory;

    static ServerFixture fixture;
    private static SessionConversations conversations;
    static PgwireServer server;

    Talk talk;

    @BeforeAll
    static void start() throws Exception {
        fixture = new ServerFixture(directory);
        conversations = new SessionConversations(fixture.services, fixture.cancelKeys);
        server = fixture.server(ServerFixture.CONNECTIONS, TlsSettings.NONE, conversations);
    }

    @AfterAll
    static void stop() {
        server.close();
        conversations.close();
        fixture.close();
    }

    @BeforeEach
    void connect() throws Exception {
        talk = new Talk(fixture, server.port());
        talk.query("DROP TABLE IF EXISTS t; CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)");
    }

    @AfterEach
    void close() throws Exception {
        talk.close();
    }

    /** The fields of the error that the server sends before it is ready again. */
    final Map<Character, String> error() throws Exception {
        Map<Character, String> fields = Map.of();
        for (Reply reply = talk.wire().read();
                reply.kind() != 'Z';
                reply = talk.wire().read()) {
            fields = reply.kind() == 'E' ? reply.fields() : fields;
        }
        return fields;
    }
}
