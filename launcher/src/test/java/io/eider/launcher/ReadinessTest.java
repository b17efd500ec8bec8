package io.eider.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTest {
    @TempDir
    private Path etc;

    @Test
    void serverIsReadyWhenItSaysSo() throws IOException, InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health/ready", exchange -> {
            exchange.sendResponseHeaders(asked.incrementAndGet() < 3 ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
        try {
            URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(new Readiness(base).await(Duration.ofSeconds(30))).isTrue();
            assertThat(asked).hasValue(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void serverThatNeverAnswersIsNotReady() throws InterruptedException {
        assertThat(new Readiness(URI.create("http://127.0.0.1:1")).await(Duration.ofMillis(120)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:8000",
        "0.0.0.0, http://127.0.0.1:8000",
        "::, http://[::1]:8000",
        "::1, http://[::1]:8000",
        "eider.example, http://eider.example:8000"
    })
    void serverIsAskedWhereItListens(String host, String base) {
        assertThat(Banner.base(Settings.read(Map.of("HOST", host), etc))).hasToString(base);
    }
}
