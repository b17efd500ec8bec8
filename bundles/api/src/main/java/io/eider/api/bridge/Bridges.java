package io.eider.api.bridge;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Opens bridges. Thread-safe. Source: bridge contract. */
@ProviderType
public interface Bridges {
    /**
     * Checks everything first, then shows the tables of a source in a target.
     *
     * @param source where the tables are
     * @param target the instance that shall see them
     * @param catalog a name that the target does not have yet
     * @param tables which of the source's tables, and what may be done with each; at least one
     * @throws io.eider.api.error.ApiException INVALID_REQUEST for no tables, a name that the source does not list or a catalog name
     *     that is taken; what is missing of a table's path; TABLE_BROKEN; TOO_BUSY
     */
    Bridge open(BridgeSource source, BridgeTarget target, String catalog, Map<TableName, Permission> tables);
}
