package io.eider.api.bridge;

/** Where the tables of a bridge come from. */
public sealed interface BridgeSource permits PublishedTables, LiveInstance {}
