package io.eider.bridge.jdbc;

import io.eider.api.error.ApiException;
import io.eider.bridge.sql.Json;
import io.eider.engine.SqlStates;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What DuckDB says, as the client of a bridge gets it: with a SQLSTATE, and without names and SQL of the other side. */
public final class Failures {
    /** The source is closed, or the bridge. */
    public static final String GONE = "57P01";

    private static final String WRAPPED = "closed pending query result\nError: ";
    private static final Pattern MARKED = Pattern.compile("\\[([0-9A-Z]{5})] ([^\n]*)");
    private static final Pattern TYPED = Pattern.compile("(?s)(?:Query failed: )?([A-Za-z ]{1,40}) Error: (.*)");
    private static final Pattern HINTS = Pattern.compile("(?s)\n(\nLINE |Did you mean|Candidate).*");

    private Failures() {}

    public static SQLException of(ApiException e) {
        return new SQLException(e.getMessage(), e.code().sqlState(), e);
    }

    public static SQLException gone() {
        return new SQLException("The bridge was closed, or its source", GONE);
    }

    public static SQLException otherCatalog() {
        return new SQLException(
                "This transaction has written to another catalog - a single transaction writes to one catalog only",
                "0A000");
    }

    /** An error that travels through DuckDB, which keeps nothing but the message. */
    public static SQLException marked(String state, String message) {
        return new SQLException("[" + state + "] " + message, state);
    }

    /** An error of the source on its way through the target. */
    public static SQLException carried(SQLException e) {
        SQLException told = atSource(e, "");
        return marked(told.getSQLState(), told.getMessage().lines().findFirst().orElse(""));
    }

    /** What was thrown by the target. */
    public static SQLException atTarget(SQLException e) {
        return translated(e, "");
    }

    /** What was thrown by the source: no names of its other tables, no statement as it was sent. */
    public static SQLException atSource(SQLException e, String qualifier) {
        SQLException translated = translated(e, qualifier);
        String message = HINTS.matcher(translated.getMessage()).replaceAll("");
        return new SQLException(message, translated.getSQLState());
    }

    private static SQLException translated(SQLException e, String qualifier) {
        String text = String.valueOf(e.getMessage());
        Matcher marked = MARKED.matcher(text);
        if (marked.find()) {
            return new SQLException(marked.group(2), marked.group(1));
        }
        if (e.getSQLState() != null) {
            return e;
        }
        if (text.contains("Connection was closed")
                || text.contains("onnection has been closed")
                || text.contains("database has been invalidated")) {
            return gone();
        }
        int wrapped = text.indexOf(WRAPPED);
        String inner = wrapped < 0 ? text : text.substring(wrapped + WRAPPED.length());
        return typed(inner.startsWith("{") ? inner : inner.replace(qualifier, ""));
    }

    @SuppressWarnings("unchecked")
    private static SQLException typed(String text) {
        if (text.startsWith("{")) {
            Map<String, Object> fields = (Map<String, Object>) Json.read(text);
            String message = Json.text(fields, "exception_message");
            String state = SqlStates.of(
                    Json.text(fields, "exception_type"),
                    Json.text(fields, "error_subtype"),
                    Json.text(fields, "type"),
                    message);
            return new SQLException(message, state);
        }
        Matcher typed = TYPED.matcher(text);
        return typed.matches()
                ? new SQLException(text, SqlStates.of(typed.group(1), "", "", typed.group(2)))
                : new SQLException(text, SqlStates.of("", "", "", text));
    }
}
