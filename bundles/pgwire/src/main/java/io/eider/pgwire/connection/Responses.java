package io.eider.pgwire.connection;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Messages of the server, each written whole: {@code kind | int32 length, itself included | body}. Source: PostgreSQL manual, "Message
 * Formats".
 */
public final class Responses {
    private static final int OK = 0;
    private static final int CLEARTEXT_PASSWORD = 3;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;
    private static final int MAJOR = 3 << 16;

    private Responses() {}

    /** ErrorResponse. */
    public static void error(ByteBuf out, ErrorFields fields) {
        fields(out, 'E', fields);
    }

    /** NoticeResponse. */
    public static void notice(ByteBuf out, ErrorFields fields) {
        fields(out, 'N', fields);
    }

    private static void fields(ByteBuf out, char kind, ErrorFields fields) {
        int start = begin(out, kind);
        field(out, 'S', fields.severity().name());
        field(out, 'V', fields.severity().name());
        field(out, 'C', fields.sqlState());
        field(out, 'M', fields.message());
        fields.others().forEach((letter, value) -> field(out, letter, value));
        out.writeByte(0);
        end(out, start);
    }

    private static void field(ByteBuf out, char letter, String value) {
        out.writeByte(letter);
        text(out, value);
    }

    /** The error of a client of protocol 2: {@code 'E' | text}, without a length. */
    static void oldError(ByteBuf out, ErrorFields fields) {
        out.writeByte('E');
        text(out, fields.severity().name() + ":  " + fields.message() + "\n");
    }

    /** AuthenticationOk. */
    public static void authenticationOk(ByteBuf out) {
        authentication(out, OK, new byte[0]);
    }

    /** AuthenticationCleartextPassword. */
    public static void authenticationCleartextPassword(ByteBuf out) {
        authentication(out, CLEARTEXT_PASSWORD, new byte[0]);
    }

    /** AuthenticationSASL: the mechanisms, best first. */
    public static void authenticationSasl(ByteBuf out, List<String> mechanisms) {
        int start = begin(out, 'R');
        out.writeInt(SASL);
        mechanisms.forEach(mechanism -> text(out, mechanism));
        out.writeByte(0);
        end(out, start);
    }

    /** AuthenticationSASLContinue. */
    public static void authenticationSaslContinue(ByteBuf out, String challenge) {
        authentication(out, SASL_CONTINUE, challenge.getBytes(StandardCharsets.UTF_8));
    }

    /** AuthenticationSASLFinal. */
    public static void authenticationSaslFinal(ByteBuf out, String outcome) {
        authentication(out, SASL_FINAL, outcome.getBytes(StandardCharsets.UTF_8));
    }

    private static void authentication(ByteBuf out, int kind, byte[] body) {
        int start = begin(out, 'R');
        out.writeInt(kind).writeBytes(body);
        end(out, start);
    }

    /** ParameterStatus. */
    public static void parameterStatus(ByteBuf out, String name, String value) {
        int start = begin(out, 'S');
        text(out, name);
        text(out, value);
        end(out, start);
    }

    /** BackendKeyData; its secret is longer than 4 bytes only for protocol 3.2. */
    public static void backendKeyData(ByteBuf out, CancelKeys.Key key) {
        int start = begin(out, 'K');
        out.writeInt(key.pid()).writeBytes(key.secret());
        end(out, start);
    }

    /** ReadyForQuery. @param status {@code I}, {@code T} or {@code E} */
    public static void readyForQuery(ByteBuf out, char status) {
        int start = begin(out, 'Z');
        out.writeByte(status);
        end(out, start);
    }

    /**
     * NegotiateProtocolVersion.
     *
     * @param minor newest of protocol 3 that is spoken
     * @param unknown parameters {@code _pq_.…} of the client that mean nothing here
     */
    public static void negotiateProtocolVersion(ByteBuf out, int minor, List<String> unknown) {
        int start = begin(out, 'v');
        out.writeInt(MAJOR | minor).writeInt(unknown.size());
        unknown.forEach(name -> text(out, name));
        end(out, start);
    }

    /** Begins a message; {@link #end} takes what is returned. */
    public static int begin(ByteBuf out, char kind) {
        out.writeByte(kind);
        out.writeInt(0);
        return out.writerIndex() - Integer.BYTES;
    }

    /** Ends a message: writes its length where it belongs. */
    public static void end(ByteBuf out, int start) {
        out.setInt(start, out.writerIndex() - start);
    }

    /** Text of the protocol: UTF-8, ended by a zero byte. A zero byte within the text is left out. */
    public static void text(ByteBuf out, String text) {
        out.writeCharSequence(text.indexOf('\0') < 0 ? text : text.replace("\0", ""), StandardCharsets.UTF_8);
        out.writeByte(0);
    }
}
