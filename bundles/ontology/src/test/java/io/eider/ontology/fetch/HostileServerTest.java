package io.eider.ontology.fetch;

import static io.eider.api.ontology.FetchOutcome.INVALID;
import static io.eider.api.ontology.FetchOutcome.LIVE;
import static io.eider.api.ontology.FetchOutcome.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.ontology.FetchedSchema;
import io.eider.api.ontology.SchemaDocument;
import io.eider.ontology.fetch.FetchSettings.Internal;
import io.eider.ontology.fetch.FetchSettings.Mode;
import io.eider.ontology.fetch.OntologyServer.Behaviour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server may send to do harm: none of it is taken, each is told of, and the last good document stays. */
class HostileServerTest {
    private static final String ID = "project_schema";

    @TempDir
    private Path directory;

    private final Fetching.MovedClock clock = new Fetching.MovedClock();
    private OntologyServer server;
    private OntologyServer other;
    private HttpSchemaServer fetcher;

    @BeforeEach
    void start() throws IOException {
        server = new OntologyServer();
        other = new OntologyServer();
        use(Fetching.settings(Mode.LIVE, server.url()));
    }

    private void use(FetchSettings settings) {
        if (fetcher != null) {
            fetcher.close();
        }
        fetcher = Fetching.fetcher(settings, directory, clock);
    }

    @AfterEach
    void stop() {
        fetcher.close();
        server.close();
        other.close();
    }

    /** First with nothing kept, then with a good document kept. */
    private void assertRefused(Behaviour behaviour, String problem) {
        fetcher.forget(ID);
        server.behave(behaviour);
        FetchedSchema first = fetcher.refresh(ID);
        assertThat(first.outcome()).isEqualTo(INVALID);
        assertThat(first.problem().orElseThrow()).contains(problem);

        server.behave(exchange -> OntologyServer.send(exchange, 200, OntologyServer.SCHEMA));
        assertThat(fetcher.refresh(ID).outcome()).isEqualTo(LIVE);
        server.behave(behaviour);
        FetchedSchema second = fetcher.refresh(ID);
        assertThat(second.outcome()).isEqualTo(STALE);
        assertThat(second.document()).map(SchemaDocument::text).contains(OntologyServer.SCHEMA);
        assertThat(second.problem().orElseThrow()).contains(problem);
        assertThat(fetcher.state().breaker()).as("it is no outage").isEqualTo("closed");
    }

    private static Behaviour body(String body, String... headers) {
        return exchange -> OntologyServer.send(exchange, 200, body, headers);
    }

