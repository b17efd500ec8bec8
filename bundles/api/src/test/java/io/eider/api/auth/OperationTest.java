package io.eider.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.id.BranchId;
import io.eider.api.id.KeyId;
import io.eider.api.id.ProjectId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationTest {
    private static final ProjectId MINE = new ProjectId("mine");
    private static final ProjectId OTHER = new ProjectId("other");
    private static final BranchId BRANCH = new BranchId("0123abcd");

    @ParameterizedTest
    @EnumSource
    void adminMayDoEverythingAndStrangersOnlyWhatIsPublic(Operation operation) {
        assertThat(allowed(operation, new Caller.Admin(), OTHER, BRANCH)).isTrue();
        assertThat(allowed(operation, new Caller.Unknown(), MINE, BRANCH)).isEqualTo(operation.isPublic());
    }

    @ParameterizedTest
    @EnumSource
    void keyOfAProjectOpensNoOther(Operation operation) {
        Caller key = key(Scope.PROJECT_ADMIN, null);
        boolean isOfAll = operation.isPublic()
                || operation == Operation.READ_SCHEMA // schemas are the site's
                || operation == Operation.VALIDATE_SCHEMA;
        assertThat(allowed(operation, key, OTHER, BranchId.DEFAULT)).isEqualTo(isOfAll);
        assertThat(operation.isAllowed(key, Optional.empty(), Optional.empty())).isEqualTo(isOfAll);
        assertThat(allowed(operation, key, MINE, BranchId.DEFAULT)).isEqualTo(!operation.isServerAdminOnly());
    }

    @Test
    void branchScopesStayInTheirBranch() {
        Set<Operation> reads = EnumSet.of(Operation.READ_BUCKET, Operation.READ_TABLE, Operation.EXPORT_TO_FILE);
        Set<Operation> writes = EnumSet.of(
                Operation.CREATE_BUCKET,
                Operation.DELETE_BUCKET,
                Operation.CREATE_TABLE,
                Operation.DELETE_TABLE,
                Operation.IMPORT_FROM_FILE);
        for (Operation operation : reads) {
            assertThat(allowed(operation, key(Scope.BRANCH_READ, BRANCH), MINE, BRANCH))
                    .isTrue();
            assertThat(allowed(operation, key(Scope.BRANCH_READ, BRANCH), MINE, BranchId.DEFAULT))
                    .isFalse();
        }
        for (Operation operation : writes) {
            assertThat(allowed(operation, key(Scope.BRANCH_READ, BRANCH), MINE, BRANCH))
                    .isFalse();
            assertThat(allowed(operation, key(Scope.BRANCH_ADMIN, BRANCH), MINE, BRANCH))
                    .isTrue();
            assertThat(allowed(operation, key(Scope.BRANCH_ADMIN, BRANCH), MINE, BranchId.DEFAULT))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void workspacesAreWrittenByTheProjectOrByTheAdminOfTheirBranch(Operation operation) {
        if (!operation.isOfWorkspace()) {
            return;
        }
        Caller ofDefault = key(Scope.BRANCH_ADMIN, BranchId.DEFAULT);
        Caller ofBranch = key(Scope.BRANCH_ADMIN, BRANCH);
        Caller reader = key(Scope.BRANCH_READ, BRANCH);
        assertThat(operation.isRead()).isFalse();
        assertThat(operation.isAllowed(reader, Optional.of(MINE), Optional.empty()))
                .isFalse();
        assertThat(operation.isAllowed(ofBranch, Optional.of(MINE), Optional.empty()))
                .isTrue();
        assertThat(operation.isAllowedIn(ofBranch, BRANCH)).isTrue();
        assertThat(operation.isAllowedIn(reader, BRANCH)).isFalse();
        assertThat(operation.isAllowedIn(new Caller.Unknown(), BRANCH)).isFalse();
        assertThat(operation.isAllowedIn(ofBranch, new BranchId("fedc3210"))).isFalse();
        assertThat(operation.isAllowedIn(ofBranch, BranchId.DEFAULT)).isFalse();
        assertThat(operation.isAllowedIn(ofDefault, BranchId.DEFAULT)).isFalse();
        assertThat(operation.isAllowedIn(key(Scope.PROJECT_ADMIN, null), BranchId.DEFAULT))
                .isTrue();
        assertThat(operation.isAllowedIn(new Caller.Admin(), BRANCH)).isTrue();
    }

    @Test
    void branchScopesDoNotManageTheProject() {
        for (Operation operation :
                EnumSet.of(Operation.CREATE_API_KEY, Operation.DELETE_PROJECT, Operation.UPDATE_PROJECT)) {
            for (Scope scope : EnumSet.of(Scope.BRANCH_ADMIN, Scope.BRANCH_READ)) {
                assertThat(operation.isAllowed(key(scope, BRANCH), Optional.of(MINE), Optional.empty()))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void leastScopeIsTheSmallestThatIsAllowed(Operation operation) {
        for (Scope scope : Scope.values()) {
            Caller key = key(scope, scope.isOfBranch() ? BRANCH : null);
            boolean isEnough = operation
                    .leastScope()
                    .map(least -> scope.compareTo(least) <= 0)
                    .orElse(operation.isPublic());
            assertThat(allowed(operation, key, MINE, BRANCH))
                    .as(scope.wireName())
                    .isEqualTo(isEnough);
        }
    }

    @Test
    void leastScopeDependsOnWhatIsTouched() {
        assertThat(Operation.READ_SERVICE.leastScope()).isEmpty();
        assertThat(Operation.CREATE_PROJECT.leastScope()).isEmpty();
        assertThat(Operation.READ_TABLE.leastScope()).contains(Scope.BRANCH_READ);
        assertThat(Operation.DELETE_ROWS.leastScope()).contains(Scope.BRANCH_ADMIN);
        assertThat(Operation.UPLOAD_FILE.leastScope()).contains(Scope.BRANCH_ADMIN);
        assertThat(Operation.CREATE_API_KEY.leastScope()).contains(Scope.PROJECT_ADMIN);
    }

    private static boolean allowed(Operation operation, Caller caller, ProjectId project, BranchId branch) {
        return operation.isAllowed(caller, Optional.of(project), Optional.of(branch));
    }

    private static Caller key(Scope scope, BranchId branch) {
        return new Caller.ProjectKey(new KeyId("key_1"), MINE, scope, Optional.ofNullable(branch));
    }
}
