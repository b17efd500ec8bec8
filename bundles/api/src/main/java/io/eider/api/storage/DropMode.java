package io.eider.api.storage;

/** What a drop does with what the object holds. Named as in SQL. */
public enum DropMode {
    /** Drop what it holds as well. */
    CASCADE,
    /** Refuse if it holds anything. */
    RESTRICT
}
