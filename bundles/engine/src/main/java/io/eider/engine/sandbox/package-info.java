/** DuckDB instances that run SQL of clients: {@link io.eider.engine.sandbox.Sandbox}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.engine.sandbox;
