package io.eider.api.auth;

import java.util.Locale;

/** What a project key may do (storage contract, BUG-2, "Ours"). Each scope includes the ones after it. */
public enum Scope {
    /** Everything in its project. */
    PROJECT_ADMIN,
    /** Reads and writes inside its branch. */
    BRANCH_ADMIN,
    /** Reads inside its branch. */
    BRANCH_READ;

    /** The name on the wire: {@code project_admin}, {@code branch_admin}, {@code branch_read}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the scope is bound to one branch. */
    public boolean isOfBranch() {
        return this != PROJECT_ADMIN;
    }
}
