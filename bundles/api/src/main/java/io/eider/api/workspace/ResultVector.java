package io.eider.api.workspace;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * The values of one column in one chunk. Valid until the next chunk is asked for. Only the getter that {@link ColumnKind} names
 * and {@link #getText} work; on NULL they give an arbitrary value.
 */
public interface ResultVector {
    /** Whether the value is NULL. */
    boolean isNull(int row);

    /** A BOOLEAN. */
    boolean getBoolean(int row);

    /** An integer, a day, microseconds. */
    long getLong(int row);

    /** A FLOAT or DOUBLE. */
    double getDouble(int row);

    /** A DECIMAL or a large integer. */
    BigDecimal getDecimal(int row);

    /** The digits of a DECIMAL of at most 18 digits as one integer: 1.50 is 150. */
    default long getUnscaled(int row) {
        return getDecimal(row).unscaledValue().longValueExact();
    }

    /** Any value as DuckDB writes it; of a BLOB, as DuckDB writes it too. */
    String getText(int row);

    /**
     * Copies {@link #getText} as UTF-8 without making a String of it.
     *
     * @param at index of the first byte to write
     * @return its length in bytes; nothing was copied if {@code target} has less room than that
     */
    default int copyUtf8(int row, byte[] target, int at) {
        byte[] text = getText(row).getBytes(StandardCharsets.UTF_8);
        if (text.length <= target.length - at) {
            System.arraycopy(text, 0, target, at, text.length);
        }
        return text.length;
    }

    /** A BLOB. */
    byte[] getBytes(int row);
}
