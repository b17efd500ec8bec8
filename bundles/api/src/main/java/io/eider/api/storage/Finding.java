package io.eider.api.storage;

/**
 * One result of a self-check.
 *
 * @param subject what was looked at
 * @param state how it is
 * @param text what was found, and what to do if it is not good
 */
public record Finding(String subject, State state, String text) {
    /** How it is. */
    public enum State {
        /** As it should be. */
        OK,
        /** Works, but should be looked at. */
        WARNING,
        /** Does not work. */
        FAILED
    }
}
