package io.eider.api.storage;

import java.util.List;

/**
 * What is wrong with rows that were looked at, and not stored.
 *
 * @param checkedRows how many there were
 * @param badRows how many of them have a fault
 * @param faults by row, at most {@link #MOST}
 * @param hasMore whether there are others
 */
public record RowFaults(long checkedRows, long badRows, List<Fault> faults, boolean hasMore) {
    /** Most faults that are told. */
    public static final int MOST = 1_000;

    /** Copies the list. */
    public RowFaults {
        faults = List.copyOf(faults);
    }

    /**
     * A fault.
     *
     * @param row counted from 1
     * @param column the column, or the name that no column has
     * @param rule that is broken: {@code type}, {@code unknown_column}, {@code named_twice}, or a {@link RowRule.Kind} in lower case
     * @param value cut to 100 characters; empty for NULL
     */
    public record Fault(long row, String column, String rule, String value) {}
}
