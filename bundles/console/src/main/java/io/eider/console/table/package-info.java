/** Commands on tables: definition, rows, profile, export. */
package io.eider.console.table;
