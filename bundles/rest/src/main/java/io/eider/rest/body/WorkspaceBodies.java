package io.eider.rest.body;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.workspace.LoadReport;
import io.eider.api.workspace.LoadTable;
import io.eider.api.workspace.NewWorkspace;
import io.eider.api.workspace.TableGrant;
import io.eider.api.workspace.TablePermission;
import io.eider.api.workspace.Workspace;
import io.eider.api.workspace.WorkspaceDetail;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Bodies of workspaces (storage contract, section 1.14). */
public final class WorkspaceBodies {
    private static final int MAX_TTL_HOURS = 168;
    private static final int MAX_SIZE_GB = 100;
    private static final int DEFAULT_SIZE_GB = 10;
    private static final List<String> PERMISSIONS = List.of("read", "readwrite");
    private static final long GIB = 1L << 30;

    private WorkspaceBodies() {}

    /** What a new workspace shall be. */
    public record WorkspaceCreate(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name,
            @Schema(nullable = true, minimum = "1", maximum = "168", description = "null: until it is deleted")
                    Long ttlHours,
            @Schema(defaultValue = "10", minimum = "1", maximum = "100") int sizeLimitGb,
            @Schema(description = "bucket.table of each table that is copied into it at once")
                    List<String> preloadTables,
            @Schema(
                            description =
                                    "none: all tables of the project can be read; else what they do not name is not there")
                    List<Grant> grants) {
        /** Reads it. */
        public static WorkspaceCreate read(JsonBody body) {
            body.limitSize("name", "grants");
            OptionalLong ttl = body.integer("ttl_hours", 1, MAX_TTL_HOURS);
            return new WorkspaceCreate(
                    body.requiredString("name"),
                    ttl.isPresent() ? ttl.getAsLong() : null,
                    (int) body.integer("size_limit_gb", 1, MAX_SIZE_GB).orElse(DEFAULT_SIZE_GB),
                    body.strings("preload_tables").orElse(List.of()),
                    body.objectsIfAny("grants", Grant::read));
        }

        /** The workspace it asks for. */
        public NewWorkspace toNewWorkspace(ProjectId project, BranchId branch) {
            return new NewWorkspace(
                    project,
                    branch,
                    name,
                    Optional.ofNullable(ttlHours).map(Duration::ofHours),
                    sizeLimitGb,
                    preloadTables,
                    grants.stream().map(Grant::toGrant).toList());
        }
    }

    /** What a workspace may do with a table. */
    public record Grant(
            @Schema(
                            requiredMode = Schema.RequiredMode.REQUIRED,
                            description = "bucket.table; * for all that no other grant names, which can only be read")
                    String table,
            @Schema(
                            defaultValue = "read",
                            allowableValues = {"read", "readwrite"})
                    String permission) {
        private static Grant read(JsonBody body) {
            return new Grant(body.requiredString("table"), body.literal("permission", PERMISSIONS));
        }

        private static Grant of(TableGrant grant) {
            return new Grant(grant.table(), word(grant.permission()));
        }

        private TableGrant toGrant() {
            return new TableGrant(table, TablePermission.valueOf(permission.toUpperCase(Locale.ROOT)));
        }
    }

    private static String word(TablePermission permission) {
        return permission.name().toLowerCase(Locale.ROOT);
    }

    /** A workspace. */
    public record WorkspaceResponse(
            String id,
            String name,
            String projectId,
            @Schema(nullable = true) String branchId,
            @Schema(nullable = true, format = "date-time") String createdAt,
            @Schema(nullable = true, format = "date-time") String expiresAt,
            long sizeBytes,
            long sizeLimitGb,
            @Schema(allowableValues = {"active", "expired"}) String status,
            @Schema(nullable = true) ConnectionResponse connection) {
        /** As it is on the wire. */
        public static WorkspaceResponse of(Workspace workspace, ConnectionResponse connection) {
            return new WorkspaceResponse(
                    workspace.id().value(),
                    workspace.name(),
                    workspace.project().value(),
                    workspace.branch().isDefault() ? null : workspace.branch().value(),
                    Json.timestamp(workspace.createdAt()),
                    workspace.expiresAt().map(Json::timestamp).orElse(null),
                    workspace.sizeBytes(),
                    workspace.sizeLimitBytes() / GIB,
                    workspace.status(),
                    connection);
        }
    }

    /** How a PostgreSQL client gets in. */
    public record ConnectionResponse(
            String host,
            int port,
            String database,
            String username,
            @Schema(nullable = true, description = "told when it is made, never again") String password,
            String sslMode,
            @Schema(nullable = true) String connectionString) {}

