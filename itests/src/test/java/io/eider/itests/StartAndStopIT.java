package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of a server. */
class StartAndStopIT {
    private static final List<String> PORTS =
            List.of("PORT", "PGWIRE_PORT", "KARAF_SSH_PORT", "KARAF_RMI_REGISTRY_PORT", "KARAF_RMI_SERVER_PORT");

    @Test
    void startTellsAddressesPortsAndDataDirectory() {
        try (EiderProcess eider = EiderProcess.configure().start()) {
            Deadline.await("line for the operator", java.time.Duration.ofSeconds(10), () -> eider.stdout()
                    .contains("Eider is ready: " + eider.base()));
            assertThat(eider.stdout())
                    .contains(PORTS.stream().map(eider::setting).toList());
            assertThat(eider.stdout()).contains(eider.dataDir().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void signalEndsTheServerCleanly(String signal, int exitCode) throws IOException {
        try (EiderProcess eider = EiderProcess.configure().start()) {
            eider.signal(signal);
            assertThat(eider.awaitExit()).isEqualTo(exitCode);
            assertThat(eider.stdout()).endsWith("Eider has stopped.\n");
            assertThat(eider.stderr()).isEmpty();
            assertThat(eider.dataDir().resolve("metadata.duckdb.wal")).doesNotExist();
            for (String name : PORTS) {
                try (ServerSocket socket =
                        new ServerSocket(Integer.parseInt(eider.setting(name)), 1, InetAddress.getLoopbackAddress())) {
                    assertThat(socket.isBound()).isTrue();
                }
            }
        }
    }

    @Test
    void serverStartsAgainAfterACrashAndLeavesNoLibraryBehind() throws IOException {
        try (EiderProcess crashed = EiderProcess.configure().start()) {
            crashed.admin().createProject("kept");
            crashed.kill();
            try (EiderProcess eider = crashed.again()) {
                assertThat(eider.admin().get("/projects/kept").status()).isEqualTo(200);
                try (Stream<Path> files = Files.walk(eider.dataDir().resolve("karaf/tmp"))) {
                    assertThat(files.filter(file -> file.toString().endsWith(".so")))
                            .hasSizeLessThanOrEqualTo(1);
                }
            }
        }
    }

    @Test
    void allPortsAreBoundToLoopbackOnly() throws IOException {
        try (EiderProcess eider = EiderProcess.configure().start()) {
            List<String> bound = listening(eider.pid());
            assertThat(bound).isNotEmpty().allSatisfy(address -> assertThat(address)
                    .matches("0100007F|0000000000000000FFFF00000100007F|00000000000000000000000001000000"));
        }
    }

    @Test
    void helpNamesEverySettingAndVersionTheVersion() {
        try (EiderProcess help = EiderProcess.configure().launch("--help");
                EiderProcess version = EiderProcess.configure().launch("--version")) {
            assertThat(help.awaitExit()).isZero();
            assertThat(help.stdout()).contains(PORTS).contains("DATA_DIR", "ADMIN_API_KEY", "--demo");
            assertThat(version.awaitExit()).isZero();
            assertThat(version.stdout()).matches("Eider \\d+\\.\\d+\\.\\d+.*\\n");
        }
    }

    @Test
    void unknownOptionIsRefused() {
        try (EiderProcess eider = EiderProcess.configure().launch("--frobnicate")) {
            assertThat(eider.awaitExit()).isEqualTo(1);
            assertThat(eider.stderr()).isEqualTo("eider: --frobnicate: not an option; see --help\n");
        }
    }

    /** Local addresses, in hexadecimal, of the sockets of a process that listen; source: proc(5). */
    private static List<String> listening(long pid) throws IOException {
        List<String> inodes;
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            inodes = descriptors.map(StartAndStopIT::target).toList();
        }
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/" + pid + "/net/" + table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 9 && columns[3].equals("0A"))
                .filter(columns -> inodes.contains("socket:[" + columns[9] + "]"))
                .map(columns -> columns[1].split(":")[0])
                .toList();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return Stream.empty(); // no such protocol on this machine
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }
}
