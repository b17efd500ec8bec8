/**
 * Bridges over a DuckDB instance that runs in this process. Entry: LiveSources (registration), LiveBridge (what was opened), Session (a connection:
 * which statement runs where).
 */
package io.eider.bridge.live;
