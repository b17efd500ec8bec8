package io.eider.storage.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import io.eider.storage.catalog.Json;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.StoredTable.Base;
import io.eider.storage.catalog.StoredTable.FileMark;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that exists already, from a snapshot or a branch, and is to become a table's next version.
 *
 * @param next the version, with the mark of the file
 * @param file where it lies now; it is linked, not moved
 * @param emptied the branch's table that goes when its file has become the default branch's
 */
public record Adoption(StoredTable next, Path file, Optional<TableId> emptied) {
    /**
     * The next version of a table out of a file, or the first one.
     *
     * @param shape columns, key, rows and size of the file
     * @param mark what the file says of itself
     * @param before the version that it replaces; empty for a new table
     * @param otherwise uid, version 1, moment and base of a new table
     */
    public static StoredTable next(
            TableId id, Table shape, FileMark mark, Optional<StoredTable> before, NewTable otherwise) {
        Table table = new Table(
                id,
                shape.columns(),
                shape.primaryKey(),
                shape.rowCount(),
                shape.sizeBytes(),
                before.map(stored -> stored.table().version() + 1).orElse(otherwise.version),
                before.map(stored -> stored.table().createdAt()).orElse(otherwise.createdAt),
                id.bucket().branch().isDefault() ? TableSource.MAIN : TableSource.BRANCH);
        String uid = before.map(StoredTable::uid).orElse(otherwise.uid);
        Optional<Base> base = before.isPresent() ? before.get().base() : otherwise.base;
        return new StoredTable(table, id, uid, mark, base, false);
    }

    /**
     * What a table that is not there yet begins with.
     *
     * @param uid its name for life
     * @param version the first
     * @param createdAt now
     * @param base of a branch's copy
     */
    public record NewTable(String uid, long version, Instant createdAt, Optional<Base> base) {}

    public String toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        Table table = next.table();
        put(json.putObject("table"), table.id());
        json.put("columns", Json.columns(table.columns()));
        json.put("primary_key", Json.write(table.primaryKey()));
        json.put("row_count", table.rowCount());
        json.put("size_bytes", table.sizeBytes());
        json.put("version", table.version());
        json.put("created_at", table.createdAt().toString());
        json.put("uid", next.uid());
        json.put("file_uid", next.file().uid());
        json.put("file_version", next.file().version());
        json.put("file_modified_ns", next.file().modifiedNanos());
        next.base().ifPresent(base -> json.putObject("base")
                .put("uid", base.uid())
                .put("version", base.version())
                .put("copied_at", base.copiedAt().toString()));
        json.put("file", file.toString());
        emptied.ifPresent(id -> put(json.putObject("emptied"), id));
        return json.toString();
    }

    static Adoption parse(String text) {
        JsonNode json = Json.tree(text);
        TableId id = id(json.path("table"));
        Table table = new Table(
                id,
                Json.columns(json.path("columns").asText()),
                Json.strings(json.path("primary_key").asText()),
                json.path("row_count").asLong(),
                json.path("size_bytes").asLong(),
                json.path("version").asLong(),
                Instant.parse(json.path("created_at").asText()),
                id.bucket().branch().isDefault() ? TableSource.MAIN : TableSource.BRANCH);
        FileMark mark = new FileMark(
                json.path("file_uid").asText(),
                json.path("file_version").asLong(),
                json.path("file_modified_ns").asLong());
        JsonNode base = json.path("base");
        Optional<Base> copied = base.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Base(
                        base.path("uid").asText(),
                        base.path("version").asLong(),
                        Instant.parse(base.path("copied_at").asText())));
        return new Adoption(
                new StoredTable(table, id, json.path("uid").asText(), mark, copied, false),
                Path.of(json.path("file").asText()),
                json.has("emptied") ? Optional.of(id(json.path("emptied"))) : Optional.empty());
    }

    private static void put(ObjectNode json, TableId id) {
        json.put("project", id.project().value());
        json.put("branch", id.bucket().branch().value());
        json.put("bucket", id.bucket().name());
        json.put("name", id.name());
    }

    private static TableId id(JsonNode json) {
        BucketId bucket = new BucketId(
                new ProjectId(json.path("project").asText()),
                new BranchId(json.path("branch").asText()),
                json.path("bucket").asText());
        return new TableId(bucket, json.path("name").asText());
    }
}
