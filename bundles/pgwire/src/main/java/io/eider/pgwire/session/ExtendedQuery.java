package io.eider.pgwire.session;

import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.TransactionState;
import io.eider.pgwire.type.ParameterReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The extended query protocol: statements and portals with and without names. Source: PostgreSQL manual, "Extended Query". */
final class ExtendedQuery {
    private static final String UNNAMED = "";

    private final Backend backend;
    private boolean inBatch;

    ExtendedQuery(Backend backend) {
        this.backend = backend;
    }

    /** Whether Sync is still to come. */
    boolean isInBatch() {
        return inBatch;
    }

    void ended() {
        inBatch = false;
    }

    void parse(MessageBody body) {
        inBatch = true;
        String name = body.text();
        String query = body.text();
        int[] types = new int[body.count(Integer.BYTES)];
        for (int i = 0; i < types.length; i++) {
            types[i] = body.int32();
        }
        body.end();
        backend.statements().requireFree(name);
        backend.statements().close(name);
        backend.portals().putAside();
        backend.about(query);
        backend.statements().add(name, Parsed.of(backend.session(), query, types), query);
        backend.simpleMessage('1');
    }

    private Parsed statement(String name) {
        Parsed parsed = backend.statements().get(name);
        backend.about(parsed.text());
        return parsed;
    }

    void bind(MessageBody body) {
        inBatch = true;
        String portalName = body.text();
        String statementName = body.text();
        Parsed parsed = statement(statementName);
        int[] formats = formats(body);
        List<Object> values = values(body, parsed, formats, statementName);
        int[] resultFormats = formats(body);
        body.end();
        if (!parsed.isEmpty() && parsed.utility().isEmpty()) {
            requireUsable(parsed);
        }
        Portal portal = backend.portal(parsed, values, resultFormats);
        List<ResultColumn> columns = portal.parsed().columns();
        if (!columns.isEmpty()) {
            portal.formats(columns.size());
        }
        backend.portals().add(portalName, portal);
        backend.simpleMessage('2');
    }

    private void requireUsable(Parsed parsed) {
        String text = parsed.text().toLowerCase(Locale.ROOT);
        boolean ends = text.startsWith("rollback")
                || text.startsWith("commit")
                || text.startsWith("end")
                || text.startsWith("abort");
        if (!ends && backend.session().transaction() == TransactionState.FAILED) {
            throw ProtocolErrors.of(
                    "25P02", "current transaction is aborted, commands ignored until end of transaction block");
        }
    }

    private static int[] formats(MessageBody body) {
        int[] formats = new int[body.count(Short.BYTES)];
        for (int i = 0; i < formats.length; i++) {
            formats[i] = body.int16();
            if (formats[i] > 1) {
                throw ProtocolErrors.of("22023", "unsupported format code: " + formats[i]);
            }
        }
        return formats;
    }

    private static List<Object> values(MessageBody body, Parsed parsed, int[] formats, String statement) {
        int count = body.count(Integer.BYTES);
        int[] oids = parsed.parameterOids();
        if (formats.length > 1 && formats.length != count) {
            throw ProtocolErrors.format(
                    "bind message has " + formats.length + " parameter formats but " + count + " parameters");
        }
        if (count != oids.length) {
            throw ProtocolErrors.format("bind message supplies " + count + " parameters, but prepared statement \""
                    + statement + "\" requires " + oids.length);
        }
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] value = body.value();
            int format = formats.length == 0 ? 0 : formats[formats.length == 1 ? 0 : i];
            values.add(value == null ? null : ParameterReader.read(oids[i], format, value));
        }
        return values;
    }

    void describe(MessageBody body) {
        inBatch = true;
        char kind = body.character();
        String name = body.text();
        body.end();
        if (kind == 'S') {
            Parsed parsed = statement(name);
            RowDescriptions.parameters(backend.out(), parsed.parameterOids());
            Parsed target = backend.prepares().target(parsed);
            describe(target, new int[target.columns().size()]);
        } else if (kind == 'P') {
            Portal portal = backend.portals().get(name);
            describe(portal.parsed(), portal.formats(portal.parsed().columns().size()));
        } else {
            throw ProtocolErrors.format("invalid DESCRIBE message subtype " + (int) kind);
        }
    }

    private void describe(Parsed parsed, int[] formats) {
        List<ResultColumn> columns = parsed.columns();
        if (columns.isEmpty()) {
            backend.simpleMessage('n');
        } else {
            int[][] origins = backend.portals().isReading()
                    ? new int[columns.size()][2]
                    : Origins.sized(Origins.of(backend.session(), parsed.text()), columns.size());
            RowDescriptions.write(backend.out(), columns, parsed.names(columns), formats, origins);
        }
    }

    void execute(MessageBody body) {
        inBatch = true;
        Portal portal = backend.portals().get(body.text());
        long most = Math.max(0, body.int32());
        body.end();
        Parsed parsed = portal.parsed();
        backend.about(parsed.text());
        if (parsed.isEmpty()) {
            backend.emptyQuery();
        } else if (parsed.utility().isPresent()) {
            backend.portals().putAside();
            backend.utilities().run(parsed);
        } else {
            run(portal, most);
        }
    }

    private void run(Portal portal, long most) {
        if (portal.isDone()) {
            if (portal.parsed().columns().isEmpty()) {
                throw ProtocolErrors.of("55000", "portal cannot be run");
            }
            backend.commandComplete("SELECT 0");
            return;
        }
        SqlResults results = portal.results();
        if (results == null) {
            backend.portals().putAside();
            results = backend.start(portal);
        }
        if (!results.columns().isEmpty() && portal.send(most, backend.outbox())) {
            backend.simpleMessage('s');
        } else {
            backend.complete(portal, results);
        }
    }

    void close(MessageBody body) {
        inBatch = true;
        char kind = body.character();
        String name = body.text();
        body.end();
        if (kind == 'S') {
            backend.statements().close(name);
        } else if (kind == 'P') {
            backend.portals().close(name);
        } else {
            throw ProtocolErrors.format("invalid CLOSE message subtype " + (int) kind);
        }
        backend.simpleMessage('3');
    }

    /** A simple query takes the place of the statement and the portal without a name. */
    void forgetUnnamed() {
        backend.statements().close(UNNAMED);
        backend.portals().close(UNNAMED);
    }
}
