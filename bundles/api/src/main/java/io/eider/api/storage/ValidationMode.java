package io.eider.api.storage;

/** What an import does with rows that break rules. */
public enum ValidationMode {
    /** Rows are not looked at. */
    OFF,
    /** They are imported, and said in the result. */
    WARN,
    /** The import fails, and nothing changes. */
    REJECT,
    /** They go to the table {@code <table>__rejects} of the bucket, and the others are imported. */
    QUARANTINE
}
