package io.eider.api.storage;

import java.util.Locale;

/** Where the rows of a table that is seen in a branch come from. */
public enum TableSource {
    /** The default branch. */
    MAIN,
    /** The branch's own copy. */
    BRANCH,
    /** A table that exists only in the branch. */
    BRANCH_ONLY,
    /** A bucket of another project. */
    LINKED;

    /** The name on the wire, lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
