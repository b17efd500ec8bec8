package io.eider.storage.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.LoggedOperation;
import io.eider.api.storage.OperationFilter;
import io.eider.api.storage.OperationRecord;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import io.eider.engine.CatalogSession;
import io.eider.storage.catalog.Json;
import io.eider.storage.catalog.Missing;
import io.eider.storage.operation.OperationQueue.Queued;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The table of the operations log. It has no index: its rows are read by scans that DuckDB does in milliseconds, and an index
 * would cost memory for every row and time for every insert.
 */
final class OperationTables {
    static final List<String> STEPS = List.of(
            """
            CREATE SEQUENCE operations_log_ids;
            CREATE TABLE operations_log (
                id BIGINT NOT NULL,
                recorded_at TIMESTAMPTZ NOT NULL,
                begun_at TIMESTAMPTZ NOT NULL,
                request_id VARCHAR NOT NULL,
                project_id VARCHAR NOT NULL,
                operation VARCHAR NOT NULL,
                resource_type VARCHAR NOT NULL,
                resource_id VARCHAR,
                details VARCHAR NOT NULL,
                duration_us BIGINT NOT NULL,
                status VARCHAR NOT NULL,
                error_message VARCHAR);
            """);

    /** One statement for a whole batch, so that a full queue holds the catalog's writer for a moment only. */
    private static final String INSERT =
            """
            INSERT INTO operations_log
            SELECT nextval('operations_log_ids'), r.recorded_at, r.begun_at, r.request_id, r.project_id, r.operation,
                r.resource_type, r.resource_id, r.details, r.duration_us, r.status, r.error_message
            FROM (SELECT unnest(json_transform(?::JSON, '[{"recorded_at": "TIMESTAMPTZ", "begun_at": "TIMESTAMPTZ",
                "request_id": "VARCHAR", "project_id": "VARCHAR", "operation": "VARCHAR", "resource_type": "VARCHAR",
                "resource_id": "VARCHAR", "details": "VARCHAR", "duration_us": "BIGINT", "status": "VARCHAR",
                "error_message": "VARCHAR"}]')) AS r)""";

    /** The filters that are not given are NULL. */
    private static final String MATCHING =
            """
             FROM operations_log
            WHERE project_id = ? AND recorded_at >= ?
                AND operation = coalesce(?::VARCHAR, operation)
                AND status = coalesce(?::VARCHAR, status)
                AND resource_type = coalesce(?::VARCHAR, resource_type)
                AND resource_id IS NOT DISTINCT FROM coalesce(?::VARCHAR, resource_id)
                AND request_id = coalesce(?::VARCHAR, request_id)
                AND (begun_at >= ?::TIMESTAMPTZ OR ?::TIMESTAMPTZ IS NULL)
                AND (begun_at < ?::TIMESTAMPTZ OR ?::TIMESTAMPTZ IS NULL)""";

    private OperationTables() {}

    static void insert(CatalogSession session, List<Queued> batch) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (Queued queued : batch) {
            OperationRecord operation = queued.operation();
            rows.addObject()
                    .put("recorded_at", queued.recordedAt().toString())
                    .put("begun_at", operation.at().toString())
                    .put("request_id", clean(operation.requestId()))
                    .put("project_id", operation.project().value())
                    .put("operation", operation.operation())
                    .put("resource_type", operation.resourceType())
                    .put(
                            "resource_id",
                            operation.resourceId().map(OperationTables::clean).orElse(null))
                    .put("details", clean(Json.write(operation.details())))
                    .put("duration_us", operation.duration().toNanos() / 1_000)
                    .put("status", operation.status().wireName())
                    .put(
                            "error_message",
                            operation.errorMessage().map(OperationTables::clean).orElse(null));
        }
        session.update(INSERT, rows.toString());
    }

    /** Without what JSON or UTF-8 cannot carry; clients write names, and one bad name must not cost a batch. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /**
     * The rows that were noted since the project is there: what a dropped project of the same id left, its drop above all, is
     * noted after its rows were deleted.
     *
     * @throws io.eider.api.error.ApiException PROJECT_NOT_FOUND
     */
    static Page<LoggedOperation> list(
            CatalogSession session, ProjectId project, OperationFilter filter, PageRequest page) {
        Instant since = session.first(
                        "SELECT created_at FROM projects WHERE id = ?",
                        row -> CatalogSession.instant(row, "created_at").orElseThrow(),
                        project.value())
                .orElseThrow(() -> Missing.project(project));
        Object[] parameters = parameters(project, since, filter);
        List<LoggedOperation> items = session.query(
                "SELECT *" + MATCHING + " ORDER BY begun_at DESC, id DESC LIMIT ? OFFSET ?",
                OperationTables::read,
                with(parameters, page.limit(), page.offset()));
        return new Page<>(items, number(session, "SELECT count(*)" + MATCHING, parameters));
    }

    static void removeAll(CatalogSession session, ProjectId project) {
        session.update("DELETE FROM operations_log WHERE project_id = ?", project.value());
    }

    static long count(CatalogSession session) {
        return number(session, "SELECT count(*) FROM operations_log");
    }

    /** Whether a row was noted before. */
    static boolean anyBefore(CatalogSession session, Instant before) {
        return number(session, "SELECT count(*) FROM operations_log WHERE recorded_at < ?", before) > 0;
    }

    /** Deletes the oldest of the rows that were noted before, at most so many, and says how many. */
    static int expire(CatalogSession session, Instant before, int most) {
        return session.update(
                "DELETE FROM operations_log WHERE id IN"
                        + " (SELECT id FROM operations_log WHERE recorded_at < ? ORDER BY id LIMIT ?)",
                before,
                most);
    }

    /** Deletes the oldest rows, so many, and says how many. */
    static int removeOldest(CatalogSession session, long number) {
        return session.update(
                "DELETE FROM operations_log WHERE id IN (SELECT id FROM operations_log ORDER BY id LIMIT ?)", number);
    }

    private static Object[] parameters(ProjectId project, Instant recordedSince, OperationFilter filter) {
        return new Object[] {
            project.value(),
            recordedSince,
            filter.operation(),
            filter.status().map(OperationRecord.Status::wireName),
            filter.resourceType(),
            filter.resourceId(),
            filter.requestId(),
            filter.since(),
            filter.since(),
            filter.until(),
            filter.until()
        };
    }

    private static Object[] with(Object[] parameters, Object... more) {
        Object[] all = Arrays.copyOf(parameters, parameters.length + more.length);
        System.arraycopy(more, 0, all, parameters.length, more.length);
        return all;
    }

    private static long number(CatalogSession session, String sql, Object... parameters) {
        return session.first(sql, row -> row.getLong(1), parameters).orElseThrow();
    }

    private static LoggedOperation read(ResultSet row) throws SQLException {
        return new LoggedOperation(
                row.getLong("id"),
                new OperationRecord(
                        CatalogSession.instant(row, "begun_at").orElseThrow(),
                        row.getString("request_id"),
                        new ProjectId(row.getString("project_id")),
                        row.getString("operation"),
                        row.getString("resource_type"),
                        Optional.ofNullable(row.getString("resource_id")),
                        Json.object(row.getString("details")),
                        Duration.ofNanos(row.getLong("duration_us") * 1_000),
                        OperationRecord.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getString("error_message"))));
    }
}
