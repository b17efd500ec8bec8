package io.eider.ontology.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.eider.api.meter.Meters;
import io.eider.api.ontology.FetchOutcome;
import io.eider.api.ontology.FetchedSchema;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate of its own authority, which wants to know who asks: settings of the configuration, with their files. */
class SecuredServerTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private HttpsServer server;

    @BeforeAll
    static void makeKeys() throws Exception {
        pair("server", "-ext", "san=ip:127.0.0.1");
        pair("client");
        pair("stranger");
        Files.writeString(keys.resolve("password"), PASSWORD + "\n");
    }

    /** {@code name.p12} with a pair of keys, {@code name.pem} with its certificate. */
    private static void pair(String name, String... more) throws Exception {
        List<String> make =
                new ArrayList<>(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name));
        make.addAll(List.of(more));
        keytool(name, make.toArray(String[]::new));
        keytool(
                name,
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-file",
                keys.resolve(name + ".pem").toString());
    }

    private static void keytool(String store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-keystore", keys.resolve(store + ".p12").toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(keys.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor())
                .as(() -> read(keys.resolve("keytool.log")))
                .isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @BeforeEach
    void listen() throws Exception {
        KeyStore own = load("server");
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(own, PASSWORD.toCharArray());
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("client", load("client").getCertificate("client"));
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            try (exchange) {
                authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                byte[] body = OntologyServer.SCHEMA.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    private static KeyStore load(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** The defaults of the configuration, but for some settings. */
    private static FetchConfig config(Map<String, Object> settings) {
        return (FetchConfig) Proxy.newProxyInstance(
                FetchConfig.class.getClassLoader(),
                new Class<?>[] {FetchConfig.class},
                (proxy, method, arguments) -> settings.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private Map<String, Object> known() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("url", "https://127.0.0.1:" + server.getAddress().getPort() + "/");
        settings.put("retry_tries", 1);
        settings.put("tls_ca", keys.resolve("server.pem").toString());
        settings.put("tls_client_keystore", keys.resolve("client.p12").toString());
        settings.put("tls_client_password_file", keys.resolve("password").toString());
        return settings;
    }

    private FetchedSchema fetch(Map<String, Object> settings) {
        FetchConfig config = config(settings);
        FetchSettings fetchSettings = ConfiguredSettings.of(config);
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        Tls.of(config).ifPresent(client::sslContext);
        try (HttpSchemaServer schemas = new HttpSchemaServer(
                fetchSettings,
                new DiskCache(directory, String.valueOf(fetchSettings.url()), 100_000, 10),
                new HttpCall(client.build(), fetchSettings, Clock.systemUTC()),
                document -> {},
                new FetchMeters(count -> count.accept(Meters.NOOP), "test"))) {
            return schemas.fetch("s");
        }
    }

    @Test
    void whoShowsItsCertificateIsAnswered() {
        FetchedSchema fetched = fetch(known());
        assertThat(fetched.outcome()).as(String.valueOf(fetched.problem())).isEqualTo(FetchOutcome.LIVE);
        assertThat(authorizations).containsExactly("null");
    }

    @Test
    void whoDoesNotIsNot() {
        Map<String, Object> settings = known();
        settings.put("tls_client_keystore", "");
        assertThat(fetch(settings).outcome()).isEqualTo(FetchOutcome.UNAVAILABLE);
        settings.put("tls_client_keystore", keys.resolve("stranger.p12").toString());
        assertThat(fetch(settings).outcome()).isEqualTo(FetchOutcome.UNAVAILABLE);
        assertThat(authorizations).isEmpty();
    }

    @Test
    void aServerOfAnotherAuthorityIsNotBelieved() {
        Map<String, Object> settings = known();
        settings.put("tls_ca", "");
        assertThat(fetch(settings).outcome()).isEqualTo(FetchOutcome.UNAVAILABLE);
        settings.put("tls_ca", keys.resolve("stranger.pem").toString());
        assertThat(fetch(settings).outcome()).isEqualTo(FetchOutcome.UNAVAILABLE);
        assertThat(authorizations).isEmpty();
    }

    @Test
    void secretsComeFromFiles() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "abc.def\n");
        Path pair = Files.writeString(directory.resolve("pair"), "eider:pass word\n");
        Map<String, Object> settings = known();
        settings.put("auth_bearer_file", token.toString());
        assertThat(fetch(settings).outcome()).isEqualTo(FetchOutcome.LIVE);
        settings.put("auth_bearer_file", "");
        settings.put("auth_basic_file", pair.toString());
        settings.put("cache_ttl_seconds", 0);
        settings.put("url", settings.get("url") + "other"); // nothing of it is kept
        assertThat(fetch(settings).outcome()).isEqualTo(FetchOutcome.LIVE);
        assertThat(authorizations).containsExactly("Bearer abc.def", "Basic ZWlkZXI6cGFzcyB3b3Jk");
    }

    @Test
    void settingsThatDoNotFitAreNamedAndNoSecretIsTold() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "secret\u0007");
        Path empty = Files.writeString(directory.resolve("empty"), "");
        Path wrong = Files.writeString(directory.resolve("wrong"), "not it");
        refused(Map.of("auth_bearer_file", token.toString()), "auth.bearer.file must name a file with one line");
        refused(Map.of("auth_bearer_file", empty.toString()), "auth.bearer.file must name a file with one line");
        refused(
                Map.of("auth_basic_file", directory.resolve("none").toString()),
                "auth.basic.file names a file that cannot be read");
        refused(
                Map.of("auth_bearer_file", token.toString(), "auth_basic_file", token.toString()),
                "Only one of auth.bearer.file and auth.basic.file");
        refused(Map.of("tls_ca", empty.toString()), "tls.ca (ONTO_SERVER_CA) names");
        refused(
                Map.of("tls_client_password_file", wrong.toString()),
                "tls.client.keystore names no PKCS#12 file that tls.client.password.file opens");
        refused(Map.of("url", "ftp://x"), "url (ONTO_SERVER_URL) must be an http or https URL");
    }

    private void refused(Map<String, Object> changed, String message) {
        Map<String, Object> settings = known();
        settings.putAll(changed);
        assertThatThrownBy(() -> fetch(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
}
