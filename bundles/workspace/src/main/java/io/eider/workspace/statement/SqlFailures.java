package io.eider.workspace.statement;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.sql.SqlErrors;
import io.eider.engine.SqlStates;
import io.eider.engine.sandbox.SandboxFailure;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one place where what DuckDB says becomes SQLSTATE, message, position, hint and detail. Source: PostgreSQL manual, appendix A; the
 * wording of messages belongs to the pinned driver and is tested.
 */
public final class SqlFailures {
    private static final Pattern NO_SCHEMA = Pattern.compile(" because schema \"([^\"]+)\" does not exist\\.?");

    /** A misspelled table is no hint to the catalog's own. */
    private static final Pattern OF_CATALOGS =
            Pattern.compile("Did you mean \"[^\"]*\\b(pg_|duckdb_|sqlite_|pragma_|information_schema)");

    private static final String SQLSTATE = "sqlstate";

    private SqlFailures() {}

    /** An error of the server's own. */
    public static ApiException of(String sqlState, String message) {
        return new ApiException(ErrorCode.SQL_ERROR, message, Map.of(SQLSTATE, sqlState));
    }

    /** An error of the server's own with a hint. */
    public static ApiException of(String sqlState, String message, String hint) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(SQLSTATE, sqlState);
        details.put("hint", hint);
        return new ApiException(ErrorCode.SQL_ERROR, message, details);
    }

    /** A transaction of DuckDB writes to one database. */
    public static ApiException twoDatabases() {
        return of(
                "0A000",
                "a transaction writes either to one table of the project or to tables of the workspace",
                "Use a transaction for each.");
    }

    /** An error in one of DuckDB's threads stops the others, and one of those may be heard first (docs/duckdb-notes.md). */
    public static ApiException untold() {
        return of(
                "57014",
                "the statement failed in one of its threads, before DuckDB said why",
                "Run it again: the error itself is told most of the time.");
    }

    /** The SQLSTATE of any error. */
    public static String sqlState(ApiException e) {
        return e.details().get(SQLSTATE) instanceof String state
                ? state
                : e.code().sqlState();
    }

    /**
     * What DuckDB said about a statement of a client.
     *
     * @param sql the client's whole text
     * @param offset index of the statement's first char in it
     * @param statement the statement's text as DuckDB got it
     * @param shift bytes that stood before it
     */
    public static ApiException of(SandboxFailure failure, String sql, int offset, Rewriting statement, int shift) {
        if (failure.getMessage().contains("a single transaction can only write to a single attached database")) {
            return twoDatabases();
        }
        String message = withoutPaths(withoutBridges(failure.getMessage()));
        String hint = "";
        int candidates = message.indexOf("\nCandidate");
        int meant = message.indexOf("\nDid you mean");
        int cut = candidates >= 0 ? candidates : meant;
        if (cut > 0) {
            hint = message.substring(cut + 1).strip();
            message = message.substring(0, cut).strip();
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(SQLSTATE, state(failure, message));
        OptionalInt position = failure.position();
        if (position.isPresent() && position.getAsInt() >= shift) {
            int index = statement.original(charIndex(statement.text(), position.getAsInt() - shift));
            details.put("position", SqlErrors.position(sql, offset + index));
        }
        if (!hint.isEmpty() && !OF_CATALOGS.matcher(hint).find()) {
            details.put("hint", hint);
        }
        return new ApiException(codeOf(failure), message, details, failure);
    }

    /** DuckDB sees a bucket only when it sees a table of it: what is missing is the table then, and the bucket is there. */
    public static ApiException inBuckets(ApiException told, Predicate<String> isBucket) {
        Matcher missing = NO_SCHEMA.matcher(told.getMessage());
        boolean isThere = missing.find() && isBucket.test(missing.group(1));
        return isThere
                ? new ApiException(
                        told.code(),
                        told.getMessage().substring(0, missing.start()) + ".",
                        told.details(),
                        told.getCause())
                : told;
    }

    private static ErrorCode codeOf(SandboxFailure failure) {
        return failure.getMessage().toLowerCase(Locale.ROOT).contains("no space left on device")
                ? ErrorCode.STORAGE_FULL
                : ErrorCode.SQL_ERROR;
    }

    /** Names of bridges are no business of clients. */
    private static String withoutBridges(String message) {
        return message.replaceAll("\"?_eider_[0-9]+(_[0-9]+)?\"?\\.", "");
    }

    /** Where the server keeps its files neither. */
    private static String withoutPaths(String message) {
        return message.replaceAll("\"?/[^\"\\s]*(\\.duckdb|/_staging/)[^\"\\s:]*\"?", "of the workspace");
    }

    private static int charIndex(String text, int bytes) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return new String(encoded, 0, Math.min(bytes, encoded.length), StandardCharsets.UTF_8).length();
    }

    private static String state(SandboxFailure failure, String message) {
        return SqlStates.of(
                failure.type(),
                failure.subtype().orElse(""),
                failure.field("type").orElse(""),
                message);
    }
}
