package io.eider.ontology;

import static io.eider.ontology.OntologyFixture.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.id.TableId;
import io.eider.api.meter.Meters;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.Migration.Status;
import io.eider.api.ontology.MigrationPolicy;
import io.eider.api.ontology.SchemaDocument;
import io.eider.ontology.drift.DriftCheck;
import io.eider.ontology.fetch.Fetching;
import io.eider.ontology.fetch.HttpSchemaServer;
import io.eider.ontology.fetch.OntologyServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that follow a real ontology server without being asked. */
class DriftCheckTest {
    private static final String ID = "{\"name\":\"id\",\"type\":\"INTEGER\"}";
    private static final String NOTE = ",{\"name\":\"note\",\"type\":\"VARCHAR\",\"required\":false}";
    private static final String MORE = ",{\"name\":\"more\",\"type\":\"DATE\",\"required\":false}";
    private static final TableId FIRST = new TableId(TABLE.bucket(), "a_first");

    @TempDir
    Path directory;

    private OntologyServer server;
    private OntologyFixture t;
    private HttpSchemaServer fetcher;
    private DriftCheck check;
    private final Map<String, Double> gauges = new ConcurrentHashMap<>();

    @BeforeEach
    void start() throws Exception {
        server = new OntologyServer();
        t = new OntologyFixture(directory.resolve("data"));
        fetcher = Fetching.fetcher(server.url(), directory.resolve("fetched"));
        check = new DriftCheck(Duration.ZERO, t.ontology, fetcher, services());
        says(NOTE);
        t.ontology.register(fetcher.refresh("s").document().orElseThrow());
    }

    @AfterEach
    void stop() {
        check.close();
        fetcher.close();
        t.close();
        server.close();
    }

    private Services services() {
        Services services = new Services(t.storage);
        services.bindMeters(new Meters() {
            @Override
            public Counter counter(String name, String help, String... labelNames) {
                return (amount, values) -> {};
            }

            @Override
            public Gauge gauge(String name, String help, String... labelNames) {
                return new Gauge() {
                    @Override
                    public void set(double value, String... labelValues) {
                        gauges.put(name + String.join(" ", labelValues), value);
                    }

                    @Override
                    public void add(double amount, String... labelValues) {}
                };
            }

            @Override
            public Histogram histogram(String name, String help, List<Double> upperBounds, String... labelNames) {
                return (value, values) -> {};
            }
        });
        return services;
    }

    private void says(String moreColumns) {
        String text = "{\"name\":\"projects\",\"columns\":[" + ID + moreColumns + "]}";
        server.behave(exchange -> OntologyServer.send(exchange, 200, text));
    }

    private void bind(TableId table, MigrationPolicy policy) {
        t.ontology.bind(table, "s", OptionalInt.empty(), policy);
    }

    private List<String> columns(TableId table) {
        return t.storage.tables().get(table).columns().stream()
                .map(column -> column.name().value())
                .toList();
    }

    private double drift(TableId table) {
        return gauges.get("ontology_driftp1 " + table.shortName());
    }

    @Test
    void tableFollowsWhatItsPolicyAllows() {
        bind(TABLE, MigrationPolicy.SAFE);
        bind(FIRST, MigrationPolicy.OFF);
        check.run();
        assertThat(t.ontology.history(TABLE)).isEmpty();
        says(NOTE + MORE);
        check.run();
        assertThat(t.ontology.versions("s")).hasSize(2);
        assertThat(columns(TABLE)).containsExactly("id", "note", "more");
        assertThat(columns(FIRST)).containsExactly("id", "note");
        assertThat(drift(TABLE)).isZero();
        assertThat(drift(FIRST)).isEqualTo(1);
        assertThat(t.ontology.history(FIRST)).isEmpty();
    }

    @Test
    void valuesAreLostOnlyWhereThePolicySaysSo() {
        bind(TABLE, MigrationPolicy.GUARDED);
        bind(FIRST, MigrationPolicy.ALL);
        t.insert(List.of(Map.of("id", 1, "note", "kept")));
        says("");
        check.run();
        t.insert(List.of(Map.of("id", 2, "note", "kept too")));
        check.run();
        check.run();
        assertThat(columns(TABLE)).containsExactly("id", "note");
        assertThat(columns(FIRST)).containsExactly("id");
        assertThat(drift(TABLE)).isEqualTo(1);
        assertThat(t.ontology.history(TABLE))
                .as("the plan waits for somebody and is not made again")
                .extracting(Migration::status)
                .containsExactly(Status.PLANNED);
        assertThat(t.ontology.history(FIRST)).singleElement().satisfies(done -> {
            assertThat(done.status()).isEqualTo(Status.APPLIED);
            assertThat(done.snapshotId()).isPresent();
            assertThat(done.actor()).isEqualTo("drift check");
        });
    }

    @Test
    void tableThatIsGoneDoesNotStopTheOthers() {
        bind(FIRST, MigrationPolicy.ALL);
        bind(TABLE, MigrationPolicy.SAFE);
        t.storage.tables().drop(FIRST);
        says(NOTE + MORE);
        check.run();
        assertThat(columns(TABLE)).contains("more");
    }

    @Test
    void serverThatFailsOrSaysNothingChangesNothing() {
        bind(TABLE, MigrationPolicy.ALL);
        server.behave(exchange -> OntologyServer.send(exchange, 404, ""));
        check.run();
        server.behave(exchange -> OntologyServer.send(exchange, 500, ""));
        check.run();
        assertThat(t.ontology.versions("s")).hasSize(1);
        assertThat(columns(TABLE)).containsExactly("id", "note");
    }

    @Test
    void documentThatSomebodySentIsNotReplaced() {
        bind(TABLE, MigrationPolicy.ALL);
        t.ontology.register(new SchemaDocument(
                "s",
                "inline:",
                "application/json",
                "{\"name\":\"projects\",\"columns\":[" + ID + NOTE + MORE + "]}",
                "",
                Optional.empty(),
                Instant.now()));
        check.run();
        assertThat(t.ontology.versions("s")).hasSize(2);
        assertThat(columns(TABLE)).containsExactly("id", "note", "more");
    }

    @Test
    void tableThatIsUnboundDriftsNoMore() {
        bind(TABLE, MigrationPolicy.PLAN_ONLY);
        says(NOTE + MORE);
        check.run();
        assertThat(drift(TABLE)).isEqualTo(1);
        t.ontology.unbind(TABLE);
        check.run();
        assertThat(drift(TABLE)).isZero();
    }

    @Test
    void checksGoOnUntilTheyAreEnded() throws Exception {
        bind(TABLE, MigrationPolicy.SAFE);
        try (DriftCheck often = new DriftCheck(Duration.ofMillis(50), t.ontology, fetcher, services())) {
            says(NOTE + MORE);
            await(() -> columns(TABLE).contains("more"));
            says(NOTE + MORE + ",{\"name\":\"last\",\"type\":\"DATE\",\"required\":false}");
            await(() -> columns(TABLE).contains("last"));
        }
        await(() -> Thread.getAllStackTraces().keySet().stream() // it ends a moment after its pool says that it has
                .map(Thread::getName)
                .noneMatch("eider-ontology-drift"::equals));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            Thread.sleep(5);
        }
    }
}
