package io.eider.bridge.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.Permission;
import io.eider.api.bridge.PublishedTables;
import io.eider.api.bridge.TableName;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.PublishedFiles;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import io.eider.api.swap.Swappable;
import io.eider.bridge.jdbc.Transports;
import io.eider.engine.sandbox.Sandbox;
import io.eider.engine.sandbox.SandboxFailure;
import io.eider.engine.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bridge over a real table file into a real instance. */
class PublishedBridgeTest {
    private static final TableName NAME = new TableName("in_c_sales", "orders");
    private static final TableId ORDERS =
            new TableId(new BucketId(new ProjectId("p1"), BranchId.DEFAULT, "in_c_sales"), "orders");
    private static final PublishedTables SOURCE = new PublishedTables(Map.of(NAME, ORDERS));
    private static final Map<TableName, Permission> READ = Map.of(NAME, Permission.READ);

    @TempDir
    Path directory;

    private final AtomicInteger closed = new AtomicInteger();
    private Sandbox target;
    private Path published;

    @BeforeEach
    void open() {
        published = directory.resolve("orders.duckdb");
        try (Sandbox maker = instance("orders")) {
            maker.run("CREATE TABLE orders.main.data AS SELECT 42 AS id");
        }
        target = instance("target");
    }

    @AfterEach
    void close() {
        target.close();
    }

    private Sandbox instance(String name) {
        return Sandbox.open(new SandboxSettings(
                directory.resolve(name + ".duckdb"),
                name,
                directory.resolve("run-" + name),
                directory.resolve("spill"),
                1,
                "128MB",
                "64MB"));
    }

    private Table link(TableId id, Path link) {
        try {
            Files.createLink(link, published);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Table(id, List.of(), List.of(), 1, 1, 7, Instant.EPOCH, TableSource.MAIN);
    }

    private Bridge open(PublishedFiles files, String catalog) {
        PublishedBridge.Environment environment = new PublishedBridge.Environment(
                files,
                (table, file, wait, rules) -> {
                    throw new IllegalStateException("nothing is written here");
                },
                new Transports(new Swappable<>("metrics", Duration.ZERO)),
                bridge -> closed.incrementAndGet());
        return PublishedBridge.open(environment, SOURCE, target, catalog, READ);
    }

    private List<Integer> ids(String catalog) {
        return target.query("SELECT id FROM " + catalog + ".in_c_sales.orders", row -> row.getInt(1));
    }

    private long linked() throws IOException {
        try (Stream<Path> files = Files.list(target.directory())) {
            return files.count();
        }
    }

    @Test
    void tablesAreShownUntilTheBridgeIsClosed() throws Exception {
        Bridge bridge = open(this::link, "app");
        assertThat(ids("app")).containsExactly(42);
        assertThat(bridge.tables().get(0).table().version()).isEqualTo(7);
        assertThatThrownBy(() -> target.run("DELETE FROM app_0.main.data")).isInstanceOf(SandboxFailure.class);
        bridge.read(3);
        assertThat(bridge.describe().tables().get(0).rowsRead()).isEqualTo(3);
        bridge.close();
        bridge.close();
        assertThat(closed).hasValue(1);
        assertThatThrownBy(() -> ids("app")).isInstanceOf(SandboxFailure.class);
        assertThat(linked()).isZero();
    }

    @Test
    void openingThatFailsLeavesNothing() throws Exception {
        PublishedFiles broken = (id, link) -> {
            throw new ApiException(ErrorCode.TABLE_BROKEN, "broken");
        };
        assertThatThrownBy(() -> open(broken, "app")).isInstanceOf(ApiException.class);
        assertThat(linked()).isZero();
        try (Bridge bridge = open(this::link, "app")) {
            assertThat(ids(bridge.catalog())).containsExactly(42);
            assertThatThrownBy(() -> open(this::link, "app"))
                    .isInstanceOf(ApiException.class)
                    .hasMessage("Catalog 'app' is taken");
            assertThat(ids("app")).containsExactly(42);
        }
    }
}