    @Test
    void documentThatIsTooLongIsGivenUpAtTheLimit() {
        AtomicLong sent = new AtomicLong();
        assertRefused(
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 0);
                    byte[] part = " ".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
                    try {
                        for (int i = 0; i < 16_000; i++) {
                            exchange.getResponseBody().write(part);
                            sent.addAndGet(part.length);
                        }
                    } catch (IOException e) { // it was given up, as wanted
                        return;
                    }
                },
                "it is longer than " + Fetching.MAX_BYTES + " bytes");
        assertThat(sent.get()).isLessThan(64L * 1024 * 1024);
    }

    @Test
    void documentThatUnpacksToTooMuchIsGivenUpAtTheLimit() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[10_000_000]);
        }
        assertThat(packed.size()).isLessThan(Fetching.MAX_BYTES);
        assertRefused(packed(packed.toByteArray()), "it is longer than");
    }

    private static Behaviour packed(byte[] bytes) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    @Test
    void packedDocumentIsRead() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(OntologyServer.SCHEMA.getBytes(StandardCharsets.UTF_8));
        }
        server.behave(packed(packed.toByteArray()));
        assertThat(fetcher.fetch(ID).document()).map(SchemaDocument::text).contains(OntologyServer.SCHEMA);
    }

    @Test
    void documentThatIsNotPackedAsItSaysIsRefused() {
        assertRefused(body(OntologyServer.SCHEMA, "Content-Encoding", "gzip"), "not packed as it says");
        assertRefused(body(OntologyServer.SCHEMA, "Content-Encoding", "br"), "neither gzip nor identity");
    }

    @Test
    void documentThatIsTooDeepOrTooFullIsRefused() {
        assertRefused(body("{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}"), "within the limits");
        assertRefused(body("{\"a\":[" + "1,".repeat(2000) + "1]}"), "more than 1000 values");
        assertRefused(body("{\"a\":" + "9".repeat(5000) + "}"), "within the limits");
        assertRefused(body("{\"" + "k".repeat(5000) + "\":1}"), "within the limits");
    }

    @Test
    void documentThatMeansTwoThingsOrNothingIsRefused() {
        assertRefused(body("{\"name\":\"a\",\"name\":\"b\"}"), "not JSON within the limits");
        assertRefused(body("{\"name\":\"a\"} {}"), "something stands behind its end");
        assertRefused(body("[1]"), "it is no JSON object");
        assertRefused(body(""), "it is no JSON object");
        assertRefused(body("{\"name\":"), "not JSON within the limits");
        assertRefused(
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write(new byte[] {(byte) 0xc3, (byte) 0x28});
                },
                "not text in UTF-8");
    }

    @Test
    void pageOrBytesOfAnotherTypeAreRefused() {
        for (String type :
                new String[] {"text/html", "application/octet-stream", "", "application/jsonx", "image/+json"}) {
            assertRefused(body(OntologyServer.SCHEMA, "Content-Type", type), "its Content-Type is none of");
        }
        server.behave(body(OntologyServer.SCHEMA, "Content-Type", "Application/Schema+JSON; charset=utf-8"));
        assertThat(fetcher.refresh(ID).outcome()).isEqualTo(LIVE);
    }

    @Test
    void statusThatMakesNoSenseIsRefused() {
        assertRefused(exchange -> OntologyServer.send(exchange, 204, ""), "it answered 204");
        server.behave(exchange -> OntologyServer.send(exchange, 304, ""));
        fetcher.forget(ID);
        assertThat(fetcher.fetch(ID).problem()).contains("it says 304, but was not asked conditionally");
    }

    @Test
    void redirectsAreFollowedOnTheServerItself() {
        server.behave(OntologyServer.paths(Map.of(
                "/schemas/" + ID,
                exchange -> OntologyServer.redirect(exchange, "/moved/1"),
                "/moved/1",
                exchange -> OntologyServer.redirect(exchange, server.url() + "/moved/2"),
                "/moved/2",
                exchange -> OntologyServer.send(exchange, 200, OntologyServer.SCHEMA))));
        FetchedSchema answer = fetcher.fetch(ID);
        assertThat(answer.outcome()).isEqualTo(LIVE);
        assertThat(answer.document().orElseThrow().source()).endsWith("/moved/2");
    }

    @Test
    void redirectsInACircleEndAfterThree() {
        assertRefused(exchange -> OntologyServer.redirect(exchange, "/schemas/" + ID), "redirects more than 3 times");
        assertThat(server.count()).isEqualTo(4 + 1 + 4);
    }

    @Test
    void redirectsToPlacesThatAreNotAllowedAreNotFollowed() {
        assertRefused(exchange -> OntologyServer.redirect(exchange, other.url() + "/x"), "a host that is not allowed");
        assertRefused(exchange -> OntologyServer.redirect(exchange, "file:///etc/passwd"), "no http or https URL");
        assertRefused(exchange -> OntologyServer.redirect(exchange, ""), "redirects more than 3 times");
        assertRefused(exchange -> OntologyServer.redirect(exchange, "http://a b/"), "something that is no URL");
        assertRefused(
                exchange -> OntologyServer.redirect(exchange, "http://me@127.0.0.1:" + server.port() + "/"),
                "a URL with a user name");
        assertThat(other.count()).isZero();
    }

    @Test
    void redirectToAnAllowedNameWithAnInternalAddressIsNotFollowed() {
        String host = "localhost:" + other.port();
        use(Fetching.allowing(Fetching.settings(Mode.LIVE, server.url()), Internal.REFUSED, host));
        assertRefused(exchange -> OntologyServer.redirect(exchange, "http://" + host + "/"), "an internal network");
        assertThat(other.count()).isZero();
    }

    @Test
    void redirectToAnAllowedHostDoesNotCarryTheKeyAlong() {
        String host = "localhost:" + other.port();
        FetchSettings open = Fetching.allowing(Fetching.settings(Mode.LIVE, server.url()), Internal.ALLOWED, host);
        use(new FetchSettings(
                open.mode(), open.url(), "Bearer secret", open.limits(), open.persistence(), open.keeping(), false));
        server.behave(exchange -> OntologyServer.redirect(exchange, "http://" + host + "/x"));
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(LIVE);
        assertThat(server.request(0).getRequestHeaders().getFirst("Authorization"))
                .isEqualTo("Bearer secret");
        assertThat(other.request(0).getRequestHeaders().getFirst("Authorization"))
                .isNull();
    }

    @Test
    void tagThatCannotBeSentBackIsForgotten() {
        server.behave(body(OntologyServer.SCHEMA, "ETag", "x".repeat(5000)));
        fetcher.fetch(ID);
        clock.move(Duration.ofMinutes(10));
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(LIVE);
        assertThat(server.request(1).getRequestHeaders().getFirst("If-None-Match"))
                .isNull();
    }
}
