package io.eider.storage;

import static io.eider.storage.StorageFixture.BUCKET;
import static io.eider.storage.StorageFixture.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.Finding;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.Table;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.TableRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconciliationTest {
    @TempDir
    Path directory;

    private StorageFixture server;

    @BeforeEach
    void start() throws Exception {
        server = new StorageFixture(directory).withBucket();
        server.createOrders();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fileNewerThanItsRowIsAdopted() throws Exception {
        insert();
        server.catalog.change(session ->
                session.update("UPDATE tables SET version = 1, file_version = 1, row_count = 0, file_modified_ns = 0"));
        server.restart();
        Table adopted = server.storage.tables().get(ORDERS);
        assertThat(adopted.version()).isEqualTo(2);
        assertThat(adopted.rowCount()).isEqualTo(1);
    }

    @Test
    void fileWithoutRowIsAdoptedWithAllItSaysOfItself() throws Exception {
        Table before = insert();
        server.catalog.change(session -> session.update("DELETE FROM tables"));
        server.restart();
        assertThat(server.storage.tables().get(ORDERS)).isEqualTo(before);
    }

    @Test
    void rowWithoutFileIsBrokenAndSaidSo() throws Exception {
        Files.delete(server.layout.tableFile(ORDERS));
        server.restart();
        assertThat(server.storage.backend().health().brokenTables()).containsExactly(ORDERS);
        assertThatThrownBy(this::insert).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.TABLE_BROKEN));
        assertThat(server.storage.backend().check()).anySatisfy(finding -> {
            assertThat(finding.subject()).isEqualTo(ORDERS.toString());
            assertThat(finding.state()).isEqualTo(Finding.State.FAILED);
        });
    }

    @Test
    void brokenTableIsWellAgainWhenItsFileIsBack() throws Exception {
        Path file = server.layout.tableFile(ORDERS);
        Path away = directory.resolve("away");
        Files.move(file, away);
        server.restart();
        Files.move(away, file);
        server.restart();
        assertThat(server.storage.backend().health().brokenTables()).isEmpty();
        assertThat(insert().rowCount()).isEqualTo(1);
    }

    @Test
    void damagedFileIsNotRemoved() throws Exception {
        Path file = server.layout.tableFile(ORDERS);
        Files.writeString(file, "this is no DuckDB file");
        server.restart();
        assertThat(server.storage.backend().health().brokenTables()).containsExactly(ORDERS);
        assertThat(file).hasContent("this is no DuckDB file");
    }

    @Test
    void strangeFileIsLeftAloneAndNotOverwritten() throws Exception {
        TableId other = new TableId(BUCKET, "other");
        Files.writeString(server.layout.tableFile(other), "strange");
        server.restart();
        assertThat(server.layout.tableFile(other)).hasContent("strange");
        assertThatThrownBy(() -> server.storage
                        .tables()
                        .create(new NewTable(other, List.of(StorageFixture.column("a", "INTEGER")), List.of())))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_BROKEN));
        assertThat(server.layout.tableFile(other)).hasContent("strange");
    }

    @Test
    void dropThatACrashInterruptedIsFinished() throws Exception {
        Path file = server.layout.tableFile(ORDERS);
        StoredTable stored = server.catalog
                .read(session -> TableRecords.find(session, ORDERS))
                .orElseThrow();
        server.catalog.change(session -> TableRecords.drop(session, stored));
        assertThat(file).exists();
        server.restart();
        assertThat(file).doesNotExist();
        assertThatThrownBy(() -> server.storage.tables().get(ORDERS))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND));
    }

    @Test
    void finishedDropSparesALaterTableOfTheSameName() throws Exception {
        StoredTable stored = server.catalog
                .read(session -> TableRecords.find(session, ORDERS))
                .orElseThrow();
        server.storage.tables().drop(ORDERS);
        server.createOrders();
        server.catalog.change(session -> session.update(
                "INSERT INTO dropped_files VALUES (?, 'p1', 'default', 'in_c_sales', 'orders', ?)",
                ORDERS.toString(),
                stored.uid()));
        server.restart();
        assertThat(server.storage.tables().get(ORDERS).version()).isEqualTo(1);
        assertThat(insert().rowCount()).isEqualTo(1);
    }

    @Test
    void goodCatalogIsFoundGood() {
        insert();
        assertThat(server.storage.backend().check()).extracting(Finding::state).containsOnly(Finding.State.OK);
    }

    private Table insert() {
        return server.writer()
                .amend(
                        ORDERS,
                        (session, table) -> session.execute("INSERT INTO " + session.table() + " VALUES (1, 'a')"))
                .table();
    }
}
