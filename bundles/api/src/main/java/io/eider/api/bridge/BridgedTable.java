package io.eider.api.bridge;

import io.eider.api.storage.Table;

/**
 * A table in a bridge.
 *
 * @param name under which it is shown
 * @param permission what may be done with it
 * @param table the version that is shown
 */
public record BridgedTable(TableName name, Permission permission, Table table) {}
