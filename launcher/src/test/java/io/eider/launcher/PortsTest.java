package io.eider.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    private Path etc;

    @Test
    void freePortsPass() throws IOException {
        Settings settings = settings(Map.of());
        assertThatCode(() -> Ports.check(settings)).doesNotThrowAnyException();
    }

    @Test
    void portInUseIsNamedWithWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Settings settings = settings(Map.of("PORT", port));
            assertThatThrownBy(() -> Ports.check(settings))
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("PORT=" + port + ": port " + port
                            + " on 127.0.0.1 is in use; end the program that has it or set PORT to a free port");
        }
    }

    @Test
    void portOfThePostgresListenerIsChecked() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Settings settings = settings(Map.of("PGWIRE_PORT", port));
            assertThatThrownBy(() -> Ports.check(settings))
                    .hasMessage("PGWIRE_PORT=" + port + ": port " + port
                            + " on 127.0.0.1 is in use; end the program that has it or set PGWIRE_PORT to a free port");
        }
    }

    @Test
    void onePortForTwoIsRefused() throws IOException {
        String port = free();
        Settings settings = settings(Map.of("KARAF_SSH_PORT", port, "KARAF_RMI_SERVER_PORT", port));
        assertThatThrownBy(() -> Ports.check(settings))
                .hasMessage("KARAF_RMI_SERVER_PORT=" + port + ": the same port as KARAF_SSH_PORT; give each its own");
    }

    @Test
    void addressOfAnotherMachineIsRefused() throws IOException {
        Settings settings = settings(Map.of("HOST", "192.0.2.1"));
        assertThatThrownBy(() -> Ports.check(settings)).hasMessage("HOST=192.0.2.1: not an address of this machine");
    }

    @Test
    void unknownHostIsRefused() throws IOException {
        Settings settings = settings(Map.of("HOST", "nowhere.invalid"));
        assertThatThrownBy(() -> Ports.check(settings)).hasMessage("HOST=nowhere.invalid: no such host");
    }

    private Settings settings(Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>();
        for (String name : new String[] {
            "PORT", "PGWIRE_PORT", "KARAF_SSH_PORT", "KARAF_RMI_REGISTRY_PORT", "KARAF_RMI_SERVER_PORT"
        }) {
            all.put(name, free());
        }
        all.putAll(environment);
        return Settings.read(all, etc);
    }

    private static String free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
