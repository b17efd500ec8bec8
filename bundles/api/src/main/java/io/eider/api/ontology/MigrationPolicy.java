package io.eider.api.ontology;

/** What a bound table follows its schema in without being asked. */
public enum MigrationPolicy {
    /** Nothing, and nothing is planned. */
    OFF,
    /** Nothing; what would have to be done is planned. */
    PLAN_ONLY,
    /** Plans of safe changes. */
    SAFE,
    /** As SAFE, and guarded changes whose check passed. */
    GUARDED,
    /** Everything that can be done, destructive changes after a snapshot. */
    ALL
}
