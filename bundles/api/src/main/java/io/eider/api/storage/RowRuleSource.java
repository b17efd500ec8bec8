package io.eider.api.storage;

import io.eider.api.id.TableId;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Knows the rules of tables. The storage asks it once for each import, before it reads the file (ADR-0023). Thread-safe, and fast for a
 * table without rules.
 */
@ProviderType
public interface RowRuleSource {
    /**
     * The rules of a table; empty if its rows are not checked.
     *
     * @param madeAt when the table was made: what was said of an older one with this name does not count
     */
    Optional<RowRules> rulesOf(TableId table, Instant madeAt);
}
