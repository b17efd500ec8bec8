package io.eider.metrics;

import java.util.Arrays;

/** The label values of one series; wraps the array of the caller for a look-up, its own copy as a key that stays. */
record Labels(String... values) {
    Labels copy() {
        return new Labels(values.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels labels && Arrays.equals(values, labels.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
