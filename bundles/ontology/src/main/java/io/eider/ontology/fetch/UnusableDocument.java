package io.eider.ontology.fetch;

/** A document that must not be used; the message says why, worded to stand after the document. */
public final class UnusableDocument extends Exception {
    /** A document that must not be used. */
    public UnusableDocument(String message) {
        super(message);
    }
}
