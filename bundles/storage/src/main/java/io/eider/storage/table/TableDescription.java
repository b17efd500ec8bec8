package io.eider.storage.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.id.TableId;
import io.eider.engine.Sql;
import io.eider.engine.TableSession;
import io.eider.storage.catalog.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a table file says of itself in {@code COMMENT ON TABLE data} (ADR-0002): a JSON object
 * {@code {"eider":1,"table":"p/default/b/t","uid":"…","version":3,"primary_key":["id"],"created_at":"…"}}. The catalog can be
 * rebuilt from it.
 *
 * @param table {@code project/branch/bucket/table} at the time of writing
 * @param uid names the table for its whole life
 * @param version from 1
 * @param primaryKey key columns in key order
 * @param createdAt when the table was made
 */
record TableDescription(String table, String uid, long version, List<String> primaryKey, Instant createdAt) {
    private static final int FORM = 1;

    TableDescription {
        primaryKey = List.copyOf(primaryKey);
    }

    static TableDescription of(TableId id, String uid, long version, List<String> primaryKey, Instant createdAt) {
        return new TableDescription(id.toString(), uid, version, primaryKey, createdAt);
    }

    /** Writes it into the attached file. */
    void write(TableSession session) {
        session.execute("COMMENT ON TABLE " + session.table() + " IS " + Sql.literal(toJson()));
    }

    /** Reads it from the attached file; empty if the file is not one of Eider's. */
    static Optional<TableDescription> read(TableSession session) {
        return session
                .query(
                        "SELECT comment FROM duckdb_tables() WHERE database_name = ? AND schema_name = 'main'"
                                + " AND table_name = 'data'",
                        row -> Optional.ofNullable(row.getString(1)),
                        session.catalog())
                .stream()
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(TableDescription::parse);
    }

    private String toJson() {
        var json = Json.MAPPER.createObjectNode();
        json.put("eider", FORM);
        json.put("table", table);
        json.put("uid", uid);
        json.put("version", version);
        json.set("primary_key", Json.MAPPER.valueToTree(primaryKey));
        json.put("created_at", createdAt.toString());
        return json.toString();
    }

    private static Optional<TableDescription> parse(String comment) {
        try {
            JsonNode json = Json.MAPPER.readTree(comment);
            if (json.path("eider").asInt() != FORM) {
                return Optional.empty();
            }
            return Optional.of(new TableDescription(
                    json.path("table").asText(),
                    json.path("uid").asText(),
                    json.path("version").asLong(),
                    Json.strings(json.path("primary_key")),
                    Instant.parse(json.path("created_at").asText())));
        } catch (JsonProcessingException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }
}
