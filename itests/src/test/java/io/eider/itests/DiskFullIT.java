package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Table files and catalog on a file system of 24 MB that fills up: writes are refused, nothing is lost, and when there is room
 * again writes work without a restart. Needs the right to mount, which {@code .ci/run} has.
 */
@EnabledIf("mayMount")
class DiskFullIT {
    private static final int ROWS = 100_000;

    @TempDir
    Path disk;

    static boolean mayMount() throws Exception {
        Path probe = Files.createTempDirectory("eider-mount");
        boolean may = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", probe.toString()) == 0;
        if (may) {
            run("umount", probe.toString());
        }
        Files.delete(probe);
        return may;
    }

    @BeforeEach
    void mount() throws Exception {
        assertThat(run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()))
                .isZero();
    }

    @AfterEach
    void unmount() throws Exception {
        assertThat(run("umount", disk.toString())).isZero();
    }

    @Test
    void fullDiskRefusesWritesAndLosesNothing() throws Exception {
        EiderProcess.Builder setup = EiderProcess.configure()
                .with("DUCKDB_DIR", disk.resolve("duckdb").toString())
                .with("SNAPSHOTS_DIR", disk.resolve("snapshots").toString())
                .with("METADATA_DB_PATH", disk.resolve("metadata.duckdb").toString());
        try (EiderProcess eider = setup.start()) {
            EiderClient client = eider.admin().createProject("full");
            client.createBucket("full", "b");
            String file = client.upload("full", "rows.csv", csv());
            List<TableRef> filled = fillWithTables(client, file);
            assertThat(filled).isNotEmpty();
            intact(eider, client, filled);

            fillWithBytes(disk.resolve("filler"));
            fillCatalog(client);
            refused(client.importFile(filled.get(0), file, Map.of()));
            intact(eider, client, filled);

            Files.delete(disk.resolve("filler"));
            client.createBucket("full", "late");
            client.delete(filled.get(filled.size() - 1).path()).expect(204);
            deleteSnapshots(client);
            client.importFile(filled.get(0), file, Map.of()).expect(200);
            List<TableRef> left = filled.subList(0, filled.size() - 1);
            intact(eider, client, left);
            eider.stop();
            try (EiderProcess again = eider.again()) {
                intact(again, again.admin(client.key()), left);
            }
        }
    }

    /** Imports into new tables until one is refused; that one stays empty. */
    private static List<TableRef> fillWithTables(EiderClient client, String file) {
        List<TableRef> filled = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            TableRef table = new TableRef("full", "b", "t" + i);
            client.createTable(table, List.of("id INTEGER", "note VARCHAR"), List.of("id"));
            Reply reply = client.importFile(table, file, Map.of());
            if (reply.status() != 200) {
                refused(reply);
                assertThat(client.rowCount(table)).isZero();
                client.delete(table.path()).expect(204);
                return filled;
            }
            filled.add(table);
        }
        throw new AssertionError("the disk is not full after 100 tables");
    }

    /** A dropped table lives on in its snapshot, and so do its bytes. */
    private static void deleteSnapshots(EiderClient client) {
        String snapshots = "/projects/full/branches/default/snapshots";
        JsonNode kept = client.get(snapshots).expect(200).json().get("snapshots");
        assertThat(kept).isNotEmpty();
        kept.forEach(snapshot ->
                client.delete(snapshots + "/" + snapshot.get("id").asText()).expect(204));
    }

    /** The catalog's log has room up to the end of its last page. */
    private static void fillCatalog(EiderClient client) {
        for (int i = 0; i < 100; i++) {
            Map<String, String> bucket = Map.of("name", "filler" + i, "description", "d".repeat(2000));
            Reply reply = client.post("/projects/full/branches/default/buckets", bucket);
            if (reply.status() != 201) {
                refused(reply);
                client.get("/projects/full/branches/default/buckets/filler" + i).expect(404);
                return;
            }
        }
        throw new AssertionError("the catalog writes to a full disk");
    }

    private static void refused(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(507);
        assertThat(reply.error()).isEqualTo("storage_full");
        assertThat(reply.text()).doesNotContain("/");
    }

    private void intact(EiderProcess eider, EiderClient client, List<TableRef> tables) throws IOException {
        for (TableRef table : tables) {
            assertThat(client.rowCount(table)).isEqualTo(ROWS);
            assertThat(client.preview(table, 5).path("total_row_count").asInt()).isEqualTo(ROWS);
        }
        assertThat(client.get("/health").expect(200).json().path("details").has("broken_tables"))
                .isFalse();
        try (Stream<Path> staged = Files.walk(disk.resolve("duckdb/_staging"))) {
            assertThat(staged.filter(Files::isRegularFile)).isEmpty();
        }
        assertThat(eider.log()).doesNotContain("OutOfMemoryError");
    }

    private static void fillWithBytes(Path filler) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static String csv() {
        return IntStream.range(0, ROWS)
                .mapToObj(id ->
                        id + "," + Integer.toHexString(id * 0x9E3779B9) + Integer.toHexString(id * 0x85EBCA6B) + "\n")
                .collect(Collectors.joining("", "id,note\n", ""));
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
