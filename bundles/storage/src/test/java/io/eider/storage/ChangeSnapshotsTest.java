package io.eider.storage;

import static io.eider.storage.ChangesFixture.column;
import static io.eider.storage.ChangesFixture.row;
import static io.eider.storage.StorageFixture.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.id.BranchId;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Snapshot;
import io.eider.api.storage.SnapshotFilter;
import io.eider.api.storage.SnapshotPolicy;
import io.eider.api.storage.SnapshotSettings.Level;
import io.eider.api.storage.SnapshotTrigger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeSnapshotsTest {
    @TempDir
    Path directory;

    private ChangesFixture t;

    @BeforeEach
    void start() throws Exception {
        t = new ChangesFixture(directory);
        t.create(List.of("id"), column("id", "INTEGER"), column("v", "VARCHAR"));
        t.insert(row("id", 1), row("id", 2));
    }

    @AfterEach
    void stop() {
        t.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUNCATE_TABLE", "DELETE_ALL_ROWS"})
    void allRowsAreKeptBeforeTheyGo(SnapshotTrigger trigger) {
        switchOn(trigger);
        t.delete("id = 1");
        assertThat(snapshots()).isEmpty();
        t.delete("true");
        assertThat(snapshots()).singleElement().satisfies(kept -> {
            assertThat(kept.type()).isEqualTo("auto_pretruncate");
            assertThat(kept.rowCount()).isEqualTo(1);
        });
        t.server.storage.rows().truncate(t.table);
        assertThat(snapshots()).hasSize(1);
    }

    @Test
    void tableIsKeptBeforeAColumnGoes() {
        switchOn(SnapshotTrigger.DROP_COLUMN);
        t.refused(() -> t.server.storage.schemas().dropColumn(t.table, "id"));
        assertThat(snapshots()).isEmpty();
        t.server.storage.schemas().dropColumn(t.table, "V");
        assertThat(snapshots()).singleElement().satisfies(kept -> {
            assertThat(kept.type()).isEqualTo("auto_predrop_column");
            assertThat(kept.columns()).hasSize(2);
            assertThat(kept.description())
                    .hasValueSatisfying(text -> assertThat(text).endsWith(".t.v"));
        });
    }

    private void switchOn(SnapshotTrigger trigger) {
        t.server
                .storage
                .snapshotSettings()
                .set(
                        new Level.OfTable(t.table),
                        new SnapshotPolicy(
                                Map.of(trigger, true), OptionalInt.empty(), OptionalInt.empty(), Optional.empty()));
    }

    private List<Snapshot> snapshots() {
        return t.server
                .storage
                .snapshots()
                .list(
                        PROJECT,
                        BranchId.DEFAULT,
                        new SnapshotFilter(Optional.empty(), Optional.empty(), Optional.empty()),
                        new PageRequest(10, 0))
                .items();
    }
}
