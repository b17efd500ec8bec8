package io.eider.api.bridge;

import io.eider.api.error.ApiException;
import java.util.List;
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
     * @throws ApiException INVALID_REQUEST for no tables, a name that the source does not list, a catalog name that is taken, or a token that is unknown, spent or older than 30 seconds; what is
     *     missing of a table's path; TABLE_BROKEN; TOO_BUSY
     */
    Bridge open(BridgeSource source, BridgeTarget target, String catalog, Map<TableName, Permission> tables);

    /**
     * Offers tables of a running instance to one bridge. The token that comes back is random, opens one bridge within 30 seconds, and no other
     * instance than this one; an opening that is refused does not spend it.
     *
     * @param id a name of the instance that has no token pending
     * @throws ApiException INVALID_REQUEST if the id is taken or empty, the catalog or schema does not exist or belongs to a bridge itself
     */
    LiveRegistration register(String id, LiveTables tables);

    /** Counts a statement that a target has run over published tables by itself, and the rows that it read or wrote. */
    void attached(long rows);

    /** The bridges that are open, by catalog; workspaces have one for each table that they read. */
    List<BridgeDescription> list();

    /**
     * Closes what {@link #list} shows under a catalog, over a live instance: those over published tables are closed by whom they belong to.
     *
     * @return whether there was one
     */
    boolean close(String catalog);
}
