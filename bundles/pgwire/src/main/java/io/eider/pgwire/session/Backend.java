package io.eider.pgwire.session;

import io.eider.api.error.ApiException;
import io.eider.api.sql.StatementText;
import io.eider.api.sql.Statements;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.TransactionState;
import io.eider.pgwire.connection.ErrorFields;
import io.eider.pgwire.connection.Message;
import io.eider.pgwire.connection.Responses;
import io.eider.pgwire.connection.Severity;
import io.eider.pgwire.type.RowBuffer;
import io.netty.buffer.ByteBuf;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * One session's side of the protocol, message by message, in the order in which they came. Belongs to the conversation's worker. Source:
 * PostgreSQL manual, "Message Flow".
 */
final class Backend {
    private static final int ROW_BYTES = 80 * 1024;

    private final SqlSession session;
    private final Outbox outbox;
    private final ReportedSettings reported;
    private final RowBuffer rows = new RowBuffer(ROW_BYTES);
    private final Portals portals = new Portals();
    private final PreparedStatements statements = new PreparedStatements();
    private final ExtendedQuery extended;
    private final Utilities utilities;
    private final SqlPrepare prepares;
    private String text = ""; // of the client, that the message is about
    private boolean isSkipping;

    Backend(SqlSession session, Outbox outbox, ReportedSettings reported) {
        this.session = session;
        this.outbox = outbox;
        this.reported = reported;
        this.extended = new ExtendedQuery(this);
        this.utilities = new Utilities(this);
        this.prepares = new SqlPrepare(this);
        session.listPrepared(statements::listings);
    }

    SqlSession session() {
        return session;
    }

    Portals portals() {
        return portals;
    }

    PreparedStatements statements() {
        return statements;
    }

    SqlPrepare prepares() {
        return prepares;
    }

    /** Which text of the client it is about, if it fails. */
    void about(String sql) {
        text = sql;
    }

    RowBuffer rows() {
        return rows;
    }

    ByteBuf out() {
        return outbox.next();
    }

    Outbox outbox() {
        return outbox;
    }

    Utilities utilities() {
        return utilities;
    }

    /** Whether it waits for the client's next command, and not for the rest of one. */
    boolean isReady() {
        return !isSkipping && !extended.isInBatch();
    }

    /** Deals with a message. */
    void handle(Message message) {
        char kind = message.kind();
        if (isSkipping && kind != 'S') {
            return;
        }
        text = "";
        MessageBody body = new MessageBody(message.content());
        try {
            switch (kind) {
                case 'Q' -> simple(body);
                case 'P' -> extended.parse(body);
                case 'B' -> extended.bind(body);
                case 'D' -> extended.describe(body);
                case 'E' -> extended.execute(body);
                case 'C' -> extended.close(body);
                case 'H' -> outbox.flush();
                case 'S' -> sync();
                case 'd', 'c', 'f' -> {
                    // what was on its way when COPY had failed
                }
                case 'F' -> throw ProtocolErrors.of("0A000", "Function calls of the protocol are not supported");
                default ->
                    throw new FatalError(ErrorFields.fatal("08P01", "invalid frontend message type " + (int) kind));
            }
        } catch (ApiException e) {
            failed(e);
            if (kind == 'Q' || kind == 'F') {
                ready();
            } else if (kind != 'S') {
                isSkipping = true;
            }
        }
    }

    /** The connection cannot go on. */
    static final class FatalError extends RuntimeException {
        private final transient ErrorFields fields;

        FatalError(ErrorFields fields) {
            super(fields.message(), null, false, false);
            this.fields = fields;
        }

        ErrorFields fields() {
            return fields;
        }
    }

    /** Tells an error; the client's transaction has failed. */
    private void failed(ApiException e) {
        rows.clear();
        portals.closeAll();
        session.fail(text, e);
        Responses.error(outbox.next(), ErrorFields.of(Severity.ERROR, inPostgresWords(e)));
        outbox.flush(); // the client may wait for nothing else
    }

    /** Clients know some errors by their text. */
    private static ApiException inPostgresWords(ApiException e) {
        return switch (e.code()) {
            case OPERATION_CANCELLED ->
                new ApiException(e.code(), "canceling statement due to user request", e.details(), e);
            case OPERATION_TIMEOUT ->
                new ApiException(e.code(), "canceling statement due to statement timeout", e.details(), e);
            default -> e;
        };
    }

