package io.eider.rest.body;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Branch;
import io.eider.api.storage.MergeReport;
import io.eider.api.storage.MergeRequest;
import io.eider.api.storage.MergeRequest.OnConflict;
import io.eider.api.storage.MergeRequest.Run;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.OptionalLong;

/** Bodies of dev branches (storage contract, section 1.13). */
public final class BranchBodies {
    private static final List<String> ON_CONFLICT = List.of("refuse", "overwrite");

    private BranchBodies() {}

    /** What a new branch shall be. */
    public record BranchCreate(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name,
            @Schema(nullable = true) String description) {
        /** Reads it. */
        public static BranchCreate read(JsonBody body) {
            body.limitSize("name", "description");
            return new BranchCreate(
                    body.requiredString("name"), body.string("description").orElse(null));
        }
    }

    /** What to merge. */
    public record BranchMerge(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<TableName> tables,
            @Schema(
                            defaultValue = "refuse",
                            allowableValues = {"refuse", "overwrite"})
                    String onConflict,
            @Schema(defaultValue = "false") boolean dryRun) {
        /** Reads it. */
        public static BranchMerge read(JsonBody body) {
            return new BranchMerge(
                    body.requiredObjects("tables", TableName::read),
                    body.literal("on_conflict", ON_CONFLICT),
                    body.bool("dry_run", false));
        }

        /** What it asks for. */
        public MergeRequest toRequest(ProjectId project, BranchId branch) {
            List<TableId> ids = tables.stream()
                    .map(name -> new TableId(new BucketId(project, branch, name.bucket), name.table))
                    .toList();
            return new MergeRequest(
                    ids,
                    onConflict.equals("overwrite") ? OnConflict.OVERWRITE : OnConflict.REFUSE,
                    dryRun ? Run.REPORT_ONLY : Run.MERGE);
        }
    }

    /** A table in a branch. */
    public record TableName(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String bucket,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String table) {
        static TableName read(JsonBody body) {
            return new TableName(body.requiredString("bucket"), body.requiredString("table"));
        }
    }

    /** A branch. */
    public record BranchResponse(
            String id,
            String projectId,
            String name,
            @Schema(nullable = true, format = "date-time") String createdAt,
            @Schema(nullable = true) String createdBy,
            @Schema(nullable = true) String description,
            int tableCount,
            long sizeBytes) {
        /** As it is on the wire. */
        public static BranchResponse of(Branch branch) {
            return new BranchResponse(
                    branch.id().value(),
                    branch.project().value(),
                    branch.name(),
                    Json.timestamp(branch.createdAt()),
                    null,
                    branch.description().orElse(null),
                    branch.ownTables().size(),
                    branch.sizeBytes());
        }
    }

    /** A branch with its own tables. */
    public record BranchDetailResponse(
            String id,
            String projectId,
            String name,
            @Schema(nullable = true, format = "date-time") String createdAt,
            @Schema(nullable = true) String createdBy,
            @Schema(nullable = true) String description,
            int tableCount,
            long sizeBytes,
            List<CopiedTable> copiedTables) {
        /** As it is on the wire. */
        public static BranchDetailResponse of(Branch branch) {
            BranchResponse plain = BranchResponse.of(branch);
            return new BranchDetailResponse(
                    plain.id(),
                    plain.projectId(),
                    plain.name(),
                    plain.createdAt(),
                    plain.createdBy(),
                    plain.description(),
                    plain.tableCount(),
                    plain.sizeBytes(),
                    branch.ownTables().stream()
                            .map(own -> new CopiedTable(own.bucket(), own.table(), Json.timestamp(own.copiedAt())))
                            .toList());
        }
    }

    /** A table of a branch's own. */
    public record CopiedTable(String bucketName, String tableName, @Schema(format = "date-time") String copiedAt) {}

    /** Branches, newest first; the count is that of the page. */
    public record BranchListResponse(List<BranchResponse> branches, int count) {
        /** As it is on the wire. */
        public static BranchListResponse of(List<Branch> branches) {
            return new BranchListResponse(
                    branches.stream().map(BranchResponse::of).toList(), branches.size());
        }
    }

    /** What a pull did. */
    public record PullResponse(String bucketName, String tableName, String message, boolean wasLocal) {
        /** As it is on the wire. */
        public static PullResponse of(TableId table, boolean wasLocal) {
            return new PullResponse(
                    table.bucket().name(),
                    table.name(),
                    wasLocal ? "Table now reads from main (live view)" : "Table was already reading from main",
                    wasLocal);
        }
    }

    /** What a merge did, or would do. */
    public record MergeResponse(boolean merged, List<MergedTable> tables) {
        /** As it is on the wire. */
        public static MergeResponse of(MergeReport report) {
            return new MergeResponse(
                    report.isMerged(),
                    report.tables().stream().map(MergedTable::of).toList());
        }
    }

    /** One table of a merge. */
    public record MergedTable(
            String bucket,
            String table,
            @Schema(nullable = true, description = "the version that the branch copied") Long baseVersion,
            @Schema(nullable = true, description = "the version of the default branch now") Long mainVersion,
            long branchVersion,
            boolean conflict,
            long rowCount) {
        private static MergedTable of(MergeReport.Entry entry) {
            return new MergedTable(
                    entry.bucket(),
                    entry.table(),
                    number(entry.baseVersion()),
                    number(entry.mainVersion()),
                    entry.branchVersion(),
                    entry.hasConflict(),
                    entry.rowCount());
        }

        private static Long number(OptionalLong value) {
            return value.isPresent() ? value.getAsLong() : null;
        }
    }
}
