package io.eider.ontology.fetch;

import static io.eider.api.ontology.FetchOutcome.ABSENT;
import static io.eider.api.ontology.FetchOutcome.CACHED;
import static io.eider.api.ontology.FetchOutcome.INVALID;
import static io.eider.api.ontology.FetchOutcome.LIVE;
import static io.eider.api.ontology.FetchOutcome.NOT_MODIFIED;
import static io.eider.api.ontology.FetchOutcome.PACKAGED;
import static io.eider.api.ontology.FetchOutcome.REFUSED;
import static io.eider.api.ontology.FetchOutcome.STALE;
import static io.eider.api.ontology.FetchOutcome.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.ontology.FetchedSchema;
import io.eider.api.ontology.SchemaDocument;
import io.eider.ontology.fetch.FetchSettings.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchingTest {
    private static final String ID = "project_schema";

    @TempDir
    private Path directory;

    private final Fetching.MovedClock clock = new Fetching.MovedClock();
    private OntologyServer server;
    private HttpSchemaServer fetcher;

    @BeforeEach
    void start() throws IOException {
        server = new OntologyServer();
        fetcher = make(Mode.LIVE);
    }

    @AfterEach
    void stop() {
        fetcher.close();
        server.close();
    }

    private HttpSchemaServer make(Mode mode) {
        return Fetching.fetcher(Fetching.settings(mode, server.url()), directory, clock);
    }

    private void restart(Mode mode) {
        fetcher.close();
        fetcher = make(mode);
    }

    private void passFreshness() {
        clock.move(Duration.ofMinutes(5).plusSeconds(61));
    }

    @Test
    void documentComesFromTheServerOnceAndThenFromTheCache() {
        FetchedSchema first = fetcher.fetch(ID);
        clock.move(Duration.ofSeconds(7));
        FetchedSchema second = fetcher.fetch(ID);

        assertThat(first.outcome()).isEqualTo(LIVE);
        assertThat(first.document()).map(SchemaDocument::text).contains(OntologyServer.SCHEMA);
        assertThat(second.outcome()).isEqualTo(CACHED);
        assertThat(second.age()).isEqualTo(Duration.ofSeconds(7));
        assertThat(second.document()).isEqualTo(first.document());
        assertThat(server.count()).isEqualTo(1);
        assertThat(server.request(0).getRequestURI()).hasToString("/schemas/project_schema");
    }

    @Test
    void documentThatWasNotModifiedIsNotSentAgain() {
        server.behave(exchange -> {
            boolean isKnown = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            OntologyServer.send(exchange, isKnown ? 304 : 200, isKnown ? "" : OntologyServer.SCHEMA, "ETag", "\"v1\"");
        });
        fetcher.fetch(ID);
        passFreshness();
        FetchedSchema again = fetcher.fetch(ID);

        assertThat(again.outcome()).isEqualTo(NOT_MODIFIED);
        assertThat(again.age()).isZero();
        assertThat(again.document()).map(SchemaDocument::text).contains(OntologyServer.SCHEMA);
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(CACHED);
    }

    @Test
    void dateOfTheDocumentIsSentBackWhenThereIsNoTag() {
        String date = "Thu, 01 Jan 2026 00:00:00 GMT";
        server.behave(exchange -> {
            boolean isKnown = date.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            OntologyServer.send(
                    exchange, isKnown ? 304 : 200, isKnown ? "" : OntologyServer.SCHEMA, "Last-Modified", date);
        });
        fetcher.fetch(ID);
        passFreshness();
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(NOT_MODIFIED);
    }

    @Test
    void serverThatIsDownLeavesTheLastDocumentAndSaysSo() throws IOException {
        fetcher.fetch(ID);
        server.takeDown();
        passFreshness();
        FetchedSchema stale = fetcher.fetch(ID);

        assertThat(stale.outcome()).isEqualTo(STALE);
        assertThat(stale.problem()).contains("no connection could be made");
        assertThat(stale.age()).isEqualTo(Duration.ofSeconds(361));

        server.bringUp();
        clock.move(Duration.ofSeconds(6));
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(LIVE);
    }

    @Test
    void documentOutlivesARestartWhileTheServerIsDown() {
        fetcher.fetch(ID);
        server.takeDown();
        restart(Mode.LIVE);
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(CACHED);
        passFreshness();
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(STALE);
    }

    @Test
    void documentThatIsTooOldIsNotServed() {
        fetcher.fetch(ID);
        server.takeDown();
        clock.move(Duration.ofHours(25));
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(UNAVAILABLE);
    }

    @Test
    void packagedSchemaIsNeverServedUnlessASettingAsksForIt() {
        server.takeDown();
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(UNAVAILABLE);
        restart(Mode.MOCK);
        FetchedSchema packaged = fetcher.fetch(ID);
        assertThat(packaged.outcome()).isEqualTo(PACKAGED);
        assertThat(packaged.document().orElseThrow().text()).contains("\"expected_tri\", \"type\": \"DECIMAL(5,2)\"");
        assertThat(fetcher.fetch("other").outcome()).isEqualTo(ABSENT);
    }

    @Test
    void absenceIsNoOutageAndIsBelievedOnlyForAWhile() throws IOException {
        fetcher.fetch(ID);
        passFreshness();
        server.behave(exchange -> OntologyServer.send(exchange, 404, "{}"));
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(ABSENT);
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(ABSENT);
        assertThat(server.count()).isEqualTo(2);

        server.takeDown();
        clock.move(Duration.ofSeconds(31));
        assertThat(fetcher.fetch(ID).outcome())
                .as("no document is left that could be stale")
                .isEqualTo(UNAVAILABLE);
        assertThat(Files.list(directory)).isEmpty();
    }

    @Test
    void refusalIsAWrongSettingAndIsNotRepeatedAtOnce() {
        server.behave(exchange -> OntologyServer.send(exchange, 401, "{}"));
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(REFUSED);
        assertThat(fetcher.fetch(ID).problem()).contains("it answered 401; check the authorization setting");
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void refusalLeavesTheLastDocument() {
        fetcher.fetch(ID);
        passFreshness();
        server.behave(exchange -> OntologyServer.send(exchange, 403, "{}"));
        FetchedSchema stale = fetcher.fetch(ID);
        assertThat(stale.outcome()).isEqualTo(STALE);
        assertThat(stale.problem().orElseThrow()).contains("403");
    }

    @Test
    void documentThatIsNoSchemaReplacesNoGoodOne() {
        server.behave(exchange -> OntologyServer.send(exchange, 200, "{\"unusable\":1}"));
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(INVALID);
        fetcher.forget(ID);
        server.behave(exchange -> OntologyServer.send(exchange, 200, OntologyServer.SCHEMA));
        fetcher.fetch(ID);
        passFreshness();
        server.behave(exchange -> OntologyServer.send(exchange, 200, "{\"unusable\":1}"));
        FetchedSchema stale = fetcher.fetch(ID);
        assertThat(stale.outcome()).isEqualTo(STALE);
        assertThat(stale.document()).map(SchemaDocument::text).contains(OntologyServer.SCHEMA);
        assertThat(stale.problem()).contains("it has no columns");
    }

    @Test
    void documentThatChangedUnderItsTagIsTakenAndToldOf() {
        server.behave(exchange -> OntologyServer.send(exchange, 200, OntologyServer.SCHEMA, "ETag", "\"v1\""));
        fetcher.fetch(ID);
        String other = OntologyServer.SCHEMA.replace("INTEGER", "BIGINT");
        server.behave(exchange -> OntologyServer.send(exchange, 200, other, "ETag", "\"v1\""));
        FetchedSchema changed = fetcher.refresh(ID);
        assertThat(changed.outcome()).isEqualTo(LIVE);
        assertThat(changed.document()).map(SchemaDocument::text).contains(other);
        assertThat(changed.problem()).contains("the document changed under its ETag");
    }

    @Test
    void forgottenDocumentIsAskedForUnconditionally() {
        server.behave(exchange -> OntologyServer.send(exchange, 200, OntologyServer.SCHEMA, "ETag", "\"v1\""));
        fetcher.fetch(ID);
        fetcher.forget(ID);
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(LIVE);
        assertThat(server.request(1).getRequestHeaders().getFirst("If-None-Match"))
                .isNull();
    }

    @Test
    void damagedFileOfTheCacheIsNotTrusted() throws IOException {
        fetcher.fetch(ID);
        Path file;
        try (var files = Files.list(directory)) {
            file = files.findFirst().orElseThrow();
        }
        Files.writeString(file, Files.readString(file).replace("INTEGER", "VARCHAR"));
        server.takeDown();
        restart(Mode.LIVE);
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(UNAVAILABLE);
        assertThat(file).doesNotExist();
    }

    @Test
    void offlineModeServesWhatIsKeptAndAsksNobody() {
        fetcher.fetch(ID);
        restart(Mode.OFFLINE);
        passFreshness();
        assertThat(fetcher.fetch(ID).outcome()).isEqualTo(STALE);
        assertThat(fetcher.fetch("other").outcome()).isEqualTo(UNAVAILABLE);
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void idThatCouldLeaveThePathIsRefused() {
        for (String id : List.of("", ".", "..", "../health", "a/b", "a?b", "a b", "a%2fb", "x".repeat(129))) {
            assertThatThrownBy(() -> fetcher.fetch(id)).as(id).isInstanceOf(ApiException.class);
        }
        assertThat(server.count()).isZero();
    }

    @Test
    void healthIsTheStatusOfItsOwnPath() {
        server.behave(OntologyServer.paths(java.util.Map.of(
                "/health", exchange -> OntologyServer.send(exchange, 200, "{\"status\":\"healthy\"}"))));
        assertThat(fetcher.isHealthy()).isTrue();
        server.behave(exchange -> OntologyServer.send(exchange, 503, "{}"));
        assertThat(fetcher.isHealthy()).isFalse();
        server.takeDown();
        assertThat(fetcher.isHealthy()).isFalse();
    }
}
