package io.eider.storage.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.eider.engine.Sql;
import io.eider.engine.TableSession;
import io.eider.storage.catalog.Json;
import io.eider.storage.catalog.StoredTable.Base;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a table file says of itself in {@code COMMENT ON TABLE data} (ADR-0002): a JSON object
 * {@code {"eider":1,"table":"p/default/b/t","uid":"…","version":3,"primary_key":["id"],"created_at":"…"}}, in a branch's copy with {@code "base":{"uid":"…","version":2}}. The catalog can be
 * rebuilt from it.
 *
 * @param table {@code project/branch/bucket/table} at the time of writing
 * @param uid names the table for its whole life
 * @param version from 1
 * @param primaryKey key columns in key order
 * @param createdAt when the table was made
 * @param base what a branch copied
 */
record TableDescription(
        String table, String uid, long version, List<String> primaryKey, Instant createdAt, Optional<Base> base) {
    private static final int FORM = 1;

    TableDescription {
        primaryKey = List.copyOf(primaryKey);
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
        base.ifPresent(copied -> json.putObject("base")
                .put("uid", copied.uid())
                .put("version", copied.version())
                .put("copied_at", copied.copiedAt().toString()));
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
                    Instant.parse(json.path("created_at").asText()),
                    json.has("base")
                            ? Optional.of(new Base(
                                    json.path("base").path("uid").asText(),
                                    json.path("base").path("version").asLong(),
                                    Instant.parse(
                                            json.path("base").path("copied_at").asText())))
                            : Optional.empty()));
        } catch (JsonProcessingException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }
}
