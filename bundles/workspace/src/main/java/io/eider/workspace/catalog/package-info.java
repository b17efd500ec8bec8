/** Workspaces in the catalog. */
package io.eider.workspace.catalog;
