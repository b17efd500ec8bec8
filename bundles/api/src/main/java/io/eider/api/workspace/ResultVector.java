package io.eider.api.workspace;

import java.math.BigDecimal;

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

    /** Any value as DuckDB writes it; of a BLOB, as DuckDB writes it too. */
    String getText(int row);

    /** A BLOB. */
    byte[] getBytes(int row);
}
