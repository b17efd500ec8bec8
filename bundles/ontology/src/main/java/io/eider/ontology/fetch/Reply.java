package io.eider.ontology.fetch;

/** What an ontology server answered to one question. That it did not answer is {@link Unavailable}. */
sealed interface Reply {
    /** A document. */
    record Sent(Kept kept) implements Reply {}

    /** The kept document is still the one; it is kept anew, as of now. */
    record NotModified(Kept kept) implements Reply {}

    /** There is no such schema. */
    record Absent() implements Reply {}

    /** Eider is not let in, or not understood. */
    record Refused(String problem) implements Reply {}

    /** What came is no document that may be read. */
    record Invalid(String problem) implements Reply {}
}
