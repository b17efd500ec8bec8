package io.eider.api.workspace;

import java.util.List;

/**
 * One statement that was understood and not run yet. Belongs to its session's thread; close it. It stays usable when tables change: it is
 * then planned again.
 */
public interface PreparedSql extends AutoCloseable {
    /** As {@link SqlResults#command}. */
    String command();

    /** Whether it makes, alters or drops objects, so that what others prepared may be out of date. */
    boolean isDefinition();

    /** DuckDB's names of the parameters' types, by {@code $1}, {@code $2}, ...; {@code UNKNOWN} where it has none before the values are there. */
    List<String> parameterTypes();

    /** The columns of its rows, empty if it gives none; a column of type {@code UNKNOWN} if they depend on the parameters' values. */
    List<ResultColumn> columns();

    /**
     * Runs it.
     *
     * @throws io.eider.api.error.ApiException as {@link SqlSession#run}
     */
    SqlResults run(List<?> parameters, RunOptions options);

    @Override
    void close();
}
