package io.eider.pgwire.session;

import io.netty.buffer.ByteBuf;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads the parts of a message; what is not there is an error and nothing is allocated for it. */
final class MessageBody {
    private final ByteBuf body;

    MessageBody(ByteBuf body) {
        this.body = body;
    }

    char character() {
        require(1);
        return (char) (body.readByte() & 0xFF);
    }

    int int16() {
        require(Short.BYTES);
        return body.readUnsignedShort();
    }

    int int32() {
        require(Integer.BYTES);
        return body.readInt();
    }

    /** A number of parts of at least so many bytes each. */
    int count(int bytesEach) {
        int count = int16();
        if ((long) count * bytesEach > body.readableBytes()) {
            throw ProtocolErrors.format("insufficient data left in message");
        }
        return count;
    }

    /** Text up to a zero byte. */
    String text() {
        int length = body.bytesBefore((byte) 0);
        if (length < 0) {
            throw ProtocolErrors.format("invalid string in message");
        }
        String text = decoded(length);
        body.skipBytes(1);
        return text;
    }

    private String decoded(int length) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(body.nioBuffer(body.readerIndex(), length))
                    .toString();
            body.skipBytes(length);
            return text;
        } catch (CharacterCodingException e) {
            throw ProtocolErrors.of("22021", "invalid byte sequence for encoding \"UTF8\"");
        }
    }

    /** Bytes with their length before them; null for a length of -1. */
    byte[] value() {
        int length = int32();
        if (length == -1) {
            return null; // NULL, which is not the same as no bytes
        }
        if (length < 0) {
            throw ProtocolErrors.format("invalid length of a value: " + length);
        }
        require(length);
        byte[] value = new byte[length];
        body.readBytes(value);
        return value;
    }

    /** Nothing may be left. */
    void end() {
        if (body.isReadable()) {
            throw ProtocolErrors.format("invalid message format");
        }
    }

    private void require(int bytes) {
        if (body.readableBytes() < bytes) {
            throw ProtocolErrors.format("insufficient data left in message");
        }
    }
}
