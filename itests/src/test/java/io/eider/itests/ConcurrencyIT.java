package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that work on one table at the same time: whatever they see and leave is what they would if they had come one after
 * the other (ADR-0001).
 */
class ConcurrencyIT {
    private static final Logger LOG = LoggerFactory.getLogger(ConcurrencyIT.class);
    private static final String PROJECT = "race";
    private static final String BUCKET = "in_c_race";
    private static final String BUCKETS = "/projects/race/branches/default/buckets/";
    private static final int ROUNDS = 10;
    private static final int WHOLE = 10_000; // the most that a preview shows
    private static final int LARGE = 400_000; // rows that are built in the staging directory, where they can be seen
    private static final int SLOW_KEYS = 50_000;
    private static final int SLOW_PARTS = 45;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LOAD = Duration.ofSeconds(10);
    private static final int MIN_VERSIONS = 11;
    private static final Map<String, Object> INCREMENTAL = Map.of("import_options", Map.of("incremental", true));
    private static final ExecutorService POOL = Executors.newCachedThreadPool();

    private static EiderProcess eider;
    private static EiderClient client;

    @BeforeAll
    static void start() {
        eider = EiderProcess.configure().start();
        client = eider.admin().createProject(PROJECT);
        client.createBucket(PROJECT, BUCKET);
    }

    @AfterAll
    static void stop() {
        POOL.shutdownNow();
        eider.close();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertNothingLeft(eider);
    }

    @Test
    void twoFullImportsLeaveExactlyOneOfTheFiles() throws Exception {
        TableRef table = table("full", "id INTEGER", "version INTEGER");
        String one = client.upload(PROJECT, "one.csv", csv(0, 8000, 1));
        String two = client.upload(PROJECT, "two.csv", csv(1000, 9500, 2));
        for (int round = 0; round < ROUNDS; round++) {
            List<Reply> replies = together(List.of(
                    () -> client.importFile(table, one, Map.of()), () -> client.importFile(table, two, Map.of())));
            assertThat(rowsAfter(replies.get(0))).isEqualTo(8000);
            assertThat(rowsAfter(replies.get(1))).isEqualTo(8500);
            assertThat(versions(client.preview(table, WHOLE)))
                    .as("round %d", round)
                    .isIn(versions(0, 8000, 1), versions(1000, 9500, 2));
        }
    }

