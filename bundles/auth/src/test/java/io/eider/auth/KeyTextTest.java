package io.eider.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.auth.Scope;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTextTest {
    private final KeyText texts = new KeyText();

    @Test
    void makesTheFormsOfTheContract() {
        ProjectId project = new ProjectId("p1");
        Optional<BranchId> branch = Optional.of(new BranchId("0a1b2c3d"));
        assertThat(texts.newKey(project, Scope.PROJECT_ADMIN, Optional.empty())).matches("proj_p1_admin_[0-9a-f]{32}");
        assertThat(texts.newKey(project, Scope.BRANCH_ADMIN, branch))
                .matches("proj_p1_branch_0a1b2c3d_admin_[0-9a-f]{32}");
        assertThat(texts.newKey(project, Scope.BRANCH_READ, branch))
                .matches("proj_p1_branch_0a1b2c3d_read_[0-9a-f]{32}");
        assertThat(texts.newAdminKey()).matches("eider_admin_[0-9a-f]{32}");
        assertThat(texts.newId()).matches("key_[0-9a-f]{8}");
    }

    @Test
    void neverMakesAKeyTwice() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            keys.add(texts.newAdminKey());
        }
        assertThat(keys).hasSize(1_000);
    }

    @ParameterizedTest
    @CsvSource({
        "proj_p1_admin_0123, proj_p1_admin_...",
        "proj_p1_branch_0a1b2c3d_read_0123, proj_p1_branch_0a1b2c3d_read_...",
        "proj_my_shop_admin_0123, proj_my_shop_...",
        "proj_my_shop_branch_0a1b2c3d_admin_0123, proj_my_shop_...",
        "proj_x_branch_admin_0123, proj_x_branch_...",
    })
    void showsThePrefixOfTheContract(String key, String prefix) {
        assertThat(KeyText.prefix(key)).isEqualTo(prefix);
    }

    @Test
    void hashesWithSha256() {
        assertThat(KeyText.hex(KeyText.hash("abc")))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
