package io.eider.pgwire.connection;

/** How bad it is. Source: PostgreSQL manual, "Error and Notice Message Fields". */
public enum Severity {
    ERROR,
    /** The connection ends. */
    FATAL,
    PANIC,
    WARNING,
    NOTICE,
    DEBUG,
    INFO,
    LOG
}
