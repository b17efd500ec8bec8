package io.eider.api.workspace;

import io.eider.api.error.ApiException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

    /**
     * Understands one statement without running it. Begins a transaction that is held, as {@link RunOptions#isHeld} says, if none is open. A
     * transaction goes on if it fails, so that it may be tried in another way; {@link #fail} ends it.
     *
     * @throws io.eider.api.error.ApiException as {@link #run}
     */
    PreparedSql prepare(String sql, RunOptions options);

    /** Whether it is in a transaction of the client's. */
    TransactionState transaction();

    /**
     * Commits a transaction that is held and not the client's; does nothing without one.
     *
     * @throws io.eider.api.error.ApiException SQL_ERROR if it cannot be committed
     */
    void endHeld();

    /**
     * The client's transaction has failed; what is held is rolled back. The session's log gets the statement, if it is not there yet.
     *
     * @param sql what failed, empty if it was no statement
     */
    void fail(String sql, ApiException reason);

    /** The settings by their names, in lower case, with their values now; the same map as long as nothing has changed. */
    Map<String, String> settings();

    /**
     * Settings that the client asks for at its start: RESET and {@link #discard} go back to them.
     *
     * @throws io.eider.api.error.ApiException as {@link #set}
     */
    void begin(Map<String, String> settings);

    /**
     * Changes a setting, as SET does.
     *
     * @param isLocal until the transaction ends only
     * @throws io.eider.api.error.ApiException SQL_ERROR if there is no such setting or it cannot have the value
     */
    void set(String name, String value, boolean isLocal);

    /**
     * Forgets settings (back to those of the start), prepared statements and temporary objects, as DISCARD ALL does.
     *
     * @throws io.eider.api.error.ApiException SQL_ERROR 25001 in a transaction
     */
    void discard();

    /**
     * Tells {@code pg_prepared_statements} which statements the front has prepared for the client.
     *
     * @param statements asked on the thread that runs a statement, while it begins
     */
    void listPrepared(Supplier<List<PreparedListing>> statements);

    /** Who is told, on any thread, why the session was ended by others than {@link #close}. */
    void onEnd(Consumer<ApiException> listener);

    /** Ends the statement that runs, if one runs, within 200 ms. */
    void cancel();

    /** Ends the session: its statement, its transaction (rolled back), its temporary objects. */
    @Override
    void close();
}
