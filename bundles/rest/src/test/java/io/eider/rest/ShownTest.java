package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownTest {
    @Test
    void longTextsOfARequestAreCut() {
        String cut = "x".repeat(1000) + "...";
        assertThat(Shown.text("x".repeat(1000))).hasSize(1000);
        assertThat(Shown.text("x".repeat(1001))).isEqualTo(cut);
        assertThat(Shown.members(Map.of("key", List.of("a", "x".repeat(9_000_000)), "n", 5)))
                .isEqualTo(Map.of("key", List.of("a", cut), "n", 5));
    }

    @Test
    void longListsOfARequestAreCut() {
        Map<String, Object> shown = Shown.members(Map.of("columns", Collections.nCopies(1_000_000, "x")));
        assertThat((List<?>) shown.get("columns")).hasSize(4096);
    }
}
