package io.eider.pgwire.type;

import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ResultVector;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Writes the values of one column as a DataRow holds them: {@code int32 length | bytes}. Belongs to one thread. */
public interface ValueWriter {
    /** The format code of text. */
    int TEXT = 0;
    /** The format code of binary. */
    int BINARY = 1;

    /** The writer for a column, in UTC. */
    static ValueWriter of(ResultColumn column, int format) {
        return of(column, format, ZoneOffset.UTC);
    }

    /**
     * The writer for a column.
     *
     * @param format 0 text, 1 binary
     * @param zone of the session, for {@code timestamptz} in text
     */
    static ValueWriter of(ResultColumn column, int format, ZoneId zone) {
        return of(column, new Style(format, zone, EnumTypes.NONE));
    }

    /** The writer for a column. */
    static ValueWriter of(ResultColumn column, Style style) {
        return style.isBinary() ? BinaryWriters.of(column, style) : TextWriters.of(column, style);
    }

    /**
     * Appends a value; -1 for NULL.
     *
     * @throws io.eider.api.error.ApiException if PostgreSQL's type has no such value
     */
    default void write(ResultVector vector, int row, RowBuffer out) {
        if (vector.isNull(row)) {
            out.putInt(-1);
        } else {
            value(vector, row, out);
        }
    }

    /** Appends a value that is not NULL. */
    void value(ResultVector vector, int row, RowBuffer out);
}
