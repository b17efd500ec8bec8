package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A start that cannot succeed ends at once with exit code 1 and one line that names the cause. */
class RefusedStartIT {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PORT | abc | not a port number (1 to 65535)",
                "PORT | 65536 | not a port number (1 to 65535)",
                "PGWIRE_TLS | maybe | not one of off, allow, require",
                "KARAF_SSH_PORT | 0 | not a port number (1 to 65535)",
                "KARAF_RMI_REGISTRY_PORT | -1 | not a port number (1 to 65535)",
                "KARAF_RMI_SERVER_PORT | 1e3 | not a port number (1 to 65535)",
                "HOST | a b | not a host name or IP address",
                "HOST | 192.0.2.1 | not an address of this machine",
                "DUCKDB_THREADS | 0 | not a number (1 to 256)",
                "DUCKDB_MEMORY_LIMIT | much | not a memory size such as 512MB, 4GB or 60%",
                "OPERATION_TIMEOUT | 4m | not a number of seconds (1 to 86400)",
                "DEBUG | maybe | not true or false",
            })
    void badValueIsNamed(String name, String value, String reason) {
        try (EiderProcess eider = EiderProcess.configure().with(name, value).launch()) {
            assertThat(eider.awaitExit()).isEqualTo(1);
            assertThat(eider.stderr()).isEqualTo("eider: " + name + "=" + value + ": " + reason + "\n");
            assertThat(eider.stdout()).isEmpty();
        }
    }

    @Test
    void badKeyIsNamedButNotShown() {
        try (EiderProcess eider =
                EiderProcess.configure().with("ADMIN_API_KEY", "two words").launch()) {
            assertThat(eider.awaitExit()).isEqualTo(1);
            assertThat(eider.stderr()).startsWith("eider: ADMIN_API_KEY=(hidden): not a key");
        }
    }

    @Test
    void misspeltKeyInAConfigurationFileIsNamed() {
        try (EiderProcess eider = EiderProcess.configure()
                .withLine("io.eider.storage.cfg", "upload.max.byte = 5")
                .launch()) {
            assertThat(eider.awaitExit()).isEqualTo(1);
            assertThat(eider.stderr()).isEqualTo("eider: etc/io.eider.storage.cfg: upload.max.byte: no such setting\n");
        }
    }

    @Test
    void badValueWithoutAVariableIsNamed() {
        try (EiderProcess eider = EiderProcess.configure()
                .withLine("io.eider.storage.cfg", "upload.max.bytes = 10GB")
                .launch()) {
            assertThat(eider.awaitExit()).isEqualTo(1);
            assertThat(eider.stderr())
                    .isEqualTo("eider: etc/io.eider.storage.cfg: upload.max.bytes=10GB: not a number of 1 or more\n");
        }
    }

    @Test
    void badValueInAConfigurationFileIsNamed() {
        try (EiderProcess eider = EiderProcess.configure()
                .withLine("io.eider.engine.cfg", "duckdb.threads = several")
                .launch()) {
            assertThat(eider.awaitExit()).isEqualTo(1);
            assertThat(eider.stderr())
                    .isEqualTo("eider: etc/io.eider.engine.cfg: duckdb.threads=several: not a number (1 to 256)\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PORT", "PGWIRE_PORT", "KARAF_SSH_PORT", "KARAF_RMI_REGISTRY_PORT", "KARAF_RMI_SERVER_PORT"})
    void portInUseIsNamed(String name) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EiderProcess eider = EiderProcess.configure()
                        .with(name, Integer.toString(taken.getLocalPort()))
                        .launch()) {
            assertThat(eider.awaitExit()).isEqualTo(1);
            assertThat(eider.stderr())
                    .startsWith("eider: " + name + "=" + taken.getLocalPort() + ": port " + taken.getLocalPort()
                            + " on 127.0.0.1 is in use; ")
                    .hasLineCount(1);
        }
    }

    @Test
    void onePortForTwoListenersIsRefused() {
        int port = FreePorts.take(1).get(0);
        try (EiderProcess eider = EiderProcess.configure()
                .with("PORT", Integer.toString(port))
                .with("KARAF_SSH_PORT", Integer.toString(port))
                .launch()) {
            assertThat(eider.awaitExit()).isEqualTo(1);
            assertThat(eider.stderr()).contains("KARAF_SSH_PORT=" + port + ": the same port as PORT");
        }
    }

    @Test
    void fileInPlaceOfTheDataDirectoryIsNamed(@TempDir Path scratch) throws IOException {
        Path file = Files.writeString(scratch.resolve("data"), "not a directory");
        try (EiderProcess eider = EiderProcess.configure().dataDir(file).launch()) {
            assertThat(eider.awaitExit()).isEqualTo(1);
            assertThat(eider.stderr()).isEqualTo("eider: DATA_DIR=" + file + ": " + file + " is not a directory\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/eider", "/proc"})
    void dataDirectoryThatCannotBeWrittenIsNamed(Path directory) {
        try (EiderProcess eider = EiderProcess.configure().dataDir(directory).launch()) {
            assertThat(eider.awaitExit()).isEqualTo(1);
            assertThat(eider.stderr())
                    .startsWith("eider: DATA_DIR=" + directory + ": cannot be ")
                    .hasLineCount(1);
        }
    }

    @Test
    void oldJavaIsNamed(@TempDir Path scratch) throws IOException {
        Path program = Files.createDirectories(scratch.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\necho a machine was started; exit 99\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.writeString(scratch.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        try (EiderProcess eider =
                EiderProcess.configure().with("JAVA_HOME", scratch.toString()).launch()) {
            assertThat(eider.awaitExit()).isEqualTo(1);
            assertThat(eider.stderr())
                    .isEqualTo("eider: Java 17 or later is needed, " + program + " is 11; set JAVA_HOME\n");
        }
    }

    @Test
    void missingJavaIsNamed(@TempDir Path scratch) {
        try (EiderProcess eider =
                EiderProcess.configure().with("JAVA_HOME", scratch.toString()).launch()) {
            assertThat(eider.awaitExit()).isEqualTo(1);
            assertThat(eider.stderr()).isEqualTo("eider: no Java found; install a JDK 17 or set JAVA_HOME\n");
        }
    }

    @Test
    void dataDirectoryOfARunningServerIsRefused() {
        try (EiderProcess first = EiderProcess.configure().start();
                EiderProcess second =
                        EiderProcess.configure().dataDir(first.dataDir()).launch()) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.stderr())
                    .isEqualTo("eider: DATA_DIR=" + first.dataDir() + ": in use by another Eider (process "
                            + first.pid() + "); stop it or set DATA_DIR to another directory\n");
            assertThat(first.isReady()).isTrue();
        }
    }
}
