package io.eider.bridge.published;

import io.eider.api.bridge.Permission;
import io.eider.api.storage.TableWrites;
import io.eider.bridge.jdbc.BridgeTransaction;
import io.eider.bridge.jdbc.Failures;
import io.eider.bridge.jdbc.Parameters;
import io.eider.bridge.jdbc.Quiet;
import io.eider.bridge.jdbc.Ran;
import io.eider.bridge.jdbc.StatementSession;
import io.eider.bridge.jdbc.Transports;
import io.eider.bridge.sql.Definitions;
import io.eider.bridge.sql.Fragment;
import io.eider.bridge.sql.Names;
import io.eider.bridge.sql.Routing;
import io.eider.bridge.sql.SourceTable;
import io.eider.bridge.sql.Tokens;
import io.eider.bridge.sql.Unreadable;
import io.eider.bridge.sql.Write;
import io.eider.bridge.sql.WriteReader;
import io.eider.engine.Sql;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * A connection of a bridge over published tables. Everything runs at the target; names of the bridge's tables are replaced by those of the versions that the
 * transaction sees, and the table that a statement writes by a copy that becomes the next version.
 */
final class PublishedSession extends StatementSession {
    private final PublishedBridge bridge;
    private final PublishedTransaction transaction;

    PublishedSession(PublishedBridge bridge) {
        super(bridge.target().open());
        this.bridge = bridge;
        this.transaction = new PublishedTransaction(bridge, target());
    }

    @Override
    protected Ran route(Tokens tokens, Parameters parameters) throws SQLException {
        transaction.hold();
        Names names = names();
        if (tokens.isWrite()) {
            return write(names, tokens, parameters);
        }
        Definitions.check(names, tokens);
        if (tokens.isQuery()) {
            return query(names, tokens, parameters, tokens.whole());
        }
        if (Definitions.isWrite(tokens)) {
            transaction.writeTarget();
        }
        return asItIs(tokens, parameters);
    }

    /** A statement with a query in it that reads what the transaction sees. */
    private Ran query(Names names, Tokens tokens, Parameters parameters, Fragment query) throws SQLException {
        Routing routing = new Routing(bridge.parser(), names, tokens);
        routing.add(query, Set.of());
        if (!routing.isRewritable() || transaction.write().isPresent() && tokens.has("query_table")) {
            return asItIs(tokens, parameters);
        }
        return counted(routing, parameters, rows -> count(routing, rows));
    }

    private void count(Routing routing, long rows) {
        for (SourceTable table : routing.tables()) {
            table(table).read(rows);
        }
    }

    private PublishedTable table(SourceTable table) {
        return bridge.table(Names.key(table.name().schema(), table.name().name()));
    }

    private Ran write(Names names, Tokens tokens, Parameters parameters) throws SQLException {
        Write write;
        try {
            write = WriteReader.read(tokens);
        } catch (Unreadable e) {
            return asItIs(tokens, parameters);
        }
        SourceTable found = names.find(write.table()).orElse(null);
        if (found == null) {
            if (!names.isInside(write.table()) && !isTemporary(write.table())) {
                transaction.writeTarget();
            }
            return elsewhere(names, tokens, write, parameters);
        }
        if (found.permission() == Permission.READ) {
            throw new SQLException(
                    "'" + found.name().name() + "' does not have '"
                            + write.verb().permission() + "' permission",
                    "42501");
        }
        if (transaction.isOpen()) {
            return written(transaction.write(table(found)), write, tokens, parameters);
        }
        try (PublishedWrite alone = begin(table(found), write)) {
            Ran ran = written(alone, write, tokens, parameters);
            alone.publish();
            return ran;
        }
    }

    private PublishedWrite begin(PublishedTable table, Write write) {
        boolean deletes = write.verb() == Write.Verb.DELETE || write.verb() == Write.Verb.TRUNCATE;
        TableWrites.Rules rules = deletes ? TableWrites.Rules.WITHOUT_KEY : TableWrites.Rules.ALL;
        return PublishedWrite.begin(bridge, table, TableWrites.Wait.IN_TURN, rules)
                .orElseThrow();
    }

