package io.eider.rest.body;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.sql.Identifiers;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.ImportMode;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.Unload;
import io.eider.rest.body.TransferBodies.ImportOptions;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Bodies of SQL over HTTP: what to run, what came of it, what to unload. */
public final class QueryBodies {
    private static final long MAX_ROWS = 1_000_000_000;
    private static final long MAX_TIMEOUT_SECONDS = 86_400;

    private QueryBodies() {}

    /** What to run. */
    public record WorkspaceQuery(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "one or more statements") String sql,
            @ArraySchema(
                            arraySchema = @Schema(description = "for $1, $2, ...; only for one statement"),
                            schema =
                                    @Schema(
                                            nullable = true,
                                            oneOf = {String.class, Double.class, Boolean.class}))
                    List<Object> parameters,
            @Schema(nullable = true, minimum = "1", maximum = "1000000000", description = "null: all") Long maxRows,
            @Schema(nullable = true, minimum = "1", description = "of the answer's body; null: the server's limit")
                    Long maxBytes,
            @Schema(nullable = true, minimum = "1", maximum = "86400", description = "of each statement")
                    Long timeoutSeconds,
            @Schema(nullable = true, description = "null: a session for this text only") String sessionId) {
        /** Reads it. */
        public static WorkspaceQuery read(JsonBody body) {
            return new WorkspaceQuery(
                    body.requiredString("sql"),
                    body.scalars("parameters"),
                    number(body.integer("max_rows", 1, MAX_ROWS)),
                    number(body.integer("max_bytes", 1, Long.MAX_VALUE)),
                    number(body.integer("timeout_seconds", 1, MAX_TIMEOUT_SECONDS)),
                    body.string("session_id").orElse(null));
        }

        private static Long number(OptionalLong value) {
            return value.isPresent() ? value.getAsLong() : null;
        }

        /** How to run it. */
        public RunOptions toOptions() {
            return new RunOptions(Optional.ofNullable(timeoutSeconds).map(Duration::ofSeconds));
        }

        /** Most rows to answer. */
        public long rowLimit() {
            return maxRows == null ? Long.MAX_VALUE : maxRows;
        }

        /** Most bytes to answer. */
        public long byteLimit(long ofServer) {
            return maxBytes == null ? ofServer : Math.min(maxBytes, ofServer);
        }
    }

    /** What came of a text; only for the document, it is written piece by piece. */
    public record QueryResult(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<QueryColumn> columns,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<List<Object>> rows,
            @Schema(description = "rows of the answer, or rows that the statement changed") long rowCount,
            @Schema(description = "SELECT, INSERT, CREATE TABLE, ...") String command,
            @Schema(description = "whether max_rows has left rows out") boolean truncated,
            long durationMs,
            @Schema(description = "instead of the four members before it, if the text failed after rows were sent")
                    ErrorBodies.Detail error) {}

    /** A column of an answer. */
    public record QueryColumn(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "as DuckDB calls it") String type) {}

    /** What to write into a table of the project. */
    public record WorkspaceUnload(
            @Schema(nullable = true, description = "one query; either this or table") String query,
            @Schema(nullable = true, description = "table or view of the workspace, schema.name outside of main")
                    String table,
            @Schema(nullable = true, description = "of the target; null: the workspace's") String branch,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String bucket,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String targetTable,
            @Schema(defaultValue = "false") boolean incremental,
            @Schema(
                            defaultValue = "update_duplicates",
                            description = "update_duplicates, insert_duplicates or fail_on_duplicates")
                    String dedupMode,
            @ArraySchema(arraySchema = @Schema(nullable = true)) List<String> columns) {
        /** Reads it. */
        public static WorkspaceUnload read(JsonBody body) {
            ImportOptions options = ImportOptions.read(body);
            return new WorkspaceUnload(
                    body.string("query").orElse(null),
                    body.string("table").orElse(null),
                    body.string("branch").orElse(null),
                    body.requiredString("bucket"),
                    body.requiredString("target_table"),
                    options.incremental(),
                    options.dedupMode(),
                    options.columns());
        }

        /** The unload it asks for. */
        public Unload toUnload(ProjectId project, BranchId target) {
            if ((query == null) == (table == null)) {
                throw new ApiException(ErrorCode.INVALID_REQUEST, "Give either query or table");
            }
            return new Unload(
                    query == null ? queryOf(table) : query,
                    new TableId(new BucketId(project, target, bucket), targetTable),
                    incremental ? ImportMode.INCREMENTAL : ImportMode.FULL,
                    DedupMode.of(dedupMode),
                    Optional.ofNullable(columns));
        }

        private static String queryOf(String object) {
            int dot = object.indexOf('.');
            String schema = dot < 0 ? "main" : object.substring(0, dot);
            return "SELECT * FROM " + Identifiers.quoted(schema) + "." + Identifiers.quoted(object.substring(dot + 1));
        }
    }
}
