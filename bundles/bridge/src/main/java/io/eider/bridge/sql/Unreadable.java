package io.eider.bridge.sql;

/** A statement is not of the form that is known here: it is never guessed. */
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unreadable(String message) {
        super(message);
    }
}
