package io.eider.api.error;

import static io.eider.api.error.ErrorKind.CONFLICT;
import static io.eider.api.error.ErrorKind.FORBIDDEN;
import static io.eider.api.error.ErrorKind.GONE;
import static io.eider.api.error.ErrorKind.INTERNAL;
import static io.eider.api.error.ErrorKind.INVALID;
import static io.eider.api.error.ErrorKind.LIMIT;
import static io.eider.api.error.ErrorKind.NOT_FOUND;
import static io.eider.api.error.ErrorKind.UNAUTHENTICATED;
import static io.eider.api.error.ErrorKind.UNAVAILABLE;

/**
 * The only table of errors: name on the wire, kind, HTTP status, SQLSTATE, and what it means. {@code docs/errors.md} is
 * generated from it. Two rows may share a wire name when the contract gives one name two statuses.
 *
 * <p>Source: storage contract, appendix A; SQLSTATE: PostgreSQL manual, appendix A.
 */
public enum ErrorCode {
    UNAUTHORIZED(
            "unauthorized",
            UNAUTHENTICATED,
            401,
            "28000",
            "The server's own key is asked for; without any key the answer is {\"detail\": \"Not authenticated\"}."),
    FORBIDDEN_PROJECT(
            "forbidden",
            FORBIDDEN,
            403,
            "42501",
            "The key does not open this project, branch or operation, or is not one of this server's."),

    GENERIC_NOT_FOUND("not_found", NOT_FOUND, 404, "3D000", "No project of this id (the project's own endpoints)."),
    PROJECT_DIRECTORY_NOT_FOUND("db_not_found", NOT_FOUND, 404, "58P01", "The project's directory is missing on disk."),
    PROJECT_NOT_FOUND("project_not_found", NOT_FOUND, 404, "3D000", "No project of this id."),
    BRANCH_NOT_FOUND("branch_not_found", NOT_FOUND, 404, "3D000", "No branch of this id in the project."),
    BUCKET_NOT_FOUND("bucket_not_found", NOT_FOUND, 404, "3F000", "No bucket of this name."),
    TABLE_NOT_FOUND("table_not_found", NOT_FOUND, 404, "42P01", "No table of this name in the bucket."),
    FILE_NOT_FOUND("file_not_found", NOT_FOUND, 404, "58P01", "No uploaded file of this id in the project."),
    FILE_CONTENT_NOT_FOUND(
            "file_content_not_found", NOT_FOUND, 404, "58P01", "The file is registered, its bytes are gone."),
    UPLOAD_SESSION_NOT_FOUND("upload_session_not_found", NOT_FOUND, 404, "58P01", "No upload of this key is open."),
    STAGED_FILE_NOT_FOUND(
            "staged_file_not_found", NOT_FOUND, 404, "58P01", "The staged bytes of this upload are gone."),
    SNAPSHOT_NOT_FOUND("snapshot_not_found", NOT_FOUND, 404, "58P01", "No snapshot of this id in the branch."),
    SNAPSHOT_FILE_NOT_FOUND(
            "snapshot_file_not_found", NOT_FOUND, 404, "58P01", "The snapshot is recorded, its file is gone."),
    LINK_NOT_FOUND("link_not_found", NOT_FOUND, 404, "42704", "The project has no linked bucket of this name."),
    API_KEY_NOT_FOUND("api_key_not_found", NOT_FOUND, 404, "42704", "No API key of this id in the project."),
    COLUMN_NOT_FOUND("column_not_found", NOT_FOUND, 404, "42703", "The table has no column of this name."),

    WORKSPACE_NOT_FOUND(
            "workspace_not_found", NOT_FOUND, 404, "3D000", "No workspace of this id in the project or branch."),
    OBJECT_NOT_FOUND("object_not_found", NOT_FOUND, 404, "42P01", "The workspace has no table or view of this name."),
    CREDENTIALS_NOT_FOUND("credentials_not_found", NOT_FOUND, 404, "28000", "The workspace has no credentials."),
    SESSION_NOT_FOUND("session_not_found", NOT_FOUND, 404, "57P01", "No session of this id is open."),

