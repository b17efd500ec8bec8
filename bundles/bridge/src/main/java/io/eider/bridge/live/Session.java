package io.eider.bridge.live;

import io.eider.api.bridge.Permission;
import io.eider.api.error.ApiException;
import io.eider.bridge.jdbc.BridgeSession;
import io.eider.bridge.jdbc.Failures;
import io.eider.bridge.jdbc.Parameters;
import io.eider.bridge.jdbc.Place;
import io.eider.bridge.jdbc.Quiet;
import io.eider.bridge.jdbc.Ran;
import io.eider.bridge.live.Transaction.Side;
import io.eider.bridge.sql.Definitions;
import io.eider.bridge.sql.Names;
import io.eider.bridge.sql.Routing;
import io.eider.bridge.sql.SourceTable;
import io.eider.bridge.sql.Tokens;
import io.eider.bridge.sql.Unreadable;
import io.eider.bridge.sql.Write;
import io.eider.bridge.sql.WriteReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A connection of a bridge: one of the target, one of the source. Each statement runs at the source as a whole, or at the target, which then reads the
 * source by the same connection and so in the same transaction. One statement at a time; others wait.
 */
final class Session implements BridgeSession {
    private static final String AGAIN = "[55000]";

    private final LiveBridge bridge;
    private final Connection target;
    private final Connection source;
    private final Transaction transaction;
    private final ReentrantLock lock = new ReentrantLock();
    private final Reads reads;
    private final Place place;
    private final boolean keepsResults;
    private Consumer<PreparedStatement> started = statement -> {};
    private volatile boolean closed;

    Session(LiveBridge bridge) throws SQLException {
        this.bridge = bridge;
        this.target = bridge.target().open();
        try {
            this.source = bridge.source().connect();
        } catch (SQLException e) {
            Quiet.close(target);
            throw e;
        }
        this.transaction = new Transaction(target, source);
        this.reads = new Reads(bridge, source, transaction);
        this.place = new Place(target);
        this.keepsResults = keepResults(target);
        keepResults(source);
    }

    /** Results that clients read do not keep the connection from other statements. */
    private static boolean keepResults(Connection connection) {
        try (PreparedStatement statement = connection.prepareStatement("SET SESSION jdbc_stream_results = false")) {
            statement.execute();
            return true;
        } catch (SQLException e) {
            return false; // the configuration is locked: a result ends with the next statement
        }
    }

    LiveBridge bridge() {
        return bridge;
    }

    @Override
    public String catalog() {
        return bridge.catalog();
    }

    @Override
    public Connection target() {
        return target;
    }

    /** How the target reads the source in statements of this session. */
    Reads reads() {
        return reads;
    }

    Transaction transaction() {
        return transaction;
    }

    @Override
    public boolean isAutoCommit() {
        return transaction.isAutoCommit();
    }

    @Override
    public void setAutoCommit(boolean on) throws SQLException {
        transaction.setAutoCommit(on);
    }

    @Override
    public void end(String command) throws SQLException {
        transaction.end(command);
    }

    @Override
    public ReentrantLock lock() {
        return lock;
    }

