/** Rows that one DuckDB instance reads out of another by a handle. Entry: Links. Knows nothing of bridges and permissions. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.engine.link;
