/** Commands on workspaces and their sessions, and SQL in them. Entry: one class a command. Knows no rule of SQL. */
package io.eider.console.workspace;
