package io.eider.rest.result;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ResultVector;
import io.eider.rest.body.ErrorBodies.Detail;
import io.eider.rest.body.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * A result as one JSON object: {@code {columns, rows, row_count, command, truncated, duration_ms}}, or {@code error} instead of the
 * last four. Numbers are JSON numbers with all their digits, NaN and infinities text, dates and times ISO 8601, BLOB base64, all
 * else DuckDB's text.
 */
public final class JsonResult implements ResultWriter {
    private final LimitedOutput out;
    private final JsonGenerator json;
    private final IsoText iso = new IsoText();
    private final byte[] text = new byte[8_192];
    private ColumnKind[] kinds = {};
    private ResultVector[] vectors = {};
    private String command = "";

    /** Nothing is written yet. */
    public JsonResult(LimitedOutput out) throws IOException {
        this.out = out;
        this.json = Json.generator(out);
    }

    @Override
    public void begin(Head head) throws IOException {
        List<ResultColumn> columns = head.columns();
        command = head.command();
        kinds = columns.stream().map(ResultColumn::kind).toArray(ColumnKind[]::new);
        vectors = new ResultVector[kinds.length];
        json.writeStartObject();
        json.writeArrayFieldStart("columns");
        for (ResultColumn column : columns) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.type());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
    }

    @Override
    public void rows(ResultChunk chunk, int count) throws IOException {
        for (int column = 0; column < vectors.length; column++) {
            vectors[column] = chunk.vector(column);
        }
        for (int row = 0; row < count; row++) {
            json.writeStartArray();
            for (int column = 0; column < vectors.length; column++) {
                ResultVector vector = vectors[column];
                if (vector.isNull(row)) {
                    json.writeNull();
                } else {
                    value(kinds[column], vector, row);
                }
            }
            json.writeEndArray();
            out.check();
        }
    }

    private void value(ColumnKind kind, ResultVector vector, int row) throws IOException {
        switch (kind) {
            case BOOLEAN -> json.writeBoolean(vector.getBoolean(row));
            case INTEGER -> json.writeNumber(vector.getLong(row));
            case FLOAT -> number((float) vector.getDouble(row));
            case DOUBLE -> number(vector.getDouble(row));
            case DECIMAL, HUGE -> number(vector.getDecimal(row));
            case TEXT, NESTED, OTHER -> text(vector, row);
            case DATE -> {
                iso.date(vector.getLong(row));
                text();
            }
            case TIMESTAMP -> {
                iso.timestamp(vector.getLong(row));
                text();
            }
            case TIMESTAMP_TZ -> {
                iso.timestampOfUtc(vector.getLong(row));
                text();
            }
            case BLOB -> json.writeBinary(vector.getBytes(row));
        }
    }

    private void text(ResultVector vector, int row) throws IOException {
        int length = vector.copyUtf8(row, text, 0);
        if (length > text.length) {
            json.writeString(vector.getText(row)); // rare: no need to keep so much room
        } else {
            json.writeUTF8String(text, 0, length);
        }
    }

    private void text() throws IOException {
        json.writeRawUTF8String(iso.bytes(), 0, iso.length());
    }

    private void number(float value) throws IOException {
        if (Float.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Float.toString(value));
        }
    }

    private void number(double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Double.toString(value));
        }
    }

    /** Jackson would write small ones with an exponent. */
    private void number(BigDecimal value) throws IOException {
        json.writeNumber(value.toPlainString());
    }

    @Override
    public void end(Tail tail) throws IOException {
        json.writeEndArray();
        json.writeNumberField("row_count", tail.rows());
        json.writeStringField("command", command);
        json.writeBooleanField("truncated", tail.isTruncated());
        json.writeNumberField("duration_ms", tail.duration().toMillis());
        json.writeEndObject();
        json.close();
    }

    @Override
    public boolean fail(Detail error) throws IOException {
        JsonStreamContext context = json.getOutputContext();
        while (context.inArray()) { // of a row, if a value could not be read
            json.writeEndArray();
            context = json.getOutputContext();
        }
        json.writePOJOField("error", error);
        json.writeEndObject();
        json.close();
        return true;
    }
}
