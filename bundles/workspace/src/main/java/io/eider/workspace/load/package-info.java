/** Rows that come into a workspace from the project, and go back. */
package io.eider.workspace.load;
