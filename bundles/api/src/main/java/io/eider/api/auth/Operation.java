package io.eider.api.auth;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import java.util.Optional;

/**
 * Every operation of the REST API and who may do it: the only table of permissions. A front asks {@link #isAllowed} before
 * anything else looks at the request.
 *
 * <p>Source: storage contract, sections 0.4 and 8.1 (BUG-2).
 */
public enum Operation {
    /** Service information, health, metrics, documents. */
    READ_SERVICE(Access.PUBLIC),
    INIT_BACKEND(Access.SERVER_ADMIN),
    REMOVE_BACKEND(Access.SERVER_ADMIN),
    CREATE_PROJECT(Access.SERVER_ADMIN),
    LIST_PROJECTS(Access.SERVER_ADMIN),
    READ_PROJECT(Access.PROJECT_READ),
    UPDATE_PROJECT(Access.PROJECT_WRITE),
    DROP_PROJECT(Access.PROJECT_WRITE),
    MANAGE_KEYS(Access.PROJECT_WRITE),
    READ_BUCKET(Access.BRANCH_READ),
    CREATE_BUCKET(Access.BRANCH_WRITE),
    DROP_BUCKET(Access.BRANCH_WRITE),
    READ_TABLE(Access.BRANCH_READ),
    CREATE_TABLE(Access.BRANCH_WRITE),
    DROP_TABLE(Access.BRANCH_WRITE),
    IMPORT_TABLE(Access.BRANCH_WRITE),
    EXPORT_TABLE(Access.BRANCH_READ),
    READ_FILE(Access.PROJECT_READ),
    WRITE_FILE(Access.PROJECT_FILES),
    DROP_FILE(Access.PROJECT_FILES);

    private final Access access;

    Operation(Access access) {
        this.access = access;
    }

    /** Whether the operation needs no key at all. */
    public boolean isPublic() {
        return access == Access.PUBLIC;
    }

    /** Whether only the server's admin key will do. */
    public boolean isServerAdminOnly() {
        return access == Access.SERVER_ADMIN;
    }

    /**
     * Whether the caller may do this.
     *
     * @param project the project that the request names, if it names one
     * @param branch the branch that the request names, if it names one
     */
    public boolean isAllowed(Caller caller, Optional<ProjectId> project, Optional<BranchId> branch) {
        if (isPublic() || caller instanceof Caller.Admin) {
            return true;
        }
        return caller instanceof Caller.ProjectKey key
                && !isServerAdminOnly()
                && project.filter(key.project()::equals).isPresent()
                && isInScope(key, branch);
    }

    private boolean isInScope(Caller.ProjectKey key, Optional<BranchId> branch) {
        return switch (key.scope()) {
            case PROJECT_ADMIN -> true;
            case BRANCH_ADMIN -> access != Access.PROJECT_WRITE && (isOfProject() || branch.equals(key.branch()));
            case BRANCH_READ -> access.isRead && (isOfProject() || branch.equals(key.branch()));
        };
    }

    private boolean isOfProject() {
        return access == Access.PROJECT_READ || access == Access.PROJECT_FILES;
    }

    private enum Access {
        PUBLIC(true),
        SERVER_ADMIN(false),
        PROJECT_READ(true),
        /** Uploads serve imports into a branch, so a branch's admin may make them. */
        PROJECT_FILES(false),
        PROJECT_WRITE(false),
        BRANCH_READ(true),
        BRANCH_WRITE(false);

        private final boolean isRead;

        Access(boolean isRead) {
            this.isRead = isRead;
        }
    }
}
