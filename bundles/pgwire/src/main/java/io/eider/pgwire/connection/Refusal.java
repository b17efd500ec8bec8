package io.eider.pgwire.connection;

/** A client is not let in. */
final class Refusal extends RuntimeException {
    private final transient ErrorFields fields;

    Refusal(String sqlState, String message) {
        this(ErrorFields.fatal(sqlState, message));
    }

    Refusal(ErrorFields fields) {
        super(fields.message(), null, false, false);
        this.fields = fields;
    }

    /** What the client is told. */
    ErrorFields fields() {
        return fields;
    }
}
