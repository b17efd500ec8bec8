package io.eider.bench;

import com.sun.net.httpserver.HttpServer;
import io.eider.api.ontology.FetchOutcome;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.FieldType.Kind;
import io.eider.api.ontology.OntologySchema;
import io.eider.ontology.fetch.FetchSettings;
import io.eider.ontology.fetch.FetchSettings.Internal;
import io.eider.ontology.fetch.FetchSettings.Keeping;
import io.eider.ontology.fetch.FetchSettings.Limits;
import io.eider.ontology.fetch.FetchSettings.Mode;
import io.eider.ontology.fetch.FetchSettings.Persistence;
import io.eider.ontology.fetch.HttpSchemaServer;
import io.eider.ontology.plan.SchemaDiff;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Schemas: two large ones compared, one from the cache, and a migration beside a copy of the table's file. */
final class OntologyFigure implements Figure {
    private static final int FIELDS = 1_000;
    private static final int WARM_UP = 50;
    private static final int COUNT = 200;
    private static final int FETCHES = 5_000;

    @Override
    public void measure(Server server, Report report) throws Exception {
        compare(report);
        fetch(server, report);
        new MigrationFigure().measure(server, report);
    }

    private static void compare(Report report) throws Exception {
        OntologySchema older = schema("f", Kind.INTEGER, 0);
        OntologySchema newer = schema("f", Kind.BIGINT, FIELDS / 10);
        OntologySchema other = schema("g", Kind.VARCHAR, 0);
        Samples first = Samples.of(0, 1, () -> SchemaDiff.between(older, newer));
        Samples changed = Samples.of(WARM_UP, COUNT, () -> SchemaDiff.between(older, newer));
        Samples strange = Samples.of(WARM_UP, COUNT, () -> SchemaDiff.between(older, other));
        int changes = SchemaDiff.between(older, newer).size();
        report.atMost(
                "difference of two schemas of 1,000 fields",
                20,
                Math.max(changed.medianMillis(), strange.medianMillis()),
                " ms",
                String.format(
                        "%d changes and a key of 1,000 columns: %s; with no field in common: %s; the first of a Java machine: %.1f ms",
                        changes, changed.summary(), strange.summary(), first.medianMillis()));
    }

    /** Fields in one key, of which the first are renamed from what they are without the number. */
    private static OntologySchema schema(String prefix, Kind kind, int renamed) {
        List<Field> fields = new ArrayList<>();
        List<String> key = new ArrayList<>();
        for (int i = 0; i < FIELDS; i++) {
            Field plain = Field.of(prefix + i, FieldType.of(kind), true);
            Field field = i >= renamed
                    ? plain
                    : new Field(
                            Field.of("renamed" + i, FieldType.of(kind), true).name(),
                            plain.type(),
                            true,
                            Optional.empty(),
                            Field.Rules.NONE,
                            Optional.empty(),
                            Optional.empty(),
                            List.of(plain.name()));
            fields.add(field);
            key.add(field.name().value());
        }
        return new OntologySchema("large", Optional.empty(), Optional.empty(), fields, key);
    }

    private static void fetch(Server server, Report report) throws Exception {
        byte[] document = document().getBytes(StandardCharsets.UTF_8);
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/schemas/large", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
            exchange.close();
        });
        http.start();
        Path kept = server.scratch().resolve("ontology-cache");
        URI url = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
        try (HttpSchemaServer schemas = HttpSchemaServer.open(settings(url), kept, text -> {})) {
            Samples asked = Samples.of(0, 1, () -> require(schemas, FetchOutcome.LIVE));
            Samples cached = Samples.of(FETCHES, FETCHES, () -> require(schemas, FetchOutcome.CACHED));
            report.atMost(
                    "schema of 1,000 fields from the cache",
                    2,
                    cached.percentileMillis(99),
                    " ms",
                    String.format(
                            "p99; median %.4f ms; %d KB; asked of the server once: %.1f ms",
                            cached.medianMillis(), document.length / 1_000, asked.medianMillis()));
        } finally {
            http.stop(0);
        }
    }

    private static void require(HttpSchemaServer schemas, FetchOutcome outcome) {
        if (schemas.fetch("large").outcome() != outcome) {
            throw new IllegalStateException(
                    "not " + outcome + ": " + schemas.fetch("large").problem());
        }
    }

    private static String document() {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < FIELDS; i++) {
            columns.add("{\"name\":\"f" + i + "\",\"type\":\"INTEGER\"}");
        }
        return "{\"columns\":[" + String.join(",", columns) + "]}";
    }

    private static FetchSettings settings(URI url) {
        Duration patience = Duration.ofSeconds(30);
        Duration hour = Duration.ofHours(1);
        Limits limits = new Limits(patience, patience, 1_000_000, 20, 100_000, 0, Set.of(), Internal.REFUSED);
        Persistence persistence = new Persistence(1, patience, patience, patience, 20, 10, patience, 1, 1);
        return new FetchSettings(
                Mode.LIVE,
                url,
                "",
                limits,
                persistence,
                new Keeping(hour, hour, hour, hour, hour, patience, 10),
                false);
    }
}
