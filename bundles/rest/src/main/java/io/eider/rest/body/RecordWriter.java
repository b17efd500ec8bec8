package io.eider.rest.body;

import com.fasterxml.jackson.core.JsonGenerator;
import io.eider.api.storage.RowSink;
import io.eider.api.storage.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes rows as objects as they are read, all in a list or one alone; DECIMAL as a number with all its digits (ontology contract, section 2).
 * A failing {@code out} ends the reading with an {@link UncheckedIOException}. Not thread-safe.
 */
public final class RecordWriter implements RowSink {
    private final JsonGenerator json;
    private final JsonValues values;
    private final Form form;
    private List<String> names = List.of();
    private long count;

    /** How rows stand in the body. */
    public enum Form {
        /** All in a list. */
        LIST,
        /** One without a list. */
        ONE
    }

    /** Writes to a stream, which is not closed. */
    public RecordWriter(OutputStream out, Form form) throws IOException {
        this.json = Json.generator(out);
        this.values = new JsonValues(json, JsonValues.Decimals.NUMBER);
        this.form = form;
        if (form == Form.LIST) {
            json.writeStartArray();
        }
    }

    @Override
    public void begin(Table table) {
        names = table.columns().stream().map(column -> column.name().value()).toList();
    }

    @Override
    public void row(List<Object> row) {
        try {
            values.writeObject(names, row);
            count++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows so far. */
    public long count() {
        return count;
    }

    /** Completes the body. */
    public void end() throws IOException {
        if (form == Form.LIST) {
            json.writeEndArray();
        }
        json.close();
    }
}
