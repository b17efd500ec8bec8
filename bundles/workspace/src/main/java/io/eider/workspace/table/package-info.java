/** Tables of the project in an instance. */
package io.eider.workspace.table;
