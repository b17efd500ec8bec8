/** What is read out of a statement's text. */
package io.eider.workspace.statement;
