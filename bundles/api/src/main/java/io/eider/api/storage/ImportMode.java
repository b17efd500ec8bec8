package io.eider.api.storage;

/** What an import does with the rows that are there. */
public enum ImportMode {
    /** Replaces them. */
    FULL,
    /** Adds to them. */
    INCREMENTAL
}
