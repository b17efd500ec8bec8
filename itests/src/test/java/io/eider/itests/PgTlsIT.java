package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS of the built distribution: BoringSSL where it is there, and Java's if an option says so. */
class PgTlsIT {
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void clientsTalkInsideTls(boolean isJavas) throws Exception {
        EiderProcess.Builder configuration =
                EiderProcess.configure().with("PGWIRE_TLS", "require").with("PGWIRE_TLS_GENERATE", "true");
        if (isJavas) {
            configuration.with("JAVA_OPTS", "-Dio.netty.handler.ssl.noOpenSsl=true");
        }
        try (EiderProcess eider = configuration.start();
                PgWorkspace workspace = PgWorkspace.create(eider, "tls")) {
            int port = Integer.parseInt(workspace.environment().get("PGPORT"));
            Deadline.await( // the certificate is made first, and the server calls itself ready meanwhile
                    "PostgreSQL's port is open", Duration.ofSeconds(60), () -> isOpen(port));
            try (Connection connection = workspace.connect("sslmode=require", "channelBinding=require");
                    ResultSet row =
                            connection.createStatement().executeQuery("SELECT count(*) FROM in_c_sales.orders")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(2);
            }
            assertThatThrownBy(() -> workspace.connect("sslmode=disable")).isInstanceOf(SQLException.class);
            boolean hasBoringSsl = System.getProperty("os.arch").matches("amd64|aarch64") && !isJavas;
            String libraries = Files.readString(Path.of("/proc/" + eider.pid() + "/maps"));
            assertThat(libraries.contains("/lib/native/libnetty_tcnative")).isEqualTo(hasBoringSsl);
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
