package io.eider.api.storage;

import io.eider.api.id.TableId;
import java.util.List;

/**
 * How the rows of a table are checked when they are imported.
 *
 * @param mode what becomes of rows that break a rule; not OFF
 * @param origin who says so, such as {@code schema orders, version 3}
 * @param rules at least one
 */
public record RowRules(ValidationMode mode, String origin, List<RowRule> rules) {
    /** Copies the list. */
    public RowRules {
        rules = List.copyOf(rules);
    }

    /**
     * The table that quarantined rows of a table go to.
     *
     * @throws io.eider.api.error.ApiException INVALID_NAME if the table's name leaves no room for its name
     */
    public static TableId rejectsOf(TableId table) {
        return new TableId(table.bucket(), table.name() + "__rejects");
    }
}
