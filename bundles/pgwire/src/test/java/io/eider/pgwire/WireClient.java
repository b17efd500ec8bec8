package io.eider.pgwire;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A client that sends what a test tells it, byte by byte if need be. */
public final class WireClient implements AutoCloseable {
    /** A message of the server. */
    public record Reply(char kind, byte[] body) {
        /** The fields of an ErrorResponse. */
        public Map<Character, String> fields() {
            Map<Character, String> fields = new HashMap<>();
            for (String field : new String(body, StandardCharsets.UTF_8).split("\0")) {
                if (!field.isEmpty()) {
                    fields.put(field.charAt(0), field.substring(1));
                }
            }
            return fields;
        }

        /** SQLSTATE, or nothing. */
        public String state() {
            return kind == 'E' ? fields().get('C') : "";
        }

        /** Which AuthenticationXXX it is. */
        public int authentication() {
            return body.length < 4 ? -1 : java.nio.ByteBuffer.wrap(body).getInt();
        }

        /** What follows the number of an AuthenticationXXX. */
        public String rest() {
            return new String(body, 4, body.length - 4, StandardCharsets.UTF_8);
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    public WireClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    public WireClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(15_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    public Socket socket() {
        return socket;
    }

    public WireClient send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** A first packet. */
    public WireClient packet(int code, byte[] body) throws IOException {
        return send(packetBytes(code, body));
    }

    public static byte[] packetBytes(int code, byte[] body) {
        return java.nio.ByteBuffer.allocate(8 + body.length)
                .putInt(8 + body.length)
                .putInt(code)
                .put(body)
                .array();
    }

    /** A StartupMessage. */
    public WireClient startup(int protocol, String... namesAndValues) throws IOException {
        return packet(protocol, startupBody(namesAndValues));
    }

    public static byte[] startupBody(String... namesAndValues) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String text : namesAndValues) {
            body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            body.write(0);
        }
        body.write(0);
        return body.toByteArray();
    }

    /** A message. */
    public WireClient message(char kind, byte[] body) throws IOException {
        return send(messageBytes(kind, body));
    }

    public static byte[] messageBytes(char kind, byte[] body) {
        return java.nio.ByteBuffer.allocate(5 + body.length)
                .put((byte) kind)
                .putInt(4 + body.length)
                .put(body)
                .array();
    }

    public WireClient query(String sql) throws IOException {
        return message('Q', (sql + "\0").getBytes(StandardCharsets.UTF_8));
    }

    public int readByte() throws IOException {
        return in.read();
    }

    public Reply read() throws IOException {
        char kind = (char) in.readUnsignedByte();
        byte[] body = new byte[in.readInt() - 4];
        in.readFully(body);
        return new Reply(kind, body);
    }

    /** The next message that is not a ParameterStatus. */
    public Reply next() throws IOException {
        Reply reply = read();
        while (reply.kind() == 'S') {
            reply = read();
        }
        return reply;
    }

    /** Whether the server has closed, all it said being read. */
    public boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (EOFException | SocketException e) {
            return true;
        }
    }

    /** Logs in by SCRAM-SHA-256 up to the answer to the proof: AuthenticationSASLFinal or an error. */
    public Reply scram(String password) throws IOException {
        Reply sasl = read();
        if (sasl.kind() == 'E') {
            return sasl;
        }
        String bare = "n=,r=" + ScramFunctions.nonce(24, new java.security.SecureRandom());
        Reply challenge = saslInitial("SCRAM-SHA-256", "n,," + bare);
        if (challenge.kind() == 'E') {
            return challenge;
        }
        return saslResponse(proof(password, bare, challenge.rest(), "biws"));
    }

    public Reply saslInitial(String mechanism, String clientFirst) throws IOException {
        byte[] first = clientFirst.getBytes(StandardCharsets.UTF_8);
        byte[] name = mechanism.getBytes(StandardCharsets.UTF_8);
        message(
                'p',
                java.nio.ByteBuffer.allocate(name.length + 5 + first.length)
                        .put(name)
                        .put((byte) 0)
                        .putInt(first.length)
                        .put(first)
                        .array());
        return read();
    }

    public Reply saslResponse(String clientFinal) throws IOException {
        message('p', clientFinal.getBytes(StandardCharsets.UTF_8));
        return read();
    }

    /** The client's final message. @param binding Base64 of header and channel binding */
    public static String proof(String password, String clientFirstBare, String serverFirst, String binding) {
        Map<Character, String> parts = new HashMap<>();
        for (String part : serverFirst.split(",")) {
            parts.put(part.charAt(0), part.substring(2));
        }
        byte[] salted = ScramFunctions.saltedPassword(
                ScramMechanism.SCRAM_SHA_256,
                StringPreparation.NO_PREPARATION,
                password.toCharArray(),
                Base64.getDecoder().decode(parts.get('s')),
                Integer.parseInt(parts.get('i')));
        byte[] clientKey = ScramFunctions.clientKey(ScramMechanism.SCRAM_SHA_256, salted);
        byte[] storedKey = ScramFunctions.hash(ScramMechanism.SCRAM_SHA_256, clientKey);
        String withoutProof = "c=" + binding + ",r=" + parts.get('r');
        byte[] signature = ScramFunctions.clientSignature(
                ScramMechanism.SCRAM_SHA_256, storedKey, clientFirstBare + "," + serverFirst + "," + withoutProof);
        return withoutProof + ",p="
                + Base64.getEncoder().encodeToString(ScramFunctions.clientProof(clientKey, signature));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
