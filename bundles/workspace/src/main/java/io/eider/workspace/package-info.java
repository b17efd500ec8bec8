/** SQL workspaces: {@link io.eider.workspace.DuckWorkspaces}. */
package io.eider.workspace;