    @Override
    public boolean isValid() {
        return !closed && !bridge.source().isClosed();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public Ran run(String sql, Parameters parameters, Consumer<PreparedStatement> whenStarted) throws SQLException {
        lock.lock();
        started = whenStarted;
        try {
            checkOpen();
            reads.end();
            Tokens tokens = tokens(sql);
            Ran control = control(tokens);
            if (control != null) {
                return control;
            }
            transaction.enter();
            try {
                return route(tokens, parameters);
            } catch (SQLException e) {
                transaction.failed();
                throw closed || bridge.source().isClosed() ? Failures.gone() : e;
            }
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() throws SQLException {
        if (!isValid()) {
            throw Failures.gone();
        }
    }

    private static Tokens tokens(String sql) throws SQLException {
        try {
            return new Tokens(sql);
        } catch (ApiException e) {
            throw Failures.of(e);
        }
    }

    private Ran control(Tokens tokens) throws SQLException {
        switch (tokens.word(0)) {
            case "" -> {
                if (tokens.size() > 0) {
                    return null;
                }
            }
            case "begin", "start" -> transaction.begin(tokens.sql());
            case "commit", "end" -> transaction.end("COMMIT");
            case "rollback", "abort" -> transaction.end("ROLLBACK");
            default -> {
                return null;
            }
        }
        return Ran.COMMAND;
    }

    private Ran route(Tokens tokens, Parameters parameters) throws SQLException {
        Names names = names();
        if (tokens.isWrite()) {
            return write(names, tokens, parameters);
        }
        Definitions.check(names, tokens);
        if (tokens.isQuery()) {
            Routing routing = new Routing(bridge.parser(), names, tokens);
            routing.add(tokens.whole(), Set.of());
            if (routing.isWhole()) {
                return whole(routing.rewritten(), parameters, Transports.WHOLE, rows -> routing.tables()
                        .forEach(table -> table.read(rows)));
            }
            try (Narrowing narrowing = Narrowing.of(this, names, tokens, routing)) {
                return atTarget(tokens(narrowing.sql()), parameters);
            }
        }
        if (Definitions.isWrite(tokens)) {
            transaction.write(Side.TARGET);
        }
        return atTarget(tokens, parameters);
    }

    private Ran write(Names names, Tokens tokens, Parameters parameters) throws SQLException {
        Write write;
        try {
            write = WriteReader.read(tokens);
        } catch (Unreadable e) {
            return atTarget(tokens, parameters);
        }
        SourceTable table = names.find(write.table()).orElse(null);
        if (table == null) {
            if (!names.isInside(write.table()) && !isTemporary(write.table())) {
                transaction.write(Side.TARGET);
            }
            return atTarget(tokens, parameters);
        }
        if (table.permission() == Permission.READ) {
            throw new SQLException(
                    "'" + table.name().name() + "' does not have '"
                            + write.verb().permission() + "' permission",
                    "42501");
        }
        Routing routing = new Routing(bridge.parser(), names, tokens);
        SplitWrite split = new SplitWrite(this, write, tokens, table, routing);
        split.route();
        if (!routing.isParsed()) {
            return atTarget(tokens, parameters);
        }
        transaction.write(Side.SOURCE);
        return routing.isWhole()
                ? atSource(routing.rewritten(), parameters, table, Transports.WHOLE)
                : split.run(names, parameters);
    }

    private boolean isTemporary(List<String> name) throws SQLException {
        if (!transaction.isOpen()) {
            return true; // alone in its transaction
        }
        try (PreparedStatement statement = target.prepareStatement(
                "SELECT 1 FROM duckdb_tables() WHERE temporary AND lower(table_name) = lower(?)")) {
            statement.setString(1, name.get(name.size() - 1));
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    /**
     * Runs a write at the source.
     *
     * @param path the way that its rows take, for the meters
     */
    Ran atSource(String sql, Parameters parameters, SourceTable table, String path) throws SQLException {
        Ran ran = whole(sql, parameters, path, table::written);
        if (!ran.hasRows()) {
            long written = Math.max(0, ran.count());
            table.written(written);
            bridge.transports().rows(path, written);
        }
        return ran;
    }

    private Ran whole(String sql, Parameters parameters, String path, LongConsumer counted) throws SQLException {
        PreparedStatement statement = null;
        try {
            statement = source.prepareStatement(sql);
            started.accept(statement);
            parameters.apply(statement);
            Ran ran = Ran.of(statement, rows -> {
                counted.accept(rows);
                bridge.transports().rows(path, rows);
            });
            bridge.transports().statement(path);
            return ran;
        } catch (SQLException e) {
            Quiet.close(statement);
            throw Failures.atSource(e, "");
        }
    }

    private Ran atTarget(Tokens tokens, Parameters parameters) throws SQLException {
        try {
            return attempt(tokens, parameters, false);
        } catch (SQLException e) {
            if (transaction.isOpen() || !String.valueOf(e.getMessage()).contains(AGAIN)) {
                throw Failures.atTarget(e);
            }
        }
        try {
            return attempt(tokens, parameters, true);
        } catch (SQLException e) {
            throw Failures.atTarget(e);
        }
    }

    private Ran attempt(Tokens tokens, Parameters parameters, boolean readTogether) throws SQLException {
        PreparedStatement statement = null;
        Reads outer = reads.enter(readTogether || tokens.has("recursive"));
        try {
            statement = target.prepareStatement(tokens.sql());
            started.accept(statement);
            parameters.apply(statement);
            Ran ran = Ran.of(statement, rows -> {});
            if (reads.binds() > 0) {
                bridge.transports().statement(Transports.STREAMED);
            }
            if (keepsResults || !ran.hasRows()) {
                reads.end();
            }
            if (tokens.isPlace()) {
                place.forget();
            }
            return ran;
        } catch (SQLException e) {
            Quiet.close(statement);
            reads.end();
            throw e;
        } finally {
            reads.leave(outer);
        }
    }

    @Override
    public Names names() throws SQLException {
        return place.names(bridge::names);
    }

    void sourceClosed() {
        Quiet.close(source);
        reads.end();
    }

    @Override
    public void close() {
        closed = true;
        Quiet.close(source);
        reads.end();
        Quiet.close(target);
        bridge.remove(this);
    }
}
