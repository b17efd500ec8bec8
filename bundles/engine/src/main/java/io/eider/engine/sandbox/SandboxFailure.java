package io.eider.engine.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * DuckDB refused or failed a statement of a client; what it says with {@code errors_as_json}. Does not leave the bundle that runs
 * the statement.
 */
public final class SandboxFailure extends RuntimeException {
    private static final JsonFactory JSON = new JsonFactory();

    private final String type;
    private final transient Map<String, String> fields;

    private SandboxFailure(String type, String message, Map<String, String> fields, Throwable cause) {
        super(message, cause);
        this.type = type;
        this.fields = fields;
    }

    static SandboxFailure of(SQLException e) {
        String text = String.valueOf(e.getMessage());
        int brace = text.indexOf('{');
        Map<String, String> fields = brace < 0 ? Map.of() : read(text.substring(brace));
        String message = fields.get("exception_message");
        if (message != null) {
            return new SandboxFailure(fields.getOrDefault("exception_type", ""), message, fields, e);
        }
        int colon = text.indexOf(" Error: ");
        boolean typed = colon > 0 && colon < 40;
        return new SandboxFailure(
                typed ? text.substring(0, colon) : "", typed ? text.substring(colon + 8) : text, Map.of(), e);
    }

    private static Map<String, String> read(String json) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Map.of();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, parser.getText());
                parser.skipChildren();
            }
            return fields;
        } catch (IOException e) {
            return Map.of(); // not JSON after all: the plain text is shown
        }
    }

    /** DuckDB's exception type: {@code Catalog}, {@code Binder}, {@code Constraint}, ...; empty if it names none. */
    public String type() {
        return type;
    }

    /** {@code MISSING_ENTRY}, {@code COLUMN_NOT_FOUND}, ... */
    public Optional<String> subtype() {
        return Optional.ofNullable(fields.get("error_subtype"));
    }

    /** Something else that DuckDB tells: {@code candidates}, {@code name}, {@code type}. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name)).filter(text -> !text.isEmpty());
    }

    /** Where in the statement's text (bytes of UTF-8, from 0). */
    public OptionalInt position() {
        String position = fields.get("position");
        return position != null && position.matches("[0-9]{1,9}")
                ? OptionalInt.of(Integer.parseInt(position))
                : OptionalInt.empty();
    }

    /** Whether the statement was ended by {@link SandboxStatement#cancel}. */
    public boolean isInterrupt() {
        return type.equalsIgnoreCase("INTERRUPT") || getMessage().startsWith("Interrupted!");
    }

    /** Whether the instance cannot be used any more. */
    public boolean isFatal() {
        return type.equalsIgnoreCase("FATAL")
                || type.equalsIgnoreCase("INTERNAL")
                || getMessage().contains("database has been invalidated");
    }
}
