package io.eider.pgwire.dialect;

/** One kind of difference between PostgreSQL and DuckDB; begins at a token that is typical of it. */
interface Repair {
    /** Looks at the token and writes what DuckDB has to read, or nothing if it is something else. */
    void at(Words words, int index, Edits edits);
}
