package io.eider.console;

import static io.eider.console.TableFixture.BUCKET;
import static io.eider.console.TableFixture.ID;
import static io.eider.console.TableFixture.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.id.SnapshotId;
import io.eider.api.storage.Page;
import io.eider.api.storage.Snapshot;
import io.eider.api.storage.SnapshotContent;
import io.eider.api.storage.SnapshotPolicy;
import io.eider.api.storage.SnapshotSettings.Origin;
import io.eider.api.storage.SnapshotSettings.Resolved;
import io.eider.api.storage.SnapshotTrigger;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotCommandsTest {
    private static final String NAME = "snap_orders_20261126_150000_123";
    private static final Snapshot SNAPSHOT = new Snapshot(
            new SnapshotId(NAME),
            TABLE.id(),
            "manual",
            1_234,
            2_048,
            Instant.EPOCH,
            Optional.empty(),
            Optional.of("before"),
            List.of(ID),
            List.of("id"));
    private static final Resolved SETTINGS = new Resolved(
            new SnapshotPolicy(
                    Map.of(SnapshotTrigger.DROP_TABLE, true),
                    OptionalInt.of(90),
                    OptionalInt.of(7),
                    Optional.of(false)),
            Map.of("retention.manual_days", Origin.BUCKET),
            Optional.empty());

    @TempDir
    Path directory;

    private final CommandsFixture console = new CommandsFixture();

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void takesListsAndShowsSnapshots() {
        console.script
                .answer("snapshots.create", SNAPSHOT)
                .answer("snapshots.list", new Page<>(List.of(SNAPSHOT), 1))
                .answer("snapshots.get", SNAPSHOT);
        assertThat(console.run("eider:snapshot-create --description before p in.c-sales orders"))
                .isEqualTo("Took snapshot " + NAME + ".");
        assertThat(console.lean("eider:snapshot-list --bucket in.c-sales --table orders --type manual p"))
                .contains(NAME + " | in.c-sales.orders | manual | 1,234 | 2.0 KiB |");
        assertThat(console.lean("eider:snapshot-show p " + NAME))
                .startsWith("in.c-sales.orders: 1,234 rows, taken 1970-01-01T00:00:00Z")
                .contains("id | BIGINT | no");
        assertThat(console.run("eider:snapshot-show --json p " + NAME))
                .startsWith("{\"id\":\"" + NAME + "\",\"bucket\":\"in.c-sales\",\"table\":\"orders\"")
                .endsWith("\"expires_at\":null,\"description\":\"before\",\"primary_key\":[\"id\"]}");
        assertThat(console.script.calls)
                .anyMatch(call -> call.endsWith(
                        "SnapshotFilter[bucket=Optional[in.c-sales], table=Optional[orders], type=Optional[manual]]"
                                + " PageRequest[limit=1000, offset=0]"));
    }

    @Test
    void restoresOverTheTableOnlyWhenToldButElsewhereAtOnce() {
        console.script.answer("snapshots.restore", TABLE);
        assertThat(console.failure("eider:snapshot-restore p " + NAME)).contains("say --force");
        assertThat(console.script.calls).isEmpty();
        assertThat(console.run("eider:snapshot-restore --to-table copy p " + NAME))
                .isEqualTo("Restored in.c-sales.orders with 3 rows.");
        console.run("eider:snapshot-restore --force --branch 0a1b2c3d p " + NAME);
        assertThat(console.script.calls)
                .containsExactly(
                        "snapshots.restore p default " + NAME + " Optional.empty Optional[copy]",
                        "snapshots.restore p 0a1b2c3d " + NAME + " Optional.empty Optional.empty");
    }

    @Test
    void deletesOnlyWhenTold() {
        console.script.allow("snapshots.delete");
        assertThat(console.failure("eider:snapshot-delete p " + NAME)).contains("say --force");
        assertThat(console.script.calls).isEmpty();
        assertThat(console.run("eider:snapshot-delete --force p " + NAME)).isEqualTo("Deleted snapshot " + NAME + ".");
        assertThat(console.script.calls).containsExactly("snapshots.delete p default " + NAME);
    }

    @Test
    void exportsIntoAFileThatIsNotThereYet() throws IOException {
        Path source = Files.writeString(directory.resolve("source"), "PAR1 and more");
        Path target = directory.resolve("out.parquet");
        console.script.answer("snapshots.export", content(source));
        assertThat(console.run("eider:snapshot-export p " + NAME + " " + target))
                .isEqualTo("Wrote 13 B to " + target + ".");
        assertThat(target).hasContent("PAR1 and more");
        console.script.answer("snapshots.export", content(source));
        assertThat(console.failure("eider:snapshot-export p " + NAME + " " + target))
                .isEqualTo("Error: " + target + " cannot be written: FileAlreadyExistsException");
    }

    private static SnapshotContent content(Path source) throws IOException {
        return new SnapshotContent("a.parquet", "application/octet-stream", FileChannel.open(source));
    }

    @Test
    void settingsBelongToTheLevelThatIsNamed() {
        console.script
                .answer("snapshotSettings.get", SETTINGS)
                .answer("snapshotSettings.set", SETTINGS)
                .allow("snapshotSettings.reset");
        assertThat(console.lean("eider:snapshot-settings-show p")).contains("retention.manual_days | 90 | bucket");
        assertThat(console.run("eider:snapshot-settings-set --json --on drop_table --off truncate_table"
                        + " --manual-days 90 --enabled false p in.c-sales"))
                .isEqualTo("{\"retention.manual_days\":{\"value\":90,\"from\":\"bucket\"}}");
        console.run("eider:snapshot-settings-reset p in.c-sales orders");
        assertThat(console.script.calls)
                .satisfiesExactly(
                        call -> assertThat(call).endsWith("OfProject[project=p]"),
                        call -> assertThat(call)
                                .contains("OfBucket[bucket=" + BUCKET + "]")
                                .contains("DROP_TABLE=true", "TRUNCATE_TABLE=false")
                                .endsWith("manualDays=OptionalInt[90], autoDays=OptionalInt.empty,"
                                        + " enabled=Optional[false]]"),
                        call -> assertThat(call)
                                .startsWith("snapshotSettings.reset ")
                                .endsWith("OfTable[table=" + TABLE.id() + "]"),
                        call -> assertThat(call).startsWith("snapshotSettings.get "));
        assertThat(console.failure("eider:snapshot-settings-set --on sometimes p"))
                .isEqualTo("Error: there is no trigger sometimes");
        assertThat(console.failure("eider:snapshot-settings-set --enabled maybe p"))
                .isEqualTo("Error: --enabled is maybe, not true or false");
    }
}
