package io.eider.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GridTest {
    @Test
    void alignsNumbersToTheRight() {
        Grid grid = new Grid("nothing").left("Name").right("Rows");
        grid.row("orders", Plain.count(12_345)).row("a", Plain.count(7));
        assertThat(grid.toString().lines().map(String::stripTrailing))
                .containsExactly("Name   |   Rows", "-------+-------", "orders | 12,345", "a      |      7");
    }

    @Test
    void saysSoWhenItIsEmpty() {
        assertThat(new Grid("No projects").left("Name").toString()).endsWith("No projects");
    }

    @Test
    void keepsOneLineForOneRow() {
        Grid grid = new Grid("").left("Name").row("two\nlines").wide("x".repeat(100));
        assertThat(grid.toString().lines()).hasSize(4).anyMatch(line -> line.contains("two lines"));
    }
}
