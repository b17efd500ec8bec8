package io.eider.api.storage;

/** Hears how far a long operation is. Called on other threads, a few times a second. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress NONE = fraction -> {};

    /**
     * Reports the state.
     *
     * @param fraction 0 to 1
     */
    void report(double fraction);
}