    SCHEMA_NOT_FOUND("schema_not_found", NOT_FOUND, 404, "42704", "No schema of this id or version is known."),
    BINDING_NOT_FOUND("binding_not_found", NOT_FOUND, 404, "42704", "The table follows no schema."),
    MIGRATION_NOT_FOUND("migration_not_found", NOT_FOUND, 404, "42704", "No migration of this id."),

    PROJECT_EXISTS("project_exists", CONFLICT, 409, "42P04", "The project id is taken."),
    BUCKET_EXISTS("bucket_exists", CONFLICT, 409, "42P06", "The bucket name is taken."),
    BUCKET_NOT_EMPTY("bucket_not_empty", CONFLICT, 409, "2BP01", "The bucket holds tables and cascade is off."),
    TABLE_EXISTS("table_exists", CONFLICT, 409, "42P07", "The table name is taken."),
    COLUMN_EXISTS("column_exists", CONFLICT, 409, "42701", "The column name is taken."),
    BINDING_EXISTS("binding_exists", CONFLICT, 409, "42710", "The table follows a schema already."),
    MIGRATION_NOT_ALLOWED(
            "migration_not_allowed", CONFLICT, 409, "55000", "The migration is in no state in which this can be done."),
    PRIMARY_KEY_EXISTS("primary_key_exists", CONFLICT, 409, "42P16", "The table has a primary key already."),
    BRANCH_NAME_EXISTS("branch_name_exists", CONFLICT, 409, "42710", "The project has a branch of this name."),
    ALREADY_SHARED("already_shared", CONFLICT, 409, "42710", "The bucket is offered to this project already."),
    BUCKET_ALREADY_LINKED("bucket_already_linked", CONFLICT, 409, "42P06", "The name is taken by a linked bucket."),
    LOSSY_TYPE_CHANGE(
            "lossy_type_change",
            CONFLICT,
            409,
            "22000",
            "The new type cannot hold all values; force takes what it can."),
    NULL_VALUES("null_values", CONFLICT, 409, "23502", "The column holds NULL."),
    MERGE_CONFLICT(
            "merge_conflict",
            CONFLICT,
            409,
            "40001",
            "The default branch has changed since the branch copied the table."),
    IDEMPOTENCY_CONFLICT(
            "idempotency_conflict", CONFLICT, 409, "22023", "The idempotency key was used with another request."),
    IDEMPOTENCY_IN_PROGRESS(
            "idempotency_in_progress",
            CONFLICT,
            409,
            "55006",
            "A request with this idempotency key is being executed."),
    DUPLICATE_KEY("duplicate_key", CONFLICT, 409, "23505", "A primary key value occurs twice."),
    TABLE_CHANGED("table_changed", CONFLICT, 409, "40001", "The table was changed or dropped while the request ran."),

