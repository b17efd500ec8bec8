/**
 * What makes clients of PostgreSQL believe that a workspace is PostgreSQL 15: its catalogs, as views over what lies in the workspace and in
 * the project. Entry: {@code Overlay}. Knows nothing of sessions and of the protocol.
 */
package io.eider.workspace.overlay;