    @Test
    void twoIncrementalImportsLeaveTheUnion() throws Exception {
        String one = client.upload(PROJECT, "one.csv", csv(0, 6000, 1));
        String two = client.upload(PROJECT, "two.csv", csv(4000, WHOLE, 2));
        Map<Integer, Integer> oneLast = versions(4000, WHOLE, 2);
        oneLast.putAll(versions(0, 6000, 1));
        Map<Integer, Integer> twoLast = versions(0, 6000, 1);
        twoLast.putAll(versions(4000, WHOLE, 2));
        for (int round = 0; round < ROUNDS; round++) {
            TableRef table = keyed("union" + round, "id INTEGER", "version INTEGER");
            List<Reply> replies = together(List.of(
                    () -> client.importFile(table, one, INCREMENTAL),
                    () -> client.importFile(table, two, INCREMENTAL)));
            boolean isOneLast = rowsAfter(replies.get(0)) == WHOLE;
            assertThat(rowsAfter(replies.get(isOneLast ? 0 : 1))).isEqualTo(WHOLE);
            assertThat(rowsAfter(replies.get(isOneLast ? 1 : 0))).isEqualTo(6000);
            assertThat(versions(client.preview(table, WHOLE))).isEqualTo(isOneLast ? oneLast : twoLast);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tableIsGoneAfterItsDeleteUnderARunningImport(boolean incremental) throws Exception {
        TableRef table = keyed("dropped" + incremental, "id INTEGER", "version VARCHAR");
        String file = client.upload(PROJECT, "large.csv", large());
        JsonNode before = client.importFile(table, file, Map.of()).expect(200).json();
        assertThat(before.path("table_size_bytes").asLong()).isGreaterThan(4L << 20);
        Future<Reply> running = POOL.submit(() -> client.importFile(table, file, incremental ? INCREMENTAL : Map.of()));
        awaitStaged(eider, running);
        client.delete(table.path()).expect(204);
        assertImportedOrRefused(running.get());
        assertGone(table);
    }

    @Test
    void bucketIsGoneAfterItsDeleteUnderARunningImport() throws Exception {
        client.createBucket(PROJECT, "in_c_dropped");
        TableRef table = new TableRef(PROJECT, "in_c_dropped", "rows");
        client.createTable(table, List.of("id INTEGER", "version VARCHAR"), List.of());
        String file = client.upload(PROJECT, "large.csv", large());
        Future<Reply> running = POOL.submit(() -> client.importFile(table, file, Map.of()));
        awaitStaged(eider, running);
        client.delete(BUCKETS + "in_c_dropped?cascade=true").expect(204);
        assertImportedOrRefused(running.get());
        assertGone(table);
        assertThat(eider.dataDir().resolve("duckdb/project_race/in_c_dropped")).doesNotExist();
    }

    @Test
    void importDeleteAndPreviewAtOnceFallIntoSomeOrder() throws Exception {
        String one = client.upload(PROJECT, "one.csv", csv(0, 2000, 1));
        String two = client.upload(PROJECT, "two.csv", csv(0, 3000, 2));
        for (int round = 0; round < ROUNDS; round++) {
            TableRef table = table("any", "id INTEGER", "version INTEGER");
            client.importFile(table, one, Map.of()).expect(200);
            List<Reply> replies = together(List.of(
                    () -> client.importFile(table, two, Map.of()),
                    () -> client.delete(table.path()),
                    () -> client.get(table.path() + "/preview?limit=" + WHOLE)));
            assertImportedOrRefused(replies.get(0));
            replies.get(1).expect(204);
            Reply preview = replies.get(2);
            if (preview.status() == 200) {
                assertThat(versions(preview.json())).isIn(versions(0, 2000, 1), versions(0, 3000, 2));
            } else {
                assertThat(preview.expect(404).error()).isEqualTo("table_not_found");
            }
            assertGone(table);
        }
    }

    /** The answer is larger than all buffers between the two, and it is not read before the table is another one. */
    @Test
    void runningPreviewShowsTheTableThatWasDeletedUnderIt() throws Exception {
        TableRef table = table("wide", "id INTEGER", "version INTEGER", "filler VARCHAR");
        String filler = "," + "x".repeat(4000);
        client.importCsv(table, "id,version,filler\n" + lines(0, WHOLE, id -> id + ",1" + filler))
                .expect(200);
        HttpResponse<InputStream> preview = HttpClient.newHttpClient()
                .send(client.request(table.path() + "/preview?limit=" + WHOLE).build(), BodyHandlers.ofInputStream());
        try (InputStream body = preview.body()) {
            client.delete(table.path()).expect(204);
            assertGone(table);
            table("wide", "id INTEGER", "version INTEGER");
            client.importCsv(table, csv(0, 10, 2)).expect(200);
            assertThat(preview.statusCode()).isEqualTo(200);
            assertThat(versions(new ObjectMapper().readTree(body))).isEqualTo(versions(0, WHOLE, 1));
        }
        assertThat(versions(client.preview(table, WHOLE))).isEqualTo(versions(0, 10, 2));
    }

    @Test
    void previewsSeeOneVersionWhileTheTableIsImportedAgainAndAgain() throws Exception {
        TableRef table = table("live", "id INTEGER", "version INTEGER");
        AtomicInteger published = new AtomicInteger();
        AtomicBoolean ended = new AtomicBoolean();
        client.importCsv(table, csv(0, 500, 0)).expect(200);
        List<Future<List<Long>>> readers = Stream.generate(() -> POOL.submit(() -> read(table, published, ended)))
                .limit(3)
                .toList();
        try {
            long end = System.nanoTime() + LOAD.toNanos();
            for (int next = 1; System.nanoTime() < end || next <= MIN_VERSIONS; next++) {
                client.importCsv(table, csv(0, 500, next)).expect(200);
                published.set(next);
            }
        } finally {
            ended.set(true);
        }
        List<Long> millis = new ArrayList<>();
        for (Future<List<Long>> reader : readers) {
            millis.addAll(reader.get());
        }
        millis.sort(null);
        assertThat(published.get()).isGreaterThanOrEqualTo(MIN_VERSIONS);
        assertThat(millis).hasSizeGreaterThan(50);
        LOG.info(
                "{} previews during {} imports: p50 {} ms, p99 {} ms, longest {} ms",
                millis.size(),
                published,
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 99 / 100),
                millis.get(millis.size() - 1));
    }

    @Test
    void writerThatWaitsTooLongForTheTableIsRefused(@TempDir Path directory) throws Exception {
        try (EiderProcess impatient = EiderProcess.configure()
                .with("DUCKDB_THREADS", "1")
                .withLine("io.eider.engine.cfg", "lock.timeout.seconds = 1")
                .start()) {
            EiderClient writer = impatient.admin().createProject(PROJECT);
            writer.createBucket(PROJECT, BUCKET);
            TableRef table = new TableRef(PROJECT, BUCKET, "slow");
            writer.createTable(table, List.of("id INTEGER", "version VARCHAR"), List.of("id"));
            writer.importCsv(table, csv(0, 10, 1)).expect(200);
            String slow = writer.upload(PROJECT, "slow.csv.gz", slow(directory));
            String small = writer.upload(PROJECT, "small.csv", csv(0, 10, 3));
            Future<Reply> running = POOL.submit(() -> writer.importFile(table, slow, Map.of()));
            awaitStaged(impatient, running);

            List<Reply> replies = together(List.of(
                    () -> writer.importFile(table, small, Map.of()),
                    () -> writer.delete(table.path()),
                    () -> writer.get(table.path() + "/preview")));
            assertThat(running).as("the import was to last longer").isNotDone();
            assertThat(replies.get(0).expect(503).error()).isEqualTo("too_busy");
            assertThat(replies.get(1).expect(503).error()).isEqualTo("too_busy");
            assertThat(versions(replies.get(2).expect(200).json())).isEqualTo(versions(0, 10, 1));

            assertThat(rowsAfter(running.get())).isEqualTo(SLOW_KEYS);
            assertThat(rowsAfter(writer.importFile(table, small, Map.of()))).isEqualTo(10);
            assertNothingLeft(impatient);
        }
    }

    /** A small file whose import takes seconds: much text that only one thread can unpack, and keys that come again. */
    private static Path slow(Path directory) throws IOException {
        Path file = directory.resolve("slow.csv.gz");
        String filler = ",2" + "0".repeat(500);
        byte[] part = gzip(lines(0, SLOW_KEYS, id -> id + filler));
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(gzip("id,version\n"));
            for (int i = 0; i < SLOW_PARTS; i++) {
                out.write(part);
            }
        }
        return file;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    private static List<Long> read(TableRef table, AtomicInteger published, AtomicBoolean ended) {
        List<Long> millis = new ArrayList<>();
        while (!ended.get()) {
            int least = published.get();
            long begun = System.nanoTime();
            Map<Integer, Integer> seen = versions(client.preview(table, WHOLE));
            millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            int version = seen.get(0);
            assertThat(version).isGreaterThanOrEqualTo(least);
            assertThat(seen).isEqualTo(versions(0, 500, version));
        }
        return millis;
    }

    /** Sends requests at the same moment and gives their replies in the same order. */
    private static List<Reply> together(List<Callable<Reply>> requests) throws Exception {
        CyclicBarrier start = new CyclicBarrier(requests.size());
        List<Future<Reply>> running = requests.stream()
                .map(request -> POOL.submit(() -> {
                    start.await();
                    return request.call();
                }))
                .toList();
        List<Reply> replies = new ArrayList<>();
        for (Future<Reply> one : running) {
            replies.add(one.get(SOON.toSeconds(), TimeUnit.SECONDS));
        }
        return replies;
    }

    /** Waits until an import writes its file. */
    private static void awaitStaged(EiderProcess server, Future<Reply> running) {
        Deadline.await(
                "the import writes",
                SOON,
                () -> running.isDone() || !staged(server).isEmpty());
        assertThat(running).as("the import was to last longer").isNotDone();
    }

    private static void assertImportedOrRefused(Reply reply) {
        if (reply.status() != 200) {
            assertThat(reply.status() + " " + reply.error())
                    .isIn("409 table_changed", "404 table_not_found", "404 bucket_not_found");
        }
    }

    private static void assertGone(TableRef table) {
        client.get(table.path()).expect(404);
        client.get(table.path() + "/preview").expect(404);
        assertThat(eider.dataDir()
                        .resolve("duckdb/project_race")
                        .resolve(table.bucket())
                        .resolve(table.table() + ".duckdb"))
                .doesNotExist();
    }

    private static void assertNothingLeft(EiderProcess server) {
        assertThat(staged(server)).isEmpty();
        JsonNode health = server.admin().get("/health").expect(200).json();
        assertThat(health.path("details").has("broken_tables")).isFalse();
    }

    private static List<Path> staged(EiderProcess server) {
        try (Stream<Path> files = Files.list(server.dataDir().resolve("duckdb/_staging"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TableRef table(String name, String... columns) {
        return created(name, List.of(columns), List.of());
    }

    private static TableRef keyed(String name, String... columns) {
        return created(name, List.of(columns), List.of("id"));
    }

    private static TableRef created(String name, List<String> columns, List<String> key) {
        TableRef table = new TableRef(PROJECT, BUCKET, name);
        client.createTable(table, columns, key);
        return table;
    }

    private static long rowsAfter(Reply reply) {
        return reply.expect(200).json().path("table_rows_after").asLong();
    }

    /** The version of each id; every id is there once. */
    private static Map<Integer, Integer> versions(JsonNode preview) {
        Map<Integer, Integer> versions = new HashMap<>();
        preview.path("rows")
                .forEach(row ->
                        versions.put(row.path("id").asInt(), row.path("version").asInt()));
        assertThat(preview.path("rows")).hasSize(versions.size());
        assertThat(preview.path("total_row_count").asInt()).isEqualTo(versions.size());
        return versions;
    }

    private static Map<Integer, Integer> versions(int from, int to, int version) {
        return IntStream.range(from, to).boxed().collect(Collectors.toMap(id -> id, id -> version));
    }

    private static String csv(int from, int to, int version) {
        return "id,version\n" + lines(from, to, id -> id + "," + version);
    }

    /** Text that stays larger than what is built in memory (4 MB) when it is compressed. */
    private static String large() {
        Random random = new Random(1);
        return "id,version\n" + lines(0, LARGE, id -> id + "," + new UUID(random.nextLong(), random.nextLong()));
    }

    private static String lines(int from, int to, java.util.function.IntFunction<String> line) {
        return IntStream.range(from, to).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }
}