    private void sync() {
        isSkipping = false;
        extended.ended();
        try {
            end();
        } catch (ApiException e) {
            failed(e);
        }
        ready();
    }

    /** Ends what was implicit. */
    private void end() {
        if (session.transaction() == TransactionState.NONE) {
            portals.closeAll();
            session.endHeld();
        }
    }

    /** The client's turn. */
    void ready() {
        reported.tellChanged(session.settings(), outbox.next());
        Responses.readyForQuery(
                outbox.next(),
                switch (session.transaction()) {
                    case NONE -> 'I';
                    case OPEN -> 'T';
                    case FAILED -> 'E';
                });
        outbox.flush();
    }

    private void simple(MessageBody body) {
        String query = body.text();
        body.end();
        text = query;
        extended.forgetUnnamed();
        List<StatementText> texts = Statements.split(query);
        if (texts.isEmpty()) {
            emptyQuery();
        }
        for (StatementText statement : texts) {
            text = statement.text();
            portals.putAside();
            try (Parsed parsed = Parsed.of(session, query, statement)) {
                run(parsed);
            }
        }
        end();
        ready();
    }

    private void run(Parsed parsed) {
        if (parsed.utility().isPresent() && !SqlPrepare.isExecute(parsed)) {
            utilities.run(parsed);
            return;
        }
        try (Portal portal = portal(parsed, List.of(), new int[0])) {
            int[][] origins = session.transaction() != TransactionState.NONE
                    ? new int[0][]
                    : Origins.of(session, portal.parsed().text());
            SqlResults results = start(portal);
            List<ResultColumn> columns = portal.parsed().typed(results.columns());
            if (!columns.isEmpty()) {
                RowDescriptions.write(
                        outbox.next(),
                        columns,
                        portal.parsed().names(columns),
                        portal.formats(columns.size()),
                        Origins.sized(origins, columns.size()));
                portal.send(0, outbox);
            }
            complete(portal, results);
        }
    }

    /** A portal of a statement, or of the one that it executes. */
    Portal portal(Parsed parsed, List<Object> values, int[] formats) {
        if (!SqlPrepare.isExecute(parsed)) {
            return new Portal(parsed, values, formats, rows);
        }
        utilities.requireUsable();
        return new Portal(prepares.target(parsed), prepares.values(parsed), formats, rows);
    }

    /** Runs a portal's statement. */
    SqlResults start(Portal portal) {
        TransactionState before = session.transaction();
        Optional<Skipped> skipped = before == TransactionState.FAILED
                ? Optional.empty()
                : Skipped.before(session, portal.parsed().text());
        SqlResults results = portal.start(zone());
        skipped.ifPresent(skip -> notice(Severity.NOTICE, skip.sqlState(), skip.message()));
        warn(results.command(), before);
        return results;
    }

    private ZoneId zone() {
        return Zones.of(session.settings().get("timezone"));
    }

    private void warn(String command, TransactionState before) {
        if (command.equals("BEGIN") && before != TransactionState.NONE) {
            notice(Severity.WARNING, "25001", "there is already a transaction in progress");
        } else if ((command.equals("COMMIT") || command.equals("ROLLBACK")) && before == TransactionState.NONE) {
            notice(Severity.WARNING, "25P01", "there is no transaction in progress");
        }
    }

    void notice(Severity severity, String sqlState, String message) {
        String least = session.settings().get("client_min_messages");
        boolean wanted = !least.equals("error") && (severity == Severity.WARNING || !least.equals("warning"));
        if (wanted) {
            Responses.notice(outbox.next(), new ErrorFields(severity, sqlState, message));
        }
    }

    /** All rows of a portal were sent. */
    void complete(Portal portal, SqlResults results) {
        String command = results.command();
        portal.finish();
        commandComplete(CommandTags.of(command, results.rowCount()));
        if (command.equals("COMMIT") || command.equals("ROLLBACK") && session.transaction() == TransactionState.NONE) {
            portals.closeAll();
        }
    }

    void commandComplete(String tag) {
        ByteBuf out = outbox.next();
        int start = Responses.begin(out, 'C');
        Responses.text(out, tag);
        Responses.end(out, start);
    }

    void emptyQuery() {
        simpleMessage('I');
    }

    /** A message without a body. */
    void simpleMessage(char kind) {
        ByteBuf out = outbox.next();
        Responses.end(out, Responses.begin(out, kind));
    }

    /** The connection has ended. */
    void close() {
        portals.closeAll();
        statements.closeAll();
        outbox.close();
    }
}