    /** A write of a table of the target that may read tables of the bridge. */
    private Ran elsewhere(Names names, Tokens tokens, Write write, Parameters parameters) throws SQLException {
        Routing routing = new Routing(bridge.parser(), names, tokens);
        write.addPieces(routing);
        return routing.isRewritable() ? counted(routing, parameters, rows -> {}) : asItIs(tokens, parameters);
    }

    private Ran written(PublishedWrite next, Write write, Tokens tokens, Parameters parameters) throws SQLException {
        Map<String, SourceTable> tables = transaction.tables();
        tables.put(next.table().key(), next.source());
        Names names = namesIn((catalog, schema) -> new Names(bridge.catalog(), tables, catalog, schema));
        Routing routing = new Routing(bridge.parser(), names, tokens);
        write.addTo(routing, tables.get(next.table().key()));
        if (!routing.isRewritable()) {
            return asItIs(tokens, parameters);
        }
        PublishedTable table = next.table();
        try {
            Ran ran = counted(routing, parameters, table::written);
            if (!ran.hasRows()) {
                table.written(Math.max(0, ran.count()));
            }
            return ran;
        } catch (SQLException e) {
            throw said(e, table);
        }
    }

    /** What DuckDB said of the copy, said of the table: its name, and the key that is an index there. */
    private static SQLException said(SQLException e, PublishedTable table) {
        String name = table.name().name();
        String message = String.valueOf(e.getMessage())
                .replace(Sql.identifier(PublishedTable.DATA), Sql.identifier(name))
                .replace("failed: " + PublishedTable.DATA + ".", "failed: " + name + ".")
                .replace("violates unique constraint", "violates primary key constraint");
        return new SQLException(message, e.getSQLState());
    }

    /** Without a look at its names: what a transaction has written is not seen there, so it must not be named. */
    private Ran asItIs(Tokens tokens, Parameters parameters) throws SQLException {
        String hidden = transaction
                .write()
                .map(own -> own.table().name().name())
                .filter(name -> tokens.mentions(name))
                .orElse("");
        if (!hidden.isEmpty()) {
            throw new SQLException(
                    "This transaction has written '" + hidden
                            + "': it can be read by queries, and by writes that name it, until the transaction ends",
                    "0A000");
        }
        Ran ran = executed(tokens.sql(), parameters, rows -> {});
        passed(tokens);
        return ran;
    }

    /** A statement that reads or writes tables of the bridge. */
    private Ran counted(Routing routing, Parameters parameters, LongConsumer rows) throws SQLException {
        Ran ran = executed(routing.rewritten(), parameters, fetched -> {
            rows.accept(fetched);
            bridge.transports().rows(Transports.ATTACHED, fetched);
        });
        if (!routing.tables().isEmpty()) {
            bridge.transports().statement(Transports.ATTACHED);
            bridge.transports().rows(Transports.ATTACHED, Math.max(0, ran.count()));
        }
        return ran;
    }

    private Ran executed(String sql, Parameters parameters, LongConsumer rows) throws SQLException {
        PreparedStatement statement = null;
        try {
            statement = target().prepareStatement(sql);
            started(statement);
            parameters.apply(statement);
            return Ran.of(statement, rows);
        } catch (SQLException e) {
            Quiet.close(statement);
            throw Failures.atSource(e, "");
        }
    }

    @Override
    protected Names names() throws SQLException {
        Map<String, SourceTable> tables = transaction.tables();
        return namesIn((catalog, schema) -> new Names(bridge.catalog(), tables, catalog, schema));
    }

    @Override
    protected String catalog() {
        return bridge.catalog();
    }

    @Override
    protected BridgeTransaction transaction() {
        return transaction;
    }

    @Override
    protected boolean isGone() {
        return bridge.isClosed();
    }

    @Override
    protected void ended() {
        transaction.leave();
    }

    @Override
    public void close() {
        markClosed();
        Quiet.close(target());
        transaction.close();
        bridge.remove(this);
    }
}
