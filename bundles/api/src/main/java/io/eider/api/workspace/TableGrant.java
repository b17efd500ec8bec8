package io.eider.api.workspace;

/**
 * What a workspace may do with a table of the project. Source: bridge contract.
 *
 * @param table {@code bucket.table}; {@link #OTHERS} for all that no other grant names, which can only be read
 * @param permission what is let through
 */
public record TableGrant(String table, TablePermission permission) {
    /** All tables that no other grant names, also those that are made later. */
    public static final String OTHERS = "*";
}
