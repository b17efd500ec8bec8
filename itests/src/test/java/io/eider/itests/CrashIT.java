package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The server is killed at random moments of an import and started again. Every table holds exactly the version before or the
 * version that was imported, and catalog and files agree.
 */
class CrashIT {
    private static final int KILLS = 20;
    private static final int ROWS = 60_000;
    private static final TableRef FULL = new TableRef("crash", "in_c_crash", "full");
    private static final TableRef GROWING = new TableRef("crash", "in_c_crash", "growing");
    private static final TableRef QUIET = new TableRef("crash", "in_c_crash", "quiet");

    @Test
    void killedAtRandomMomentsNothingIsLostOrHalfWritten() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        EiderProcess eider = EiderProcess.configure().start();
        try {
            EiderClient client = eider.admin().createProject("crash");
            client.createBucket("crash", "in_c_crash");
            for (TableRef table : List.of(FULL, GROWING, QUIET)) {
                client.createTable(table, List.of("id INTEGER", "run INTEGER", "note VARCHAR"), List.of("id"));
                client.importCsv(table, csv(0)).expect(200);
            }
            long duration = 400;
            for (int run = 1; run <= KILLS; run++) {
                TableRef table = run % 2 == 0 ? GROWING : FULL;
                long before = version(client, table);
                String file = client.upload("crash", "rows.csv", csv(run));
                CompletableFuture<Long> importing = importing(client, table, file);
                boolean answered = waited(importing, random.nextLong(duration));
                eider.kill();
                duration = answered ? duration : Math.max(duration, 400);
                eider = eider.again();
                client = eider.admin(client.key());
                check(eider, client, seed, run, table, before, answered ? run : -1);
            }
        } finally {
            eider.close();
        }
    }

    /** One of the two versions, whole; the new one if the client was told so. */
    private static void check(
            EiderProcess eider, EiderClient client, long seed, int run, TableRef table, long before, long told) {
        String when = "seed " + seed + ", kill " + run + " of " + table.table();
        long after = version(client, table);
        assertThat(after).as(when).isIn(before, (long) run);
        if (told >= 0) {
            assertThat(after).as(when).isEqualTo(told);
        }
        for (TableRef each : List.of(FULL, GROWING, QUIET)) {
            assertThat(client.rowCount(each)).as(when).isEqualTo(ROWS);
            version(client, each);
        }
        JsonNode health = client.get("/health").expect(200).json();
        assertThat(health.path("details").has("broken_tables")).as(when).isFalse();
        assertThat(filesIn(eider.dataDir().resolve("duckdb/_staging"))).as(when).isEmpty();
        client.importCsv(QUIET, csv(0)).expect(200);
    }

    /** The version that all rows of a table carry. */
    private static long version(EiderClient client, TableRef table) {
        JsonNode preview = client.preview(table, 10_000);
        assertThat(preview.path("total_row_count").asInt()).isEqualTo(ROWS);
        List<Integer> versions = Stream.of(preview.path("rows"))
                .flatMap(rows -> rows.findValues("run").stream())
                .map(JsonNode::asInt)
                .distinct()
                .toList();
        assertThat(versions).as("versions in one read of " + table.table()).hasSize(1);
        return versions.get(0);
    }

    private static CompletableFuture<Long> importing(EiderClient client, TableRef table, String file) {
        boolean isIncremental = table.equals(GROWING);
        return CompletableFuture.supplyAsync(() -> {
            Reply reply =
                    client.importFile(table, file, Map.of("import_options", Map.of("incremental", isIncremental)));
            return reply.expect(200).json().path("table_rows_after").asLong();
        });
    }

    /** Whether the import was answered within the time. */
    private static boolean waited(CompletableFuture<Long> importing, long millis) {
        try {
            importing.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new CompletionException(e);
        }
    }

    private static List<Path> filesIn(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String csv(int run) {
        return IntStream.range(0, ROWS)
                .mapToObj(id -> id + "," + run + ",note of row " + id + "\n")
                .collect(Collectors.joining("", "id,run,note\n", ""));
    }
}
