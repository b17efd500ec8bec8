package io.eider.api.bridge;

import java.sql.Connection;

/**
 * The tables that an instance offers to bridges; a bridge shows those of them that it lists.
 *
 * @param connection any connection of the instance; it is not used later, and may be closed
 * @param catalog of the tables
 * @param schema of the tables
 */
public record LiveTables(Connection connection, String catalog, String schema) {}
