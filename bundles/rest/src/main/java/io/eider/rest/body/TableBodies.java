package io.eider.rest.body;

import io.eider.api.id.ColumnName;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.Table;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bodies of tables (storage contract, section 1.6). */
public final class TableBodies {
    private TableBodies() {}

    /** What a new table shall be. */
    public record TableCreate(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name,
            @ArraySchema(minItems = 1, arraySchema = @Schema(requiredMode = Schema.RequiredMode.REQUIRED))
                    List<ColumnDefinition> columns,
            @ArraySchema(arraySchema = @Schema(nullable = true)) List<String> primaryKey) {
        /** Reads it. */
        public static TableCreate read(JsonBody body) {
            return new TableCreate(
                    body.requiredString("name"),
                    body.requiredObjects("columns", ColumnDefinition::read),
                    body.strings("primary_key").orElse(List.of()));
        }

        /**
         * The table it asks for.
         *
         * @throws io.eider.api.error.ApiException INVALID_NAME
         */
        public NewTable toNewTable(TableId id) {
            return new NewTable(
                    id, columns.stream().map(ColumnDefinition::toColumn).toList(), primaryKey);
        }
    }

    /** What a new column shall be. */
    public record ColumnDefinition(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "DECIMAL(10,2)") String type,
            @Schema(defaultValue = "true") boolean nullable,
            @Schema(name = "default", nullable = true, description = "an SQL expression") String defaultExpression) {
        static ColumnDefinition read(JsonBody body) {
            return new ColumnDefinition(
                    body.requiredString("name"),
                    body.requiredString("type"),
                    body.bool("nullable", true),
                    body.string("default").orElse(null));
        }

        private Column toColumn() {
            return new Column(new ColumnName(name), type, nullable, Optional.ofNullable(defaultExpression));
        }
    }

    /** A column. */
    public record ColumnInfo(String name, String type, boolean nullable, int ordinalPosition) {}

    /** A table. */
    public record TableResponse(
            String name,
            String bucket,
            List<ColumnInfo> columns,
            long rowCount,
            long sizeBytes,
            List<String> primaryKey,
            @Schema(nullable = true, format = "date-time") String createdAt,
            @Schema(allowableValues = {"main", "branch", "branch_only", "linked"}) String source) {
        /** As it is on the wire. */
        public static TableResponse of(Table table) {
            return new TableResponse(
                    table.id().name(),
                    table.id().bucket().name(),
                    columnsOf(table),
                    table.rowCount(),
                    table.sizeBytes(),
                    table.primaryKey(),
                    Json.timestamp(table.createdAt()),
                    table.source().wireName());
        }
    }

    /** Tables by name. */
    public record TableListResponse(List<TableResponse> tables, int total) {
        /** As it is on the wire. */
        public static TableListResponse of(List<Table> tables) {
            return new TableListResponse(tables.stream().map(TableResponse::of).toList(), tables.size());
        }
    }

    /** The first rows of a table; written by {@link PreviewWriter}, described here. */
    public record PreviewResponse(
            List<ColumnInfo> columns, List<Map<String, Object>> rows, long totalRowCount, int previewRowCount) {}

    /** The columns of a table, counted from 1. */
    static List<ColumnInfo> columnsOf(Table table) {
        List<ColumnInfo> columns = new ArrayList<>(table.columns().size());
        for (Column column : table.columns()) {
            columns.add(new ColumnInfo(column.name().value(), column.type(), column.nullable(), columns.size() + 1));
        }
        return columns;
    }
}
