/** DuckDB and the disk, for the domain bundles; the only package that touches {@code org.duckdb}. Knows no project rule. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.engine;
