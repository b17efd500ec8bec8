package io.eider.bridge.live;

/** A statement is not of the form that is known here: it is never guessed. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message);
    }
}
