package io.eider.rest.body;

import io.eider.api.storage.DedupMode;
import io.eider.api.storage.RowInsert;
import io.eider.api.storage.RowUpdate;
import io.eider.api.storage.RowsChanged;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** Bodies of changes of rows (storage contract, sections 1.7 and 11). */
public final class RowBodies {
    private static final List<String> DEDUP_MODES =
            List.of("fail_on_duplicates", "insert_duplicates", "update_duplicates");

    private RowBodies() {}

    /** Which rows to delete. */
    public record DeleteRows(
            @Schema(
                            requiredMode = Schema.RequiredMode.REQUIRED,
                            description = "one SQL expression; 1=1, true and 1 are all rows")
                    String whereClause) {
        /** Reads it. */
        public static DeleteRows read(JsonBody body) {
            return new DeleteRows(body.requiredString("where_clause"));
        }
    }

    /** Rows to add. */
    public record InsertRows(
            @ArraySchema(
                            minItems = 1,
                            maxItems = RowInsert.MAX_ROWS,
                            arraySchema =
                                    @Schema(
                                            requiredMode = Schema.RequiredMode.REQUIRED,
                                            description = "objects of column names and values"))
                    List<Map<String, Object>> rows,
            @Schema(
                            defaultValue = "fail_on_duplicates",
                            allowableValues = {"fail_on_duplicates", "insert_duplicates", "update_duplicates"})
                    String dedupMode) {
        /** Reads it. */
        public static InsertRows read(JsonBody body) {
            return new InsertRows(
                    body.requiredMaps("rows", RowInsert.MAX_ROWS), body.literal("dedup_mode", DEDUP_MODES));
        }

        /** What it asks for. */
        public RowInsert toInsert() {
            return new RowInsert(rows, DedupMode.of(dedupMode));
        }
    }

    /** Which rows to change, and how. */
    public record UpdateRows(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "one SQL expression") String whereClause,
            @Schema(nullable = true, description = "values by column") Map<String, Object> set,
            @Schema(nullable = true, description = "SQL expressions over the columns as they were, by column")
                    Map<String, String> setExpressions) {
        /** Reads it. */
        public static UpdateRows read(JsonBody body) {
            return new UpdateRows(
                    body.requiredString("where_clause"),
                    body.object("set").orElse(Map.of()),
                    body.stringMap("set_expressions").orElse(Map.of()));
        }

        /** What it asks for. */
        public RowUpdate toUpdate() {
            return new RowUpdate(whereClause, set, setExpressions);
        }
    }

    /** What an insert did. */
    public record InsertRowsResponse(long insertedRows, long tableRowsAfter) {
        /** As it is on the wire. */
        public static InsertRowsResponse of(RowsChanged changed) {
            return new InsertRowsResponse(changed.changed(), changed.tableRows());
        }
    }

    /** What an update did. */
    public record UpdateRowsResponse(long updatedRows, long tableRowsAfter) {
        /** As it is on the wire. */
        public static UpdateRowsResponse of(RowsChanged changed) {
            return new UpdateRowsResponse(changed.changed(), changed.tableRows());
        }
    }

    /** What a delete did. */
    public record DeleteRowsResponse(long deletedRows, long tableRowsAfter) {
        /** As it is on the wire. */
        public static DeleteRowsResponse of(RowsChanged changed) {
            return new DeleteRowsResponse(changed.changed(), changed.tableRows());
        }
    }
}
