package io.eider.pgwire.type;

import io.eider.api.error.ApiException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** The bytes of a parameter in binary; what is not there is an error of the client's (22P03). */
final class BinaryReader {
    private final ByteBuffer bytes;
    private final String type;

    private BinaryReader(ByteBuffer bytes, String type) {
        this.bytes = bytes;
        this.type = type;
    }

    /** Reads a value that takes all of the bytes. */
    static <T> T whole(byte[] value, String type, Function<BinaryReader, T> reader) {
        return whole(ByteBuffer.wrap(value), type, reader);
    }

    private static <T> T whole(ByteBuffer bytes, String type, Function<BinaryReader, T> reader) {
        BinaryReader in = new BinaryReader(bytes, type);
        try {
            T read = reader.apply(in);
            if (bytes.hasRemaining()) {
                throw in.wrong();
            }
            return read;
        } catch (BufferUnderflowException e) {
            throw in.wrong();
        }
    }

    ApiException wrong() {
        return TypeErrors.binary(type);
    }

    int remaining() {
        return bytes.remaining();
    }

    int signedByte() {
        return bytes.get();
    }

    int signedShort() {
        return bytes.getShort();
    }

    int unsignedShort() {
        return bytes.getShort() & 0xFFFF;
    }

    int signedInt() {
        return bytes.getInt();
    }

    long unsignedInt() {
        return bytes.getInt() & 0xFFFF_FFFFL;
    }

    long signedLong() {
        return bytes.getLong();
    }

    /** What is left. */
    byte[] rest() {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return rest;
    }

    /** What is left, as text. */
    String restText() {
        return text(rest());
    }

    /** The next bytes by themselves. */
    byte[] next(int count) {
        if (count < 0 || count > bytes.remaining()) {
            throw wrong();
        }
        byte[] next = new byte[count];
        bytes.get(next);
        return next;
    }

    /** UTF-8 without zero bytes, as PostgreSQL demands. */
    static String text(byte[] value) {
        try {
            CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            String text = chars.toString();
            if (text.indexOf('\0') >= 0) {
                throw TypeErrors.of("22021", "invalid byte sequence for encoding \"UTF8\": 0x00");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw TypeErrors.of("22021", "invalid byte sequence for encoding \"UTF8\"");
        }
    }
}
