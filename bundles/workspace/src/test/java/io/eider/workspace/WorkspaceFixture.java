package io.eider.workspace;

import io.eider.api.auth.IssuedLogin;
import io.eider.api.auth.ScramVerifier;
import io.eider.api.auth.WorkspaceCredentials;
import io.eider.api.error.ApiException;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ColumnName;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.storage.Column;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.NewProject;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.RowInsert;
import io.eider.api.workspace.NewWorkspace;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SessionClient;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.TableGrant;
import io.eider.api.workspace.TablePermission;
import io.eider.bridge.DuckBridges;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import io.eider.engine.TableFiles;
import io.eider.engine.TableLocks;
import io.eider.storage.DuckStorage;
import io.eider.storage.StorageLimits;
import io.eider.storage.file.FileLimits;
import io.eider.storage.operation.OperationLimits;
import io.eider.storage.replay.ReplayLimits;
import io.eider.workspace.statement.SqlFailures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Storage, bridges and workspaces on a real directory, as the server has them. */
public final class WorkspaceFixture implements AutoCloseable {
    public static final ProjectId PROJECT = new ProjectId("p1");
    public static final SessionClient CLIENT = new SessionClient("http", Optional.empty(), Optional.empty());
    public static final WorkspaceLimits LIMITS = new WorkspaceLimits(
            20,
            Duration.ofHours(1),
            8,
            Duration.ofSeconds(60),
            2,
            "512MB",
            "256MB",
            100,
            Duration.ofSeconds(60),
            20,
            200,
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofSeconds(60),
            1_000_000);

    public final DataLayout layout;
    public final Catalog catalog;
    public final TableFiles files;
    public final DuckStorage storage;
    public final DuckBridges bridges;
    public final Services services;
    public final DuckWorkspaces workspaces;
    public final MutableClock clock = new MutableClock();
    private final TableLocks locks = new TableLocks(Duration.ofSeconds(30), 64);

    public WorkspaceFixture(Path directory) throws IOException {
        this(directory, LIMITS);
    }

    public WorkspaceFixture(Path directory, WorkspaceLimits limits) throws IOException {
        layout = new DataLayout(directory);
        catalog = new Catalog(layout, 4);
        files = new TableFiles(layout, new TableFiles.Settings(2, "1GB", "1GB", Duration.ofSeconds(60)));
        storage = new DuckStorage(
                new DuckStorage.Engine(layout, catalog, files, locks),
                new StorageLimits(
                        FileLimits.DEFAULTS,
                        2,
                        16,
                        Duration.ofSeconds(30),
                        8,
                        1 << 20,
                        true,
                        OperationLimits.DEFAULTS,
                        new ReplayLimits(Duration.ofMinutes(10), 1000, 1 << 20),
                        Duration.ofHours(1)),
                Clock.systemUTC());
        bridges = new DuckBridges(storage, io.eider.api.meter.Meters.NOOP);
        services = new Services(storage, bridges, new Passwords());
        workspaces = new DuckWorkspaces(services, catalog, layout, files, limits, clock);
    }

    /** Project p1, bucket in_c_sales with table orders (id INTEGER, v VARCHAR) of three rows. */
    public WorkspaceFixture withOrders() {
        storage.projects().create(new NewProject(PROJECT, Optional.of("one"), Optional.empty()));
        bucket("in_c_sales");
        table("in_c_sales", "orders", row(1, "a"), row(2, "b"), row(3, "c"));
        return this;
    }

    public void bucket(String name) {
        storage.buckets().create(new BucketId(PROJECT, BranchId.DEFAULT, name), Optional.empty());
    }

    public TableId table(String bucket, String name, Row... rows) {
        TableId id = new TableId(new BucketId(PROJECT, BranchId.DEFAULT, bucket), name);
        storage.tables().create(new NewTable(id, List.of(column("id", "INTEGER"), column("v", "VARCHAR")), List.of()));
        insert(id, rows);
        return id;
    }

    public void insert(TableId id, Row... rows) {
        if (rows.length > 0) {
            storage.rows()
                    .insert(
                            id,
                            new RowInsert(Arrays.stream(rows).map(Row::values).toList(), DedupMode.UPDATE_DUPLICATES));
        }
    }

