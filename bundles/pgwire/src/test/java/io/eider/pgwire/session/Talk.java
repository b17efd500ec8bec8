package io.eider.pgwire.session;

import io.eider.pgwire.ServerFixture;
import io.eider.pgwire.WireClient;
import io.eider.pgwire.WireClient.Reply;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client after its login, that speaks the extended protocol message by message. */
final class Talk implements AutoCloseable {
    private final WireClient wire;

    /** @param settings names and values of the startup message */
    Talk(ServerFixture server, int port, String... settings) throws IOException {
        wire = new WireClient(port);
        List<String> parameters = new ArrayList<>(List.of(
                "user",
                server.user().username(),
                "database",
                server.login.workspace().database()));
        parameters.addAll(List.of(settings));
        wire.startup(3 << 16, parameters.toArray(String[]::new));
        Reply end = wire.scram(server.user().password());
        if (end.kind() != 'R') {
            throw new IllegalStateException("login: " + end.fields());
        }
        untilReady();
    }

    WireClient wire() {
        return wire;
    }

    static byte[] body(Object... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Object part : parts) {
                if (part instanceof String text) {
                    out.write(text.getBytes(StandardCharsets.UTF_8));
                    out.writeByte(0);
                } else if (part instanceof Short number) {
                    out.writeShort(number);
                } else if (part instanceof Integer number) {
                    out.writeInt(number);
                } else if (part instanceof Character letter) {
                    out.writeByte(letter);
                } else {
                    out.write((byte[]) part);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    Talk send(char kind, Object... parts) throws IOException {
        wire.message(kind, body(parts));
        return this;
    }

    Talk parse(String name, String sql, int... oids) throws IOException {
        ByteBuffer types = ByteBuffer.allocate(4 * oids.length);
        for (int oid : oids) {
            types.putInt(oid);
        }
        return send('P', name, sql, (short) oids.length, types.array());
    }

    /** With parameters and results as text. */
    Talk bind(String portal, String statement, String... values) throws IOException {
        ByteArrayOutputStream parameters = new ByteArrayOutputStream();
        for (String value : values) {
            byte[] text = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
            parameters.writeBytes(ByteBuffer.allocate(4)
                    .putInt(value == null ? -1 : text.length)
                    .array());
            parameters.writeBytes(text);
        }
        return send('B', portal, statement, (short) 0, (short) values.length, parameters.toByteArray(), (short) 0);
    }

    Talk describe(char kind, String name) throws IOException {
        return send('D', kind, name);
    }

    Talk execute(String portal, int rows) throws IOException {
        return send('E', portal, rows);
    }

    Talk sync() throws IOException {
        return send('S');
    }

    /** All up to ReadyForQuery, which is the last. */
    List<Reply> untilReady() throws IOException {
        List<Reply> replies = new ArrayList<>();
        do {
            replies.add(wire.next());
        } while (replies.get(replies.size() - 1).kind() != 'Z');
        return replies;
    }

    /** What came, in one line: kinds, of errors their SQLSTATE, of rows their values, of CommandComplete the tag, of ReadyForQuery the state. */
    String heard() throws IOException {
        StringBuilder line = new StringBuilder();
        for (Reply reply : untilReady()) {
            line.append(line.isEmpty() ? "" : " ").append(shown(reply));
        }
        return line.toString();
    }

    static String shown(Reply reply) {
        return switch (reply.kind()) {
            case 'E' -> "E:" + reply.state();
            case 'N' -> "N:" + reply.fields().get('C');
            case 'C' -> "C:" + text(reply.body()).replace(' ', '_');
            case 'Z' -> "Z:" + (char) reply.body()[0];
            case 'D' -> "D:" + row(reply.body());
            default -> String.valueOf(reply.kind());
        };
    }

    private static String text(byte[] body) {
        return new String(body, 0, body.length - 1, StandardCharsets.UTF_8);
    }

    private static String row(byte[] body) {
        ByteBuffer in = ByteBuffer.wrap(body);
        List<String> values = new ArrayList<>();
        int columns = in.getShort();
        for (int i = 0; i < columns; i++) {
            int length = in.getInt();
            byte[] value = new byte[Math.max(0, length)];
            in.get(value);
            values.add(length < 0 ? "null" : new String(value, StandardCharsets.UTF_8));
        }
        return String.join(",", values);
    }

    /** A simple query. */
    String query(String sql) throws IOException {
        wire.query(sql);
        return heard();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
