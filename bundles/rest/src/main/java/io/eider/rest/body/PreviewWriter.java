package io.eider.rest.body;

import com.fasterxml.jackson.core.JsonGenerator;
import io.eider.api.storage.RowSink;
import io.eider.api.storage.Table;
import io.eider.rest.body.TableBodies.ColumnInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes a preview row by row as it is read: {@code {columns, rows, total_row_count, preview_row_count}}. A failing
 * {@code out} ends the reading with an {@link UncheckedIOException}. Not thread-safe.
 */
public final class PreviewWriter implements RowSink {
    private final JsonGenerator json;
    private final JsonValues values;
    private List<String> names = List.of();
    private long totalRows;
    private int rows;

    /** Writes to a stream, which is not closed. */
    public PreviewWriter(OutputStream out) throws IOException {
        this.json = Json.generator(out);
        this.values = new JsonValues(json);
    }

    @Override
    public void begin(Table table) {
        totalRows = table.rowCount();
        List<ColumnInfo> columns = TableBodies.columnsOf(table);
        names = columns.stream().map(ColumnInfo::name).toList();
        try {
            json.writeStartObject();
            json.writeFieldName("columns");
            json.writeStartArray();
            for (ColumnInfo column : columns) {
                json.writePOJO(column);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("rows");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void row(List<Object> row) {
        try {
            values.writeObject(names, row);
            rows++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Completes the body. */
    public void end() throws IOException {
        json.writeEndArray();
        json.writeNumberField("total_row_count", totalRows);
        json.writeNumberField("preview_row_count", rows);
        json.writeEndObject();
        json.close();
    }
}
