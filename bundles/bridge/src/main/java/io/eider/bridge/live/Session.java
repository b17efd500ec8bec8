package io.eider.bridge.live;

import io.eider.api.bridge.Permission;
import io.eider.bridge.jdbc.Failures;
import io.eider.bridge.jdbc.Parameters;
import io.eider.bridge.jdbc.Quiet;
import io.eider.bridge.jdbc.Ran;
import io.eider.bridge.jdbc.StatementSession;
import io.eider.bridge.jdbc.Transports;
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
import java.sql.SQLException;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * A connection of a bridge: one of the target, one of the source. Each statement runs at the source as a whole, or at the target, which then reads the
 * source by the same connection and so in the same transaction. One statement at a time; others wait.
 */
final class Session extends StatementSession {
    private static final String AGAIN = "[55000]";

    private final LiveBridge bridge;
    private final Connection source;
    private final Transaction transaction;
    private final Reads reads;
    private final boolean keepsResults;

    Session(LiveBridge bridge) throws SQLException {
        super(bridge.target().open());
        this.bridge = bridge;
        try {
            this.source = bridge.source().connect();
        } catch (SQLException e) {
            Quiet.close(target());
            throw e;
        }
        this.transaction = new Transaction(target(), source);
        this.reads = new Reads(bridge, source, transaction);
        this.keepsResults = keepResults(target());
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
    protected String catalog() {
        return bridge.catalog();
    }

    /** How the target reads the source in statements of this session. */
    Reads reads() {
        return reads;
    }

    @Override
    protected Transaction transaction() {
        return transaction;
    }

    @Override
    protected boolean isGone() {
        return bridge.source().isClosed();
    }

    @Override
    protected void begins() {
        reads.end();
    }

    @Override
    protected Ran route(Tokens tokens, Parameters parameters) throws SQLException {
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
                return atTarget(new Tokens(narrowing.sql()), parameters);
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
            started(statement);
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
            statement = target().prepareStatement(tokens.sql());
            started(statement);
            parameters.apply(statement);
            Ran ran = Ran.of(statement, rows -> {});
            if (reads.binds() > 0) {
                bridge.transports().statement(Transports.STREAMED);
            }
            if (keepsResults || !ran.hasRows()) {
                reads.end();
            }
            passed(tokens);
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
    protected Names names() throws SQLException {
        return namesIn(bridge::names);
    }

    void sourceClosed() {
        Quiet.close(source);
        reads.end();
    }

    @Override
    public void close() {
        markClosed();
        Quiet.close(source);
        reads.end();
        Quiet.close(target());
        bridge.remove(this);
    }
}
