package io.eider.api.ontology;

/** How a question for a schema ended. Source: ontology contract, section 5.3. */
public enum FetchOutcome {
    /** The ontology server sent the document just now. */
    LIVE("live", true),
    /** The ontology server said just now that the kept document is still the one. */
    NOT_MODIFIED("live", true),
    /** The kept document, which is fresh; the server was not asked. */
    CACHED("cache", true),
    /** The last good document, past its freshness; {@link FetchedSchema#problem} says why there is no newer one. */
    STALE("stale", true),
    /** A document that is part of Eider, because a setting asks for it. */
    PACKAGED("packaged", true),
    /** The ontology server says that it has no such schema. */
    ABSENT("live", false),
    /** The ontology server does not let Eider in, or does not understand it: a setting is wrong. */
    REFUSED("none", false),
    /** What the ontology server sent is no schema, and no good one is kept. */
    INVALID("none", false),
    /** The ontology server does not answer, and no document is kept. */
    UNAVAILABLE("none", false);

    private final String sourceName;
    private final boolean hasDocument;

    FetchOutcome(String sourceName, boolean hasDocument) {
        this.sourceName = sourceName;
        this.hasDocument = hasDocument;
    }

    /** The value of the header {@code X-Ontology-Source}: live, cache, stale, packaged, or none. */
    public String sourceName() {
        return sourceName;
    }

    /** Whether there is a document. */
    public boolean hasDocument() {
        return hasDocument;
    }
}
