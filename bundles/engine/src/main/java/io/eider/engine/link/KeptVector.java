package io.eider.engine.link;

import java.nio.ByteBuffer;
import org.duckdb.DuckDBWritableVector;

/** A vector of the source, copied so that the source may go on. Without {@code texts} it is the memory of fixed-width values. */
record KeptVector(byte[] values, long[] validity, byte[][] texts) {
    long bytes() {
        long bytes = values == null ? 0 : values.length;
        if (texts != null) {
            for (byte[] text : texts) {
                bytes += text == null ? Long.BYTES : text.length + 2 * Long.BYTES;
            }
        }
        return bytes;
    }

    void copyTo(DuckDBWritableVector vector) {
        if (texts != null) {
            vector.setStringUtf8Batch(0, texts);
            return;
        }
        VectorCopy.memory(vector).put(0, values);
        ByteBuffer target = VectorCopy.validity(vector);
        for (int i = 0; i < validity.length; i++) {
            target.putLong(i * Long.BYTES, validity[i]);
        }
    }
}
