package io.eider.engine;

/**
 * DuckDB refused or failed a statement, for a reason that only the calling domain can turn into an error code. Does not
 * leave a domain bundle.
 */
public final class DuckDbFailure extends RuntimeException {
    private final Kind kind;

    DuckDbFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** The family that DuckDB names at the beginning of its message. */
    public Kind kind() {
        return kind;
    }

    /** DuckDB's exception types, as far as a domain tells them apart. */
    public enum Kind {
        /** The text is not SQL. */
        PARSER,
        /** A name or type does not fit. */
        BINDER,
        /** An object is missing or is there already. */
        CATALOG,
        /** NOT NULL, UNIQUE, CHECK. */
        CONSTRAINT,
        /** A value does not fit its type. */
        CONVERSION,
        /** A file cannot be read as what it should be. */
        INVALID_INPUT,
        /** The disk or a file. */
        IO,
        /** Another writer was first. */
        TRANSACTION,
        /** Refused by the sandbox. */
        PERMISSION,
        /** The instance is not usable any more. */
        FATAL,
        /** Anything else. */
        OTHER
    }
}
