package io.eider.pgwire.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.DefaultByteBufHolder;

/** A whole message of a client after its start: what kind it is, and what stands after its length. To be released. */
public final class Message extends DefaultByteBufHolder {
    private final char kind;

    /** @param kind the message's first byte, {@code 'Q'} */
    public Message(char kind, ByteBuf body) {
        super(body);
        this.kind = kind;
    }

    /** The message's first byte. Source: PostgreSQL manual, "Message Formats". */
    public char kind() {
        return kind;
    }
}
