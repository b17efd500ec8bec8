package io.eider.api.bridge;

/**
 * A column of a table in a bridge.
 *
 * @param name as the source has it
 * @param type as DuckDB writes it
 */
public record BridgedColumn(String name, String type) {}
