package io.eider.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A client of PostgreSQL's protocol that throws answers away as fast as they come: it looks at the first five bytes of a message only. Belongs
 * to one thread. Source: PostgreSQL manual, "Message Formats".
 */
final class PgClient implements AutoCloseable {
    /** Result formats. */
    static final int TEXT = 0;

    static final int BINARY = 1;

    private static final int PROTOCOL = 196_608;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;
    private long received;

    /** Keys that were derived from passwords: a client may keep them (RFC 5802, section 3). */
    private static final Map<String, byte[]> SALTED = new ConcurrentHashMap<>();

    private PgClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** Logs in by SCRAM-SHA-256 and waits until the server is ready. */
    static PgClient connect(PgAccess access) throws IOException, GeneralSecurityException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), access.port());
        socket.setTcpNoDelay(true);
        return loggedIn(socket, access);
    }

    private static PgClient loggedIn(Socket socket, PgAccess access) throws IOException, GeneralSecurityException {
        PgClient client = new PgClient(socket);
        boolean done = false;
        try {
            client.login(access);
            done = true;
            return client;
        } finally {
            if (!done) {
                socket.close();
            }
        }
    }

    /** A simple query on the wire. */
    static byte[] simple(String sql) throws IOException {
        return message('Q', body -> text(body, sql));
    }

    /** A Parse on the wire; an empty name for the unnamed statement. */
    static byte[] parse(String name, String sql) throws IOException {
        return message('P', body -> {
            text(body, name);
            text(body, sql);
            body.writeShort(0);
        });
    }

    /** Bind of a statement without parameters and Execute of all its rows, on the wire. */
    static byte[] bindAndExecute(String name, int format) throws IOException {
        byte[] bind = message('B', body -> {
            text(body, "");
            text(body, name);
            body.writeShort(0);
            body.writeShort(0);
            body.writeShort(1);
            body.writeShort(format);
        });
        byte[] execute = message('E', body -> {
            text(body, "");
            body.writeInt(0);
        });
        return join(bind, execute);
    }

    /** A Sync on the wire. */
    static byte[] sync() throws IOException {
        return message('S', body -> {});
    }

    /** One after the other. */
    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Sends these messages, the last of which asks for ReadyForQuery, and gives the number of rows that came before it. */
    long run(byte[] messages) throws IOException {
        send(messages);
        return drain();
    }

    /** Sends without reading. */
    void send(byte[] messages) throws IOException {
        out.write(messages);
        out.flush();
    }

    /** Reads up to ReadyForQuery and gives the number of rows. */
    long drain() throws IOException {
        long rows = 0;
        for (int kind = skipMessage(); kind != 'Z'; kind = skipMessage()) {
            rows += kind == 'D' ? 1 : 0;
        }
        return rows;
    }

    /** Reads so many messages. */
    void skip(int messages) throws IOException {
        for (int i = 0; i < messages; i++) {
            skipMessage();
        }
    }

    /** Bytes that were received so far. */
    long received() {
        return received;
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            send(message('X', body -> {}));
        }
    }

    private int skipMessage() throws IOException {
        int kind = next();
        int left = length();
        if (kind == 'E') {
            throw new IOException(new String(body(left), StandardCharsets.UTF_8).replace('\0', ' '));
        }
        while (left > end - at) {
            left -= end - at;
            fill();
        }
        at += left;
        return kind;
    }

    private int length() throws IOException {
        return (next() << 24 | next() << 16 | next() << 8 | next()) - Integer.BYTES;
    }

    private byte[] body(int length) throws IOException {
        byte[] body = new byte[length];
        for (int i = 0; i < length; i++) {
            body[i] = (byte) next();
        }
        return body;
    }

    private int next() throws IOException {
        if (at == end) {
            fill();
        }
        return buffer[at++] & 0xff;
    }

    private void fill() throws IOException {
        at = 0;
        end = 0;
        int count = in.read(buffer);
        if (count < 0) {
            throw new EOFException("the server has closed the connection");
        }
        end = count;
        received += count;
    }

    private void login(PgAccess access) throws IOException, GeneralSecurityException {
        byte[] startup = join(message('?', body -> {
            body.writeInt(PROTOCOL);
            text(body, "user");
            text(body, access.user());
            text(body, "database");
            text(body, access.database());
            body.write(0);
        }));
        out.write(startup, 1, startup.length - 1); // the first message has no kind
        out.flush();
        authentication(10);
        String bare = "n=,r=" + UUID.randomUUID();
        byte[] first = ("n,," + bare).getBytes(StandardCharsets.UTF_8);
        send(message('p', body -> {
            text(body, "SCRAM-SHA-256");
            body.writeInt(first.length);
            body.write(first);
        }));
        String challenge = authentication(11);
        byte[] answer = proof(access.password(), bare, challenge).getBytes(StandardCharsets.UTF_8);
        send(message('p', body -> body.write(answer)));
        drain();
    }

    private String authentication(int expected) throws IOException {
        int kind = next();
        byte[] body = body(length());
        if (kind != 'R' || ByteBuffer.wrap(body).getInt() != expected) {
            throw new IOException("no SCRAM: " + (char) kind + new String(body, StandardCharsets.UTF_8));
        }
        return new String(body, 4, body.length - 4, StandardCharsets.UTF_8);
    }

    /** RFC 5802, section 3. */
    private static String proof(String password, String bare, String challenge) throws GeneralSecurityException {
        String[] parts = challenge.split(",", 3);
        byte[] salted = SALTED.computeIfAbsent(
                String.join(" ", password, parts[1], parts[2]), key -> salted(password, parts[1], parts[2]));
        byte[] key = hmac(salted, "Client Key");
        String withoutProof = "c=biws," + parts[0];
        byte[] stored = MessageDigest.getInstance("SHA-256").digest(key);
        byte[] signature = hmac(stored, bare + "," + challenge + "," + withoutProof);
        for (int i = 0; i < key.length; i++) {
            key[i] ^= signature[i];
        }
        return withoutProof + ",p=" + Base64.getEncoder().encodeToString(key);
    }

    private static byte[] salted(String password, String salt, String iterations) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(
                            password.toCharArray(),
                            Base64.getDecoder().decode(salt.substring(2)),
                            Integer.parseInt(iterations.substring(2)),
                            256))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a message holds. */
    @FunctionalInterface
    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] message(char kind, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.write(new DataOutputStream(bytes));
        return ByteBuffer.allocate(5 + bytes.size())
                .put((byte) kind)
                .putInt(4 + bytes.size())
                .put(bytes.toByteArray())
                .array();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.write(0);
    }
}