    /** Workspaces, newest first. */
    public record WorkspaceListResponse(List<WorkspaceResponse> workspaces, int count) {}

    /** A workspace with what can be seen in it. */
    public record WorkspaceDetailResponse(
            String id,
            String name,
            String projectId,
            @Schema(nullable = true) String branchId,
            @Schema(nullable = true, format = "date-time") String createdAt,
            @Schema(nullable = true, format = "date-time") String expiresAt,
            long sizeBytes,
            long sizeLimitGb,
            String status,
            @Schema(nullable = true) ConnectionResponse connection,
            int activeSessions,
            List<AttachedTable> attachedTables,
            List<WorkspaceObject> workspaceObjects,
            List<Grant> grants) {
        /** As it is on the wire. */
        public static WorkspaceDetailResponse of(WorkspaceDetail detail, ConnectionResponse connection) {
            WorkspaceResponse plain = WorkspaceResponse.of(detail.workspace(), connection);
            return new WorkspaceDetailResponse(
                    plain.id(),
                    plain.name(),
                    plain.projectId(),
                    plain.branchId(),
                    plain.createdAt(),
                    plain.expiresAt(),
                    plain.sizeBytes(),
                    plain.sizeLimitGb(),
                    plain.status(),
                    plain.connection(),
                    detail.activeSessions(),
                    detail.tables().stream().map(AttachedTable::of).toList(),
                    detail.objects().stream()
                            .map(object -> new WorkspaceObject(object.name(), object.type(), object.rows()))
                            .toList(),
                    detail.grants().stream().map(Grant::of).toList());
        }
    }

    /** A table of the project that a workspace reads. */
    public record AttachedTable(
            String schema,
            String table,
            long rows,
            @Schema(allowableValues = {"read", "readwrite"}) String permission) {
        private static AttachedTable of(WorkspaceDetail.GrantedTable table) {
            return new AttachedTable(table.schema(), table.table(), table.rows(), word(table.permission()));
        }
    }

    /** A table or view of the workspace's own. */
    public record WorkspaceObject(
            @Schema(description = "schema.name where the schema is not main") String name,
            @Schema(allowableValues = {"table", "view"}) String type,
            @Schema(description = "an estimate; 0 for a view") long rows) {}

    /** What to copy into a workspace. */
    public record WorkspaceLoad(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<LoadedTable> tables) {
        /** Reads it. */
        public static WorkspaceLoad read(JsonBody body) {
            return new WorkspaceLoad(body.objects("tables", LoadedTable::read));
        }

        /** The copies it asks for. */
        public List<LoadTable> toTables() {
            return tables.stream().map(LoadedTable::toTable).toList();
        }
    }

    /** One copy. */
    public record LoadedTable(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "bucket.table") String source,
            @Schema(nullable = true, description = "name of the copy; null: the table's") String destination,
            @Schema(nullable = true, description = "null: all") List<String> columns,
            @Schema(nullable = true, description = "one SQL expression over the columns") String where) {
        static LoadedTable read(JsonBody body) {
            return new LoadedTable(
                    body.string("source").orElse(null),
                    body.string("destination").orElse(null),
                    body.strings("columns").orElse(List.of()),
                    body.string("where").orElse(null));
        }

        private LoadTable toTable() {
            if (source == null) {
                throw new ApiException(ErrorCode.INVALID_REQUEST, "Each of the tables needs a source: bucket.table");
            }
            return new LoadTable(source, Optional.ofNullable(destination), columns, Optional.ofNullable(where));
        }
    }

    /** What a load has done. */
    public record LoadResponse(List<LoadedEntry> loaded, long workspaceSizeBytes) {
        /** As it is on the wire; nothing loaded is told as nothing there, as the reference service does. */
        public static LoadResponse of(LoadReport report) {
            List<LoadedEntry> entries =
                    report.loaded().stream().map(LoadedEntry::of).toList();
            return new LoadResponse(entries, entries.isEmpty() ? 0 : report.workspaceSizeBytes());
        }
    }

    /** One table of a load. */
    public record LoadedEntry(
            String source,
            String destination,
            long rows,
            long sizeBytes,
            @Schema(nullable = true, description = "why it was not loaded") String error) {
        private static LoadedEntry of(LoadReport.Loaded loaded) {
            return new LoadedEntry(
                    loaded.source(),
                    loaded.destination(),
                    loaded.rows(),
                    loaded.sizeBytes(),
                    loaded.error().orElse(null));
        }
    }
}
