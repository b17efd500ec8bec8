package io.eider.api.storage;

import io.eider.api.error.ApiException;
import java.util.List;
import java.util.Optional;

/**
 * A change of a table's definition in several steps.
 *
 * @param steps in order, at least one
 * @param expected the definition that it is for: columns and key as they are in this version; empty for any
 * @param run whether it is only tried
 */
public record Reshape(List<SchemaStep> steps, Optional<Table> expected, Run run) {
    /** Copies the list. */
    public Reshape {
        steps = List.copyOf(steps);
    }

    /** Whether a change is only tried. */
    public enum Run {
        /** On a copy that is thrown away; a step that is refused does not keep later ones from being tried. */
        DRY,
        /** On a copy that becomes the next version, unless a step is refused. */
        APPLY
    }

    /**
     * What came of it.
     *
     * @param table as it is now, or would be
     * @param steps one for each step
     */
    public record Outcome(Table table, List<Tried> steps) {
        /** Copies the list. */
        public Outcome {
            steps = List.copyOf(steps);
        }
    }

    /**
     * What came of a step.
     *
     * @param sql the statements that were run, in order; the table is called {@code data}
     * @param refusal why it was refused
     */
    public record Tried(List<String> sql, Optional<ApiException> refusal) {
        /** Copies the list. */
        public Tried {
            sql = List.copyOf(sql);
        }
    }
}
