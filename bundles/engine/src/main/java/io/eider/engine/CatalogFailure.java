package io.eider.engine;

import java.sql.SQLException;

/** A statement on the catalog failed: inside the engine only, to learn whether the catalog has to be opened again. */
final class CatalogFailure extends RuntimeException {
    private CatalogFailure(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    static CatalogFailure of(SQLException e) {
        return new CatalogFailure(e);
    }

    SQLException sqlException() {
        return (SQLException) getCause();
    }
}
