package io.eider.engine.link;

/** When rows leave the source. */
public enum Keeping {
    /** While they are read; meanwhile the connection can do nothing else. */
    NONE,
    /** All at once, before the first is read. */
    ALL
}
