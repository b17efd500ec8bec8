/** The bridge: tables of one DuckDB instance inside another, by permission. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.api.bridge;
