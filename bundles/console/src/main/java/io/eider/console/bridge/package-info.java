/** Commands on bridges between DuckDB instances. Entry: one class a command. Knows no SQL. */
package io.eider.console.bridge;
