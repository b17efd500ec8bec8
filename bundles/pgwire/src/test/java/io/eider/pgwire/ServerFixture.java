package io.eider.pgwire;

import io.eider.api.auth.IssuedLogin;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.meter.Meters;
import io.eider.api.storage.NewProject;
import io.eider.api.workspace.NewWorkspace;
import io.eider.api.workspace.WorkspaceLogin;
import io.eider.auth.CatalogCredentials;
import io.eider.bridge.DuckBridges;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import io.eider.engine.TableFiles;
import io.eider.engine.TableLocks;
import io.eider.pgwire.connection.CancelKeys;
import io.eider.pgwire.connection.ConnectionSettings;
import io.eider.pgwire.connection.ConnectionSettings.Passwords;
import io.eider.pgwire.connection.Conversations;
import io.eider.pgwire.tls.TlsSettings;
import io.eider.storage.DuckStorage;
import io.eider.storage.StorageLimits;
import io.eider.storage.file.FileLimits;
import io.eider.storage.operation.OperationLimits;
import io.eider.storage.replay.ReplayLimits;
import io.eider.workspace.DuckWorkspaces;
import io.eider.workspace.WorkspaceLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Storage, credentials and workspaces on a real directory, and servers before them on free ports. */
public final class ServerFixture implements AutoCloseable {
    public static final ConnectionSettings CONNECTIONS =
            new ConnectionSettings(100, 100, Duration.ofSeconds(10), 1000, 10_000, 1 << 20, Passwords.SCRAM);

    private static final ProjectId PROJECT = new ProjectId("p1");

    public final CancelKeys cancelKeys = new CancelKeys();
    public final EchoConversations conversations = new EchoConversations(cancelKeys);
    public final CatalogCredentials credentials;
    public final DuckWorkspaces workspaces;
    public final Services services;
    public final WorkspaceLogin login;
    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    private final Catalog catalog;
    private final TableFiles files;
    private final DuckStorage storage;

    public ServerFixture(Path directory) throws IOException {
        this(directory, Meters.NOOP);
    }

    public ServerFixture(Path directory, Meters meters) throws IOException {
        DataLayout layout = new DataLayout(directory);
        catalog = new Catalog(layout, 4);
        files = new TableFiles(layout, new TableFiles.Settings(2, "512MB", "1GB", Duration.ofSeconds(60)));
        storage = storage(layout);
        credentials = new CatalogCredentials(catalog);
        workspaces = new DuckWorkspaces(
                new io.eider.workspace.Services(
                        storage, new DuckBridges(storage, io.eider.api.meter.Meters.NOOP), credentials),
                catalog,
                layout,
                files,
                limits(),
                clock());
        storage.projects().create(new NewProject(PROJECT, Optional.of("one"), Optional.empty()));
        services = new Services(credentials, workspaces, meters);
        login = create("one", Optional.empty());
    }

    private DuckStorage storage(DataLayout layout) {
        return new DuckStorage(
                new DuckStorage.Engine(layout, catalog, files, new TableLocks(Duration.ofSeconds(30), 64)),
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
    }

    private static WorkspaceLimits limits() {
        Duration minutes = Duration.ofMinutes(10);
        return new WorkspaceLimits(
                20,
                Duration.ofHours(1000),
                8,
                minutes,
                2,
                "256MB",
                "256MB",
                100,
                minutes,
                20,
                200,
                minutes,
                minutes,
                minutes,
                1_000_000);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneId.of("UTC");
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.now().plus(later.get());
            }
        };
    }

    /** A workspace more. */
    public WorkspaceLogin create(String name, Optional<Duration> ttl) {
        return workspaces.create(new NewWorkspace(PROJECT, BranchId.DEFAULT, name, ttl, 1, List.of()));
    }

    /** Lets time pass for workspaces. */
    public void pass(Duration time) {
        later.set(time);
    }

    /** User name and password of the workspace. */
    public IssuedLogin user() {
        return new IssuedLogin(login.workspace().username(), login.password());
    }

    /** A server before the workspaces. */
    public PgwireServer server(ConnectionSettings connections, TlsSettings tls) {
        return server(connections, tls, Duration.ofSeconds(10));
    }

    /** A server that waits so long for what runs when it is closed. */
    public PgwireServer server(ConnectionSettings connections, TlsSettings tls, Duration drain) {
        return new PgwireServer(
                new PgwireSettings("127.0.0.1", 0, 2, 2, drain, connections, tls), services, conversations, cancelKeys);
    }

    /** A server whose clients talk with others than the stand-in. */
    public PgwireServer server(ConnectionSettings connections, TlsSettings tls, Conversations talk) {
        return new PgwireServer(
                new PgwireSettings("127.0.0.1", 0, 2, 2, Duration.ofSeconds(10), connections, tls),
                services,
                talk,
                cancelKeys);
    }

    @Override
    public void close() {
        workspaces.close();
        storage.close();
        files.close();
        catalog.close();
    }
}