    INVALID_NAME("invalid_name", INVALID, 400, "42602", "A name breaks the naming rules."),
    INVALID_REQUEST("invalid_request", INVALID, 400, "22023", "The fields of the request contradict each other."),
    INVALID_TYPE("invalid_type", INVALID, 400, "42704", "A column type is not one of DuckDB's data types."),
    INVALID_DEFAULT("invalid_default", INVALID, 400, "42601", "A default is not a single constant expression."),
    INVALID_SCHEMA(
            "invalid_schema", INVALID, 400, "22023", "A schema document cannot be read, or says what may not be."),
    INVALID_COLUMNS(
            "invalid_columns", INVALID, 400, "42701", "The column list is not usable: repeated or too many names."),
    INVALID_PRIMARY_KEY(
            "invalid_primary_key", INVALID, 400, "42703", "The primary key names a column that is not there."),
    INVALID_WHERE_CLAUSE("invalid_where_clause", INVALID, 400, "42601", "The filter is not a single safe expression."),
    INVALID_FORMAT("invalid_format", INVALID, 400, "22023", "The file format is not supported."),
    INVALID_COMPRESSION("invalid_compression", INVALID, 400, "22023", "The compression does not fit the format."),
    UNKNOWN_COLUMN(
            "column_not_found", INVALID, 400, "42703", "The request names a column that the table does not have."),
    IMPORT_FAILED(
            "import_failed", INVALID, 400, "22000", "The file could not be read into the table; nothing changed."),
    INVALID_ROWS("invalid_rows", INVALID, 400, "22000", "A value does not fit its column; nothing changed."),
    INVALID_CONFIG("invalid_config", INVALID, 400, "22023", "Settings are out of their bounds."),
    NO_CHANGES_SPECIFIED("no_changes_specified", INVALID, 400, "22023", "The request changes nothing."),
    CANNOT_DROP_LAST_COLUMN("cannot_drop_last_column", INVALID, 400, "42P16", "A table keeps one column."),
    COLUMN_IN_PRIMARY_KEY("column_in_primary_key", INVALID, 400, "42P16", "The column belongs to the primary key."),
    NO_PRIMARY_KEY("no_primary_key", INVALID, 400, "42704", "The table has no primary key."),
    SNAPSHOTS_DISABLED("snapshots_disabled", INVALID, 400, "55000", "Snapshots are switched off for the table."),
    OPERATION_NOT_ALLOWED(
            "operation_not_allowed", INVALID, 400, "0A000", "Not on a dev branch, or not on a linked bucket."),
    CANNOT_REVOKE_LAST_ADMIN_KEY(
            "cannot_revoke_last_admin_key", INVALID, 400, "55000", "A project keeps one admin key."),
    CANNOT_ROTATE_REVOKED_KEY("cannot_rotate_revoked_key", INVALID, 400, "55000", "A revoked key cannot be rotated."),
    FILE_NOT_UPLOADED("file_not_uploaded", INVALID, 400, "55000", "Register comes after upload."),
    FILE_TOO_LARGE("file_too_large", INVALID, 400, "54000", "The announced size is over the limit."),
    UPLOAD_INCOMPLETE("upload_incomplete", INVALID, 400, "08P01", "The upload ended before its announced end."),
    UPLOAD_TOO_LARGE("file_too_large", LIMIT, 413, "54000", "The uploaded bytes are over the limit."),
    REQUEST_TOO_LARGE("request_too_large", LIMIT, 413, "54000", "The request body is over the limit."),
    UPLOAD_SESSION_MISMATCH(
            "upload_session_mismatch", FORBIDDEN, 403, "42501", "The upload belongs to another project."),
    NOT_SHARED("not_shared", FORBIDDEN, 403, "42501", "The bucket is not offered to this project."),
    SYNTAX_ERROR("syntax_error", INVALID, 400, "42601", "The SQL text cannot be read; position says where."),
    STATEMENT_NOT_ALLOWED(
            "statement_not_allowed",
            FORBIDDEN,
            403,
            "42501",
            "The statement, function or setting is not for workspaces."),
    SQL_ERROR(
            "sql_error",
            INVALID,
            400,
            "42000",
            "DuckDB refused the statement or failed; sqlstate, position, hint and detail say more."),
    SESSION_BUSY("session_busy", CONFLICT, 409, "55006", "The session is running another text."),
    INVALID_CREDENTIALS("invalid_credentials", UNAUTHENTICATED, 401, "28P01", "Unknown user name or wrong password."),
    WORKSPACE_EXPIRED("workspace_expired", GONE, 410, "28000", "The workspace's time is over."),
    WORKSPACE_NOT_ACTIVE("workspace_not_active", GONE, 410, "28000", "The workspace is being removed."),
    SESSION_CLOSED("session_closed", GONE, 410, "57P01", "The session was ended."),
    CONNECTION_LIMIT_REACHED(
            "connection_limit_reached",
            LIMIT,
            429,
            "53300",
            "The workspace or the server has all the sessions it may have."),
    WORKSPACE_LIMIT_REACHED(
            "workspace_limit_reached", LIMIT, 429, "53400", "The project has all the workspaces it may have."),
    STATEMENT_LIMIT_REACHED(
            "statement_limit_reached", LIMIT, 429, "53400", "Too many statements in this minute; repeat later."),
    WORKSPACE_FULL(
            "workspace_full", LIMIT, 413, "53100", "The workspace's file has reached its limit; drop something."),
    RESULT_TOO_LARGE("result_too_large", LIMIT, 413, "54000", "The result is over the limit of bytes."),
    UPLOAD_SESSION_EXPIRED("upload_session_expired", GONE, 410, "55000", "The upload was prepared too long ago."),

