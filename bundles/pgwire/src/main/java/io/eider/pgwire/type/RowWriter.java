package io.eider.pgwire.type;

import io.eider.api.error.ApiException;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ResultVector;
import java.time.ZoneId;
import java.util.List;

/** Writes rows as DataRow messages: {@code 'D' | int32 length | int16 columns | (int32 length | bytes) of each}. Belongs to one thread. */
public final class RowWriter {
    private final ValueWriter[] writers;
    private final ResultVector[] vectors;

    /**
     * A writer for a result.
     *
     * @param formats of each column: 0 text, 1 binary
     * @param zone of the session
     */
    public RowWriter(List<ResultColumn> columns, int[] formats, ZoneId zone) {
        this.writers = new ValueWriter[columns.size()];
        this.vectors = new ResultVector[columns.size()];
        for (int i = 0; i < writers.length; i++) {
            ResultColumn column = columns.get(i);
            writers[i] = ValueWriter.of(column, new Style(formats[i], zone, EnumTypes.of(column)));
        }
    }

    /**
     * Appends the messages of some rows.
     *
     * @param to the row after the last
     * @param maxBytes in the buffer; the row that reaches it is the last that is written
     * @return the next row to be written
     * @throws ApiException if a value cannot be written; the buffer then ends with the row before
     */
    public int write(ResultChunk chunk, int from, int to, int maxBytes, RowBuffer out) {
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = chunk.vector(i);
        }
        int row = from;
        while (row < to) {
            int start = out.size();
            try {
                row(row, out);
            } catch (ApiException e) {
                out.truncate(start);
                throw e;
            }
            row++;
            if (out.size() >= maxBytes) {
                return row;
            }
        }
        return row;
    }

    private void row(int row, RowBuffer out) {
        out.putByte('D');
        int length = out.beginLength();
        out.putShort(writers.length);
        for (int i = 0; i < writers.length; i++) {
            writers[i].write(vectors[i], row, out);
        }
        out.putInt(length, out.size() - length);
    }
}
