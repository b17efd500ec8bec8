/** SQL workspaces: their management, their sessions, and results of statements. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.api.workspace;
