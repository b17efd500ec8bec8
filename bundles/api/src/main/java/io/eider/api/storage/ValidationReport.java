package io.eider.api.storage;

import java.util.List;
import java.util.Optional;

/**
 * What the check of an import's rows found.
 *
 * @param mode what became of the rows that broke a rule
 * @param origin who made the rules
 * @param checkedRows rows of the file
 * @param badRows rows of them that broke a rule at least
 * @param broken the rules that were broken, in the order of the rules
 * @param rejects name of the table that they went to, if there were any and the mode is QUARANTINE
 */
public record ValidationReport(
        ValidationMode mode,
        String origin,
        long checkedRows,
        long badRows,
        List<Broken> broken,
        Optional<String> rejects) {
    /** Copies the list. */
    public ValidationReport {
        broken = List.copyOf(broken);
    }

    /**
     * A rule that was broken.
     *
     * @param rule the rule
     * @param rows how many rows broke it
     * @param examples at most 3 values that did, cut to 100 characters; NULL is not one
     */
    public record Broken(RowRule rule, long rows, List<String> examples) {
        /** Copies the list. */
        public Broken {
            examples = List.copyOf(examples);
        }
    }
}
