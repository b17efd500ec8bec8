/**
 * What may be executed in a workspace. Entry: Gate. The last look at a statement before DuckDB gets it; knows tokens, not
 * names of tables, and nothing of sessions.
 */
package io.eider.workspace.gate;
