package io.eider.itests;

import io.eider.api.auth.Operation;
import io.eider.api.auth.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * A caller, by what it shows.
 *
 * @param name for people
 * @param key that it shows, empty for none
 * @param power what that is worth in the project that it calls
 * @param branch that it is bound to, empty if to none
 */
record KeyKind(String name, String key, Power power, String branch) {
    /** The name of another project's key. */
    static final String FOREIGN = "foreign";

    /** What a key is worth. */
    enum Power {
        /** There is no key. */
        ABSENT,
        /** Unknown, expired, revoked, or another project's. */
        VOID,
        BRANCH_READ,
        BRANCH_ADMIN,
        PROJECT_ADMIN,
        SERVER_ADMIN;

        private Optional<Scope> scope() {
            return switch (this) {
                case ABSENT, VOID, SERVER_ADMIN -> Optional.empty();
                case BRANCH_READ, BRANCH_ADMIN, PROJECT_ADMIN -> Optional.of(Scope.valueOf(name()));
            };
        }
    }

    /** Whether it is no key of another branch. */
    boolean isOfBranch(String other) {
        return branch.isEmpty() || branch.equals(other);
    }

    /**
     * What the table of permissions says of a call: 401, 403, or 0 if it is let in.
     *
     * @param calledBranch the one in the path, if there is one
     */
    int refusal(ApiOperation operation, String calledBranch) {
        if (operation.scope().equals("none") || power == Power.SERVER_ADMIN) {
            return 0;
        }
        if (power == Power.ABSENT || operation.scope().equals("server_admin")) {
            return 401;
        }
        if (Set.of(Operation.READ_SCHEMA, Operation.VALIDATE_SCHEMA).contains(operation.rule())
                && name.equals(FOREIGN)) {
            return 0; // schemas are not of one project
        }
        boolean isEnough = operation
                .rule()
                .leastScope()
                .flatMap(least -> power.scope().map(scope -> scope.compareTo(least) <= 0))
                .orElse(false);
        boolean isReached = branch.isEmpty() || !operation.rule().isOfBranch() || branch.equals(calledBranch);
        return isEnough && isReached ? 0 : 403;
    }
}
