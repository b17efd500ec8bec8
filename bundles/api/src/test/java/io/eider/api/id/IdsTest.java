package io.eider.api.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    private static final ProjectId PROJECT = new ProjectId("p1");

    @ParameterizedTest
    @ValueSource(strings = {"p", "P1", "my-project_2", "a_branch_b", "x_branch_0123abcg"})
    void ordinaryProjectIdsAreAccepted(String text) {
        assertThat(new ProjectId(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "../../pp",
                "a/b",
                "a\\b",
                "a b/c",
                "-a",
                "_a",
                "a.b",
                "a\nb",
                "a\n",
                "a\u0000",
                "ä",
                "а",
                "p_branch_0123abcd",
                "p_branch_0123ABCD"
            })
    void projectIdsThatCouldLeaveTheirPlaceAreRefused(String text) {
        refused(() -> new ProjectId(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in_c_sales", "in.c-sales", "out_c_x", "1", "A.b-c_d"})
    void bucketNamesOfTheReferenceAreAccepted(String text) {
        assertThat(new BucketId(PROJECT, BranchId.DEFAULT, text).name()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_x", ".x", "..", "../project_hacked", "a/b", "a\"b", "a'b", "a;b", "a b", "a\n"})
    void bucketAndTableNamesThatCouldLeaveTheirPlaceAreRefused(String text) {
        refused(() -> new BucketId(PROJECT, BranchId.DEFAULT, text));
        if (!text.equals("_x")) {
            refused(() -> new TableId(new BucketId(PROJECT, BranchId.DEFAULT, "b"), text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "select", "naïve", "数量", "a\"b", "x'; DROP TABLE data; --", "*"})
    void anyPrintableColumnNameIsAccepted(String text) {
        assertThat(new ColumnName(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "a\tb", "a\nb", "a\u0000b", "a\u200bb", "\ufeffa", "a\u202eb"})
    void invisibleColumnNamesAreRefused(String text) {
        refused(() -> new ColumnName(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "../x", "a\u0000", "a\nb", " "})
    void fileNamesWithAPathAreRefused(String text) {
        refused(() -> new FileName(text));
    }

    @Test
    void lengthsAreBounded() {
        new ProjectId("p".repeat(64));
        refused(() -> new ProjectId("p".repeat(65)));
        refused(() -> new BucketId(PROJECT, BranchId.DEFAULT, "b".repeat(129)));
        refused(() -> new ColumnName("c".repeat(129)));
        refused(() -> new FileName("ä".repeat(101)));
    }

    @Test
    void branchIsDefaultOrEightHexDigits() {
        assertThat(BranchId.DEFAULT.isDefault()).isTrue();
        assertThat(BranchId.isWellFormed("0123abcd")).isTrue();
        assertThat(BranchId.isWellFormed("0123ABCD")).isFalse();
        assertThat(BranchId.isWellFormed("main")).isFalse();
        assertThat(BranchId.isWellFormed(null)).isFalse();
    }

    @Test
    void refusalNamesFieldValueAndPattern() {
        assertThatThrownBy(() -> new ProjectId("x".repeat(1000))).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.details()).containsKeys("field", "value", "pattern");
            assertThat(e.details().get("value").toString()).hasSizeLessThan(300);
        });
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.INVALID_NAME));
    }
}
