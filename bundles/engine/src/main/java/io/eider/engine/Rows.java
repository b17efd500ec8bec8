package io.eider.engine;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes a value of one row of a result. */
@FunctionalInterface
public interface Rows<T> {
    /** Reads the current row; does not move the cursor. */
    T read(ResultSet row) throws SQLException;
}