    TOO_BUSY("too_busy", UNAVAILABLE, 503, "53000", "A queue is full or a lock was not free in time; repeat later."),
    OPERATION_TIMEOUT("operation_timeout", UNAVAILABLE, 503, "57014", "The operation ran over its time limit."),
    OPERATION_CANCELLED("operation_cancelled", UNAVAILABLE, 503, "57014", "The operation was cancelled."),
    SERVICE_UNAVAILABLE(
            "service_unavailable", UNAVAILABLE, 503, "57P03", "A part of the server is being replaced or starts."),
    STORAGE_UNAVAILABLE("storage_unavailable", UNAVAILABLE, 503, "58030", "A storage path is missing or not writable."),
    STORAGE_FULL("storage_full", UNAVAILABLE, 507, "53100", "The disk is full; nothing changed."),
    TABLE_BROKEN(
            "table_broken", INTERNAL, 500, "XX001", "The table's file is missing or damaged; an operator has to act."),

    INIT_FAILED("init_failed", INTERNAL, 500, "58030", "A storage directory could not be made."),
    CREATE_FAILED("create_failed", INTERNAL, 500, "XX000", "Creation failed for an unexpected cause."),
    DELETE_FAILED("delete_failed", INTERNAL, 500, "XX000", "Deletion failed for an unexpected cause."),
    ADD_COLUMN_FAILED(
            "add_column_failed", INTERNAL, 500, "0A000", "The column cannot be added: NOT NULL is not supported."),
    PREVIEW_FAILED("preview_failed", INTERNAL, 500, "XX000", "Preview failed for an unexpected cause."),
    PROFILE_TABLE_FAILED("profile_table_failed", INTERNAL, 500, "XX000", "The profile failed for an unexpected cause."),
    UPLOAD_FAILED("upload_failed", INTERNAL, 500, "58030", "The upload could not be written."),
    REGISTRATION_FAILED("registration_failed", INTERNAL, 500, "58030", "The uploaded file could not be registered."),
    INTERNAL_ERROR("internal_server_error", INTERNAL, 500, "XX000", "Anything unforeseen; the log has the request id.");

    private final String wireName;
    private final ErrorKind kind;
    private final int httpStatus;
    private final String sqlState;
    private final String meaning;

    ErrorCode(String wireName, ErrorKind kind, int httpStatus, String sqlState, String meaning) {
        this.wireName = wireName;
        this.kind = kind;
        this.httpStatus = httpStatus;
        this.sqlState = sqlState;
        this.meaning = meaning;
    }

    /** The stable name that clients see in {@code error}. */
    public String wireName() {
        return wireName;
    }

    /** The family of the error. */
    public ErrorKind kind() {
        return kind;
    }

    /** The HTTP status, 400 to 599. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The five characters of the SQLSTATE. */
    public String sqlState() {
        return sqlState;
    }

    /** One sentence for {@code docs/errors.md}. */
    public String meaning() {
        return meaning;
    }
}