    public static Row row(int id, String v) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", id);
        values.put("v", v);
        return new Row(values);
    }

    /** A row of a table that {@link #table} makes. */
    public record Row(Map<String, Object> values) {}

    private static Column column(String name, String type) {
        return new Column(new ColumnName(name), type, true, Optional.empty());
    }

    public WorkspaceId create(String name) {
        return create(name, BranchId.DEFAULT);
    }

    public WorkspaceId create(String name, BranchId branch) {
        return workspaces
                .create(new NewWorkspace(PROJECT, branch, name, Optional.empty(), 1, List.of()))
                .workspace()
                .id();
    }

    /** One that may do this with tables, {@code bucket.table}, and reads nothing else. */
    public WorkspaceId create(String name, Map<String, TablePermission> grants) {
        List<TableGrant> all = grants.entrySet().stream()
                .map(entry -> new TableGrant(entry.getKey(), entry.getValue()))
                .toList();
        return workspaces
                .create(new NewWorkspace(PROJECT, BranchId.DEFAULT, name, Optional.empty(), 1, List.of(), all))
                .workspace()
                .id();
    }

    /** An empty table whose key is {@code id}: id INTEGER, v VARCHAR NOT NULL DEFAULT 'none', n DOUBLE. */
    public TableId keyed(String bucket, String name) {
        TableId id = new TableId(new BucketId(PROJECT, BranchId.DEFAULT, bucket), name);
        List<Column> columns = List.of(
                new Column(new ColumnName("id"), "INTEGER", false, Optional.empty()),
                new Column(new ColumnName("v"), "VARCHAR", false, Optional.of("'none'")),
                new Column(new ColumnName("n"), "DOUBLE", true, Optional.empty()));
        storage.tables().create(new NewTable(id, columns, List.of("id")));
        return id;
    }

    /** How many tables are locked or waited for. */
    public int locked() {
        return locks.active();
    }

    public SqlSession session(WorkspaceId workspace) {
        return workspaces.sessions().open(PROJECT, workspace, CLIENT);
    }

    /** The rows of the last statement that gives rows, values as text with {@code |} between. */
    public static List<String> rows(SqlSession session, String sql, Object... parameters) {
        List<String> rows = List.of();
        try (SqlResults results = session.run(sql, Arrays.asList(parameters), RunOptions.DEFAULT)) {
            while (results.nextStatement()) {
                if (!results.columns().isEmpty()) {
                    rows = read(results);
                }
            }
        }
        return rows;
    }

    private static List<String> read(SqlResults results) {
        List<String> rows = new ArrayList<>();
        while (results.nextChunk()) {
            ResultChunk chunk = results.chunk();
            for (int i = 0; i < chunk.rowCount(); i++) {
                StringBuilder row = new StringBuilder();
                for (int c = 0; c < results.columns().size(); c++) {
                    row.append(c == 0 ? "" : "|")
                            .append(
                                    chunk.vector(c).isNull(i)
                                            ? "NULL"
                                            : chunk.vector(c).getText(i));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    /** The error of a text; fails if there is none. */
    public static ApiException error(SqlSession session, String sql, Object... parameters) {
        try {
            List<String> rows = rows(session, sql, parameters);
            throw new AssertionError("no error, but " + rows);
        } catch (ApiException e) {
            return e;
        }
    }

    /** The SQLSTATE of the error of a text. */
    public static String state(SqlSession session, String sql) {
        return SqlFailures.sqlState(error(session, sql));
    }

    @Override
    public void close() {
        workspaces.close();
        storage.close();
        files.close();
        catalog.close();
    }

    private static final class Passwords implements WorkspaceCredentials {
        private final Map<String, WorkspaceId> users = new HashMap<>();
        private int number;

        @Override
        public synchronized IssuedLogin issue(WorkspaceId workspace) {
            String user = "ws_" + workspace + "_" + number++;
            users.put(user, workspace);
            return new IssuedLogin(user, "secret" + number);
        }

        @Override
        public synchronized IssuedLogin reset(WorkspaceId workspace) {
            return new IssuedLogin(username(workspace).orElseThrow(), "secret" + number++);
        }

        @Override
        public synchronized Optional<String> username(WorkspaceId workspace) {
            return users.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(workspace))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        @Override
        public Optional<WorkspaceId> verify(String username, String password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<WorkspaceId> workspace(String username) {
            return Optional.ofNullable(users.get(username));
        }

        @Override
        public ScramVerifier verifier(String username) {
            throw new UnsupportedOperationException();
        }

        @Override
        public synchronized void remove(WorkspaceId workspace) {
            users.values().remove(workspace);
        }
    }
}
