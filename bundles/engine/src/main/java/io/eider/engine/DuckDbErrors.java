package io.eider.engine;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.engine.DuckDbFailure.Kind;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Turns what the driver throws into an error. The driver gives no SQLSTATE, only a message that begins with the name of the
 * exception type ({@code Catalog Error: ...}); the wording belongs to the pinned version and every prefix has a test.
 */
public final class DuckDbErrors {
    private static final Map<String, Kind> KINDS = kinds();

    private DuckDbErrors() {}

    /** An {@link ApiException} for what means the same everywhere (disk full, out of memory), else a {@link DuckDbFailure}. */
    static RuntimeException translate(SQLException e) {
        String text = e.getMessage() == null ? "" : e.getMessage();
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left on device") || lower.contains("disk quota exceeded")) {
            return new ApiException(ErrorCode.STORAGE_FULL, "The disk is full; nothing changed", Map.of(), e);
        }
        if (lower.startsWith("out of memory error")) {
            return new ApiException(
                    ErrorCode.TOO_BUSY, "The operation needs more memory than is free; repeat it later", Map.of(), e);
        }
        return new DuckDbFailure(kindOf(lower), messageOf(text), e);
    }

    /** Whether the instance that said this has to be closed and opened again. */
    static boolean isFatal(SQLException e) {
        String lower = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return kindOf(lower) == Kind.FATAL || lower.contains("database has been invalidated");
    }

    private static Kind kindOf(String lower) {
        for (Map.Entry<String, Kind> entry : KINDS.entrySet()) {
            if (lower.startsWith(entry.getKey())) {
                return entry.getValue();
            }
        }
        return Kind.OTHER;
    }

    /** Without the type at the beginning and without the excerpt of the statement at the end. */
    private static String messageOf(String text) {
        int colon = text.indexOf(": ");
        String body = colon > 0 && text.substring(0, colon).endsWith("Error") ? text.substring(colon + 2) : text;
        int excerpt = body.indexOf("\n\nLINE ");
        return (excerpt < 0 ? body : body.substring(0, excerpt)).strip();
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put("parser error", Kind.PARSER);
        kinds.put("syntax error", Kind.PARSER);
        kinds.put("binder error", Kind.BINDER);
        kinds.put("catalog error", Kind.CATALOG);
        kinds.put("dependency error", Kind.CATALOG);
        kinds.put("constraint error", Kind.CONSTRAINT);
        kinds.put("conversion error", Kind.CONVERSION);
        kinds.put("out of range error", Kind.CONVERSION);
        kinds.put("mismatch type error", Kind.CONVERSION);
        kinds.put("invalid type error", Kind.CONVERSION);
        kinds.put("invalid input error", Kind.INVALID_INPUT);
        kinds.put("io error", Kind.IO);
        kinds.put("http error", Kind.IO);
        kinds.put("serialization error", Kind.IO);
        kinds.put("transactioncontext error", Kind.TRANSACTION);
        kinds.put("transaction error", Kind.TRANSACTION);
        kinds.put("permission error", Kind.PERMISSION);
        kinds.put("fatal error", Kind.FATAL);
        kinds.put("internal error", Kind.FATAL);
        return kinds;
    }
}
