package io.eider.workspace.load;

import io.eider.api.bridge.TableName;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.workspace.LoadReport.Loaded;
import io.eider.api.workspace.LoadTable;
import io.eider.engine.Expressions;
import io.eider.engine.Sql;
import io.eider.engine.TableFiles;
import io.eider.engine.sandbox.SandboxFailure;
import io.eider.workspace.instance.WorkspaceInstance;
import io.eider.workspace.table.AttachedTable;
import io.eider.workspace.table.ProjectTables;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Copies tables of the project into a workspace, each in one statement. */
public final class TableLoader {
    private final TableFiles files;

    /** @param files where filters are parsed */
    public TableLoader(TableFiles files) {
        this.files = files;
    }

    /** Where a source is written as {@code bucket.table}; the last dot divides, so that {@code in.c-sales.orders} is understood. */
    public record Source(String bucket, String table) {
        /** @throws ApiException INVALID_REQUEST */
        public static Source of(String text) {
            int dot = text.lastIndexOf('.');
            if (dot <= 0 || dot == text.length() - 1) {
                throw new ApiException(
                        ErrorCode.INVALID_REQUEST,
                        "A source is written as bucket.table",
                        Map.of("source", text.length() > 200 ? text.substring(0, 200) + "..." : text));
            }
            return new Source(text.substring(0, dot), text.substring(dot + 1));
        }

        /** The table that is meant. @throws ApiException TABLE_NOT_FOUND */
        public TableId in(ProjectTables tables) {
            return tables.find(bucket, table)
                    .orElseThrow(() -> new ApiException(
                            ErrorCode.TABLE_NOT_FOUND,
                            "Table " + table + " not found in bucket " + bucket,
                            Map.of(
                                    "project_id",
                                    tables.project().value(),
                                    "bucket_name",
                                    bucket,
                                    "table_name",
                                    table)));
        }
    }

    /** Throws what makes the whole request wrong: INVALID_REQUEST, INVALID_WHERE_CLAUSE, INVALID_NAME. */
    public void check(LoadTable table) {
        Source source = Source.of(table.source());
        String destination = table.destination().orElse(source.table);
        if (destination.isEmpty() || destination.length() > 255 || destination.indexOf('\0') >= 0) {
            throw new ApiException(
                    ErrorCode.INVALID_NAME,
                    "Invalid destination: it must have 1 to 255 characters",
                    Map.of("field", "destination"));
        }
        table.where().ifPresent(this::filter);
    }

    private String filter(String where) {
        return files.plain(session -> Expressions.filter(session, "where", where, List.of()));
    }

    /** Copies one table; what fails is told in the answer. */
    public Loaded load(WorkspaceInstance instance, LoadTable request) {
        Source source = Source.of(request.source());
        String destination = request.destination().orElse(source.table);
        try {
            TableId id = instance.tables()
                    .find(source.bucket, source.table)
                    .orElseThrow(() -> new ApiException(
                            ErrorCode.TABLE_NOT_FOUND, "Table " + request.source() + " not found in the project"));
            TableName name =
                    new TableName(source.bucket.toLowerCase(Locale.ROOT), source.table.toLowerCase(Locale.ROOT));
            AttachedTable attached = instance.attachments()
                    .acquire(name, id, () -> instance.tables().get(id));
            try {
                long rows = copy(instance, request, destination, attached);
                instance.attachments().count(List.of(attached), rows);
                return new Loaded(
                        request.source(), destination, rows, instance.sandbox().sizeBytes(), Optional.empty());
            } finally {
                instance.attachments().release(attached);
            }
        } catch (ApiException e) {
            return failed(request, destination, e.getMessage());
        } catch (SandboxFailure e) {
            return failed(
                    request, destination, e.getMessage().lines().findFirst().orElse("failed"));
        }
    }

    private long copy(WorkspaceInstance instance, LoadTable request, String destination, AttachedTable attached) {
        List<String> known = attached.table().columns().stream()
                .map(Column::name)
                .map(Object::toString)
                .toList();
        for (String column : request.columns()) {
            if (known.stream().noneMatch(column::equalsIgnoreCase)) {
                throw new ApiException(
                        ErrorCode.UNKNOWN_COLUMN, "Column " + column + " not found in " + request.source());
            }
        }
        String target = Sql.qualified(instance.sandbox().catalog(), "main", destination);
        instance.sandbox()
                .run("CREATE OR REPLACE TABLE " + target + " AS SELECT "
                        + (request.columns().isEmpty() ? "*" : Sql.identifiers(request.columns()))
                        + " FROM " + attached.pathEntry() + "."
                        + Sql.identifier(attached.name().name())
                        + request.where()
                                .map(where -> " WHERE (" + filter(where) + ")")
                                .orElse(""));
        return instance.sandbox()
                .query("SELECT count(*) FROM " + target, row -> row.getLong(1))
                .get(0);
    }

    private static Loaded failed(LoadTable request, String destination, String why) {
        return new Loaded(request.source(), destination, 0, 0, Optional.of(why));
    }
}
