package io.eider.api.auth;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
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
    /** Calls of a PostgreSQL front on this machine; they ask for the service token themselves, which is no key of a caller. */
    SERVE_PGWIRE(Access.PUBLIC),
    INIT_BACKEND(Access.SERVER_ADMIN),
    REMOVE_BACKEND(Access.SERVER_ADMIN),
    READ_LOG_LEVEL(Access.SERVER_ADMIN),
    SET_LOG_LEVEL(Access.SERVER_ADMIN),

    CREATE_PROJECT(Access.SERVER_ADMIN, "project"),
    LIST_PROJECTS(Access.SERVER_ADMIN),
    READ_PROJECT(Access.PROJECT_READ),
    UPDATE_PROJECT(Access.PROJECT_WRITE, "project"),
    DELETE_PROJECT(Access.PROJECT_WRITE, "project"),

    READ_API_KEY(Access.PROJECT_WRITE),
    CREATE_API_KEY(Access.PROJECT_WRITE, "api_key"),
    REVOKE_API_KEY(Access.PROJECT_WRITE, "api_key"),
    ROTATE_API_KEY(Access.PROJECT_WRITE, "api_key"),

    READ_BRANCH(Access.PROJECT_READ),
    CREATE_BRANCH(Access.PROJECT_WRITE, "branch"),
    DELETE_BRANCH(Access.PROJECT_WRITE, "branch"),
    PULL_TABLE(Access.BRANCH_WRITE, "branch_table"),
    /** Writes the default branch as well, so the scope of one branch is not enough. */
    MERGE_BRANCH(Access.PROJECT_WRITE, "branch"),

    READ_BUCKET(Access.BRANCH_READ),
    CREATE_BUCKET(Access.BRANCH_WRITE, "bucket"),
    DELETE_BUCKET(Access.BRANCH_WRITE, "bucket"),

    /** What other projects offer to this one. */
    READ_SHARED_BUCKET(Access.PROJECT_READ),
    /** Opens data to another tenant. */
    SHARE_BUCKET(Access.PROJECT_WRITE, "bucket"),
    UNSHARE_BUCKET(Access.PROJECT_WRITE, "bucket"),
    LINK_BUCKET(Access.PROJECT_WRITE, "bucket"),
    UNLINK_BUCKET(Access.PROJECT_WRITE, "bucket"),
    GRANT_READONLY(Access.PROJECT_WRITE, "bucket"),
    REVOKE_READONLY(Access.PROJECT_WRITE, "bucket"),

    READ_TABLE(Access.BRANCH_READ),
    CREATE_TABLE(Access.BRANCH_WRITE, "table"),
    DELETE_TABLE(Access.BRANCH_WRITE, "table"),
    PROFILE_TABLE(Access.BRANCH_READ, "table"),

    ADD_COLUMN(Access.BRANCH_WRITE, "column"),
    ALTER_COLUMN(Access.BRANCH_WRITE, "column"),
    DROP_COLUMN(Access.BRANCH_WRITE, "column"),
    ADD_PRIMARY_KEY(Access.BRANCH_WRITE, "table"),
    DROP_PRIMARY_KEY(Access.BRANCH_WRITE, "table"),

    INSERT_ROWS(Access.BRANCH_WRITE, "table"),
    UPDATE_ROWS(Access.BRANCH_WRITE, "table"),
    DELETE_ROWS(Access.BRANCH_WRITE, "table"),
    TRUNCATE_TABLE(Access.BRANCH_WRITE, "table"),

    IMPORT_FROM_FILE(Access.BRANCH_WRITE, "table"),
    EXPORT_TO_FILE(Access.BRANCH_READ, "table"),

    READ_FILE(Access.PROJECT_READ),
    /** Announces and sends bytes; the file is there when it is registered. */
    UPLOAD_FILE(Access.PROJECT_FILES),
    REGISTER_FILE(Access.PROJECT_FILES, "file"),
    DELETE_FILE(Access.PROJECT_FILES, "file"),

    READ_SNAPSHOT(Access.BRANCH_READ),
    CREATE_SNAPSHOT(Access.BRANCH_WRITE, "snapshot"),
    DELETE_SNAPSHOT(Access.BRANCH_WRITE, "snapshot"),
    RESTORE_SNAPSHOT(Access.BRANCH_WRITE, "snapshot"),
    READ_PROJECT_SNAPSHOT_SETTINGS(Access.PROJECT_READ),
    UPDATE_PROJECT_SNAPSHOT_SETTINGS(Access.PROJECT_WRITE, "project"),
    READ_SNAPSHOT_SETTINGS(Access.BRANCH_READ),
    UPDATE_SNAPSHOT_SETTINGS(Access.BRANCH_WRITE, "snapshot_settings"),

    /** Tells of all branches. */
    READ_OPERATIONS(Access.PROJECT_WRITE),

    /** What there is, never how to get in: passwords are told by CREATE and RESET only. */
    READ_WORKSPACE(Access.PROJECT_READ),
    /** One that reads the default branch; those of a branch are made under the branch's path. */
    CREATE_WORKSPACE(Access.PROJECT_WRITE, "workspace"),
    DELETE_WORKSPACE(Access.WORKSPACE_WRITE, "workspace"),
    CLEAR_WORKSPACE(Access.WORKSPACE_WRITE, "workspace"),
    DROP_WORKSPACE_OBJECT(Access.WORKSPACE_WRITE, "workspace_object"),
    LOAD_WORKSPACE_TABLES(Access.WORKSPACE_WRITE, "workspace"),
    /** Writes a table of a branch as well: that has to be the caller's branch too. */
    UNLOAD_WORKSPACE(Access.WORKSPACE_WRITE, "workspace"),
    /** Tells a password, which opens all that SQL can do. */
    RESET_WORKSPACE_CREDENTIALS(Access.WORKSPACE_WRITE, "workspace"),
    /** SQL writes, so the scope of a reader is never enough, not even for a SELECT. */
    QUERY_WORKSPACE(Access.WORKSPACE_WRITE),
    /** Tells who works in it and from where. */
    READ_WORKSPACE_SESSIONS(Access.WORKSPACE_WRITE),
    /** Ends what somebody else does. */
    KILL_WORKSPACE_SESSION(Access.WORKSPACE_WRITE, "workspace"),
    READ_BRANCH_WORKSPACE(Access.BRANCH_READ),
    CREATE_BRANCH_WORKSPACE(Access.BRANCH_WRITE, "workspace"),
    DELETE_BRANCH_WORKSPACE(Access.BRANCH_WRITE, "workspace"),

    /** Schemas are the site's, not a project's. */
    READ_SCHEMA(Access.ANY_KEY),
    /** Keeps nothing. */
    VALIDATE_SCHEMA(Access.ANY_KEY),
    REGISTER_SCHEMA(Access.SERVER_ADMIN),
    /** Tells where it is. */
    READ_ONTOLOGY_SERVER(Access.SERVER_ADMIN),
    CLEAR_ONTOLOGY_CACHE(Access.SERVER_ADMIN),
    /** Which tables of a project follow which schemas. */
    LIST_BINDINGS(Access.PROJECT_READ),
    READ_BINDING(Access.BRANCH_READ),
    BIND_TABLE(Access.BRANCH_WRITE, "table"),
    UNBIND_TABLE(Access.BRANCH_WRITE, "table"),
    READ_MIGRATION(Access.BRANCH_READ),
    PLAN_MIGRATION(Access.BRANCH_WRITE, "table"),
    APPROVE_MIGRATION(Access.BRANCH_WRITE, "table"),
    APPLY_MIGRATION(Access.BRANCH_WRITE, "table"),
    ROLL_BACK_MIGRATION(Access.BRANCH_WRITE, "table");

    private final Access access;
    private final Optional<String> resourceType;

    Operation(Access access) {
        this.access = access;
        this.resourceType = Optional.empty();
    }

    Operation(Access access, String resourceType) {
        this.access = access;
        this.resourceType = Optional.of(resourceType);
    }

    /** The name in the operations log: {@code create_table}, ... (storage contract, section 2.4). */
    public String logName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What kind of thing it is done to, in the words of the operations log; empty if it is not logged. */
    public Optional<String> resourceType() {
        return resourceType;
    }

    /** Whether the scope of the caller's branch is asked for. */
    public boolean isOfBranch() {
        return access == Access.BRANCH_READ || access == Access.BRANCH_WRITE;
    }

    /** Whether {@link #isAllowedIn} has to be asked too, when the workspace is known: its path does not name its branch. */
    public boolean isOfWorkspace() {
        return access == Access.WORKSPACE_WRITE;
    }

    /** Whether the operation needs no key at all. */
    public boolean isPublic() {
        return access == Access.PUBLIC;
    }

    /** Whether only the server's admin key will do. */
    public boolean isServerAdminOnly() {
        return access == Access.SERVER_ADMIN;
    }

    /** Whether it changes nothing but, for an export, adds a file. */
    public boolean isRead() {
        return access.isRead;
    }

    /**
     * The smallest scope of a project's key that suffices, in its project and, if this {@link #isOfBranch}, in its branch;
     * empty if any caller may ({@link #isPublic}) or no project's key ({@link #isServerAdminOnly}).
     */
    public Optional<Scope> leastScope() {
        if (isPublic() || isServerAdminOnly()) {
            return Optional.empty();
        }
        return Arrays.stream(Scope.values()).filter(this::isWithin).max(Comparator.naturalOrder());
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
                && (access == Access.ANY_KEY
                        || project.filter(key.project()::equals).isPresent())
                && isInScope(key, branch);
    }

    /**
     * Whether a caller whom {@link #isAllowed} has let in may do this to a workspace. A key of a branch reaches the workspaces of
     * its dev branch. Those of the default branch are the whole project's: they belong to nobody in particular and hold what any
     * of its people has put there, so they ask for the key of the project.
     *
     * @param branch as which the workspace sees the project's tables
     */
    public boolean isAllowedIn(Caller caller, BranchId branch) {
        if (!isOfWorkspace() || caller instanceof Caller.Admin) {
            return true;
        }
        return caller instanceof Caller.ProjectKey key
                && isWithin(key.scope())
                && (!key.scope().isOfBranch()
                        || !branch.isDefault() && key.branch().equals(Optional.of(branch)));
    }

    private boolean isInScope(Caller.ProjectKey key, Optional<BranchId> branch) {
        boolean isReached = !key.scope().isOfBranch() || !isOfBranch() || branch.equals(key.branch());
        return isReached && isWithin(key.scope());
    }

    private boolean isWithin(Scope scope) {
        return switch (scope) {
            case PROJECT_ADMIN -> true;
            case BRANCH_ADMIN -> access != Access.PROJECT_WRITE;
            case BRANCH_READ -> access.isRead;
        };
    }

    private enum Access {
        PUBLIC(true),
        SERVER_ADMIN(false),
        /** Of nobody in particular: the key of any project. */
        ANY_KEY(true),
        PROJECT_READ(true),
        /** Uploads serve imports into a branch, so a branch's admin may make them. */
        PROJECT_FILES(false),
        PROJECT_WRITE(false),
        /** As the branch's admin in its own workspaces, which the path does not tell. */
        WORKSPACE_WRITE(false),
        BRANCH_READ(true),
        BRANCH_WRITE(false);

        private final boolean isRead;

        Access(boolean isRead) {
            this.isRead = isRead;
        }
    }
}
