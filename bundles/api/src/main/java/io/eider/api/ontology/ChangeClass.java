package io.eider.api.ontology;

/** What a change may do to data. Each class contains the ones before it. Source: ontology contract, section 5.2. */
public enum ChangeClass {
    /** Every row keeps what it says. */
    SAFE,
    /** As SAFE if a check of the rows passes; it is refused otherwise. */
    GUARDED,
    /** Values are lost: a snapshot is taken before, and somebody has to approve it. */
    DESTRUCTIVE,
    /** Cannot be done on these rows; somebody has to change rows or schema. */
    BLOCKED
}
