package io.eider.api.workspace;

import java.util.List;

/**
 * A session of a workspace: a connection of its instance with its own transaction, search path, settings and temporary objects.
 * One text at a time; {@link #cancel} and {@link #close} may come from other threads.
 */
public interface SqlSession extends AutoCloseable {
    /** What it is and does. */
    SessionInfo info();

    /**
     * Runs a text of one or more statements. Several without BEGIN or COMMIT are one transaction. Outside of a transaction each
     * statement sees the newest versions of the project's tables; a transaction keeps the version of each that it saw first.
     *
     * @param parameters for {@code $1}, {@code $2}, ...; null, Boolean, Long, BigInteger, Double, BigDecimal or String; only for a
     *     text of one statement
     * @throws io.eider.api.error.ApiException as {@link SqlResults}, for what can be told before the first statement runs;
     *     INVALID_REQUEST if parameters are given for several statements; SESSION_BUSY if a text runs
     */
    SqlResults run(String sql, List<?> parameters, RunOptions options);

    /** Ends the statement that runs, if one runs, within 200 ms. */
    void cancel();

    /** Ends the session: its statement, its transaction (rolled back), its temporary objects. */
    @Override
    void close();
}
