/** What PostgreSQL's SQL means in DuckDB's. */
package io.eider.pgwire.dialect;
