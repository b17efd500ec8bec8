package io.eider.engine.link;

import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/** What a handle stands for. Called by threads of DuckDB. */
public interface LinkedRows {
    /**
     * The columns as of now; called by the thread that prepares a statement of the reading instance.
     *
     * @return the rows for that statement
     */
    Bound bind() throws SQLException;

    /** Rows as one statement sees them. */
    interface Bound {
        /** The columns, in order. */
        List<LinkedColumn> columns();

        /** About how many rows there are, by which the reader decides how it joins; empty if nobody knows. */
        default OptionalLong estimate() {
            return OptionalLong.empty();
        }

        /** Starts to read some of the columns. The receiver closes it. */
        LinkedScan open(List<LinkedColumn> columns) throws SQLException;

        /** What the reader is told of a failure; of it DuckDB keeps nothing but the message. */
        SQLException told(SQLException failure);
    }
}
