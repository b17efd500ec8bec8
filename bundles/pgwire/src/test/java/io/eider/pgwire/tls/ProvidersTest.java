package io.eider.pgwire.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.eider.pgwire.Keytool;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS by BoringSSL where it is there, else by Java: the same files, protocols and data. */
class ProvidersTest {
    @TempDir
    Path directory;

    @Test
    void boringSslIsThereOnThisMachine() {
        assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .isEqualTo("Linux amd64");
        assertThat(OpenSsl.isAvailable())
                .as(String.valueOf(OpenSsl.unavailabilityCause()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "JDK, EC secp256r1, TLSv1.3",
        "JDK, RSA 2048, TLSv1.2",
        "OPENSSL, EC secp256r1, TLSv1.3",
        "OPENSSL, RSA 2048, TLSv1.3",
        "OPENSSL, EC secp256r1, TLSv1.2"
    })
    void clientOfJavaTalksToIt(SslProvider provider, String algorithm, String protocol) throws Exception {
        assumeThat(provider == SslProvider.JDK || OpenSsl.isAvailable()).isTrue();
        Keytool.make(directory, "server", "localhost", algorithm);
        TlsIdentity identity = PemFiles.read(
                new TlsSettings(
                        TlsUse.ALLOW,
                        directory.resolve("server.crt"),
                        directory.resolve("server.key"),
                        TlsUse.OFF,
                        Optional.empty()),
                provider);
        SSLEngine server = identity.context().newEngine(UnpooledByteBufAllocator.DEFAULT);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        SSLEngine client = context.createSSLEngine();
        client.setUseClientMode(true);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setApplicationProtocols(new String[] {"postgresql"});
        client.setSSLParameters(parameters);
        String said = talk(client, server);
        assertThat(said).isEqualTo("hello");
        assertThat(client.getSession().getProtocol()).isEqualTo(protocol);
        assertThat(client.getApplicationProtocol()).isEqualTo("postgresql");
        assertThat(identity.binding()).isPresent();
    }

    /** Shakes hands, sends a text. Gives what arrives. */
    private static String talk(SSLEngine client, SSLEngine server) throws Exception {
        ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
        ByteBuffer text = ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8));
        ByteBuffer arrived = ByteBuffer.allocate(1 << 16);
        client.beginHandshake();
        server.beginHandshake();
        for (int step = 0; step < 1_000 && arrived.position() < 5; step++) {
            client.wrap(text, toServer);
            tasks(client);
            pass(toServer, server, arrived);
            server.wrap(ByteBuffer.allocate(0), toClient);
            tasks(server);
            pass(toClient, client, ByteBuffer.allocate(1 << 16));
        }
        return new String(arrived.array(), 0, arrived.position(), StandardCharsets.UTF_8);
    }

    private static void pass(ByteBuffer wire, SSLEngine to, ByteBuffer arrived) throws Exception {
        wire.flip();
        int before;
        do {
            before = wire.remaining();
            if (to.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
                to.unwrap(wire, arrived);
            }
            tasks(to);
        } while (wire.remaining() < before && wire.hasRemaining());
        wire.compact();
    }

    private static void tasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
