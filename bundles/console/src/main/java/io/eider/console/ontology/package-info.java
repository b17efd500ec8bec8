/** Commands on schemas and the tables that follow them. Entry: one class a command. Knows no SQL. */
package io.eider.console.ontology;
