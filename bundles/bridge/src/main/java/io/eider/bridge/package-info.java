/** Bridges: tables of a source shown in another DuckDB instance. */
package io.eider.bridge;
