package io.eider.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.storage.Finding.State;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerTest {
    @TempDir
    Path etc;

    @Test
    void readsThePortsOfTheConfiguration() throws Exception {
        Files.writeString(
                etc.resolve("org.ops4j.pax.web.cfg"),
                "org.osgi.service.http.port = 8123\norg.ops4j.pax.web.listening.addresses = 0.0.0.0\n");
        Files.writeString(
                etc.resolve("org.apache.karaf.shell.cfg"),
                "sshPort = $[env:A_NAME_THAT_NOBODY_SETS;default=8101]\nsshHost = 127.0.0.1\n");
        Files.writeString(
                etc.resolve("io.eider.pgwire.cfg"),
                "host = 127.0.0.1\nport = $[env:A_NAME_THAT_NOBODY_SETS;default=5432]\n");
        Files.writeString(etc.resolve("org.apache.karaf.management.cfg"), "rmiRegistryPort = none\n");
        assertThat(Listener.configured(etc))
                .containsExactly(
                        new Listener("REST", "0.0.0.0", 8123, State.FAILED),
                        new Listener("PostgreSQL", "127.0.0.1", 5432, State.FAILED),
                        new Listener("Console", "127.0.0.1", 8101, State.WARNING));
    }

    @Test
    void knowsNoPortWithoutConfiguration() {
        assertThat(Listener.configured(etc)).isEqualTo(List.of());
    }

    @Test
    void tellsAPortThatListensFromAFreeOne() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            assertThat(new Listener("REST", "0.0.0.0", port, State.FAILED)
                            .check()
                            .state())
                    .isEqualTo(State.OK);
        }
        assertThat(new Listener("REST", "0.0.0.0", port, State.FAILED).check().state())
                .isEqualTo(State.FAILED);
    }
}
