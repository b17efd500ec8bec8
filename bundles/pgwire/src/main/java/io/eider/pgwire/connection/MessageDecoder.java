package io.eider.pgwire.connection;

import io.eider.pgwire.connection.FirstPacket.Cancel;
import io.eider.pgwire.connection.FirstPacket.GssRequest;
import io.eider.pgwire.connection.FirstPacket.TlsRequest;
import io.eider.pgwire.connection.FirstPacket.Unspoken;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts bytes into packets and messages. First packets are {@code int32 length | int32 code | body}, all others
 * {@code byte kind | int32 length | body}. A length is checked before anything is done with it and never allocates: only bytes that have
 * arrived are held. While a client logs in, one message at a time is handed on; the next one waits for {@link #proceed}, and what is wrong
 * is handed on as a {@link Refusal}.
 */
public final class MessageDecoder extends ByteToMessageDecoder {
    private static final int MAX_FIRST_PACKET = 10_000;
    private static final int MIN_FIRST_PACKET = 8;
    private static final int HEADER = 1 + Integer.BYTES;
    private static final int CANCEL_CODE = 80_877_102;
    private static final int TLS_CODE = 80_877_103;
    private static final int GSS_CODE = 80_877_104;
    private static final int CANCEL_HEADER = 12;
    private static final int MIN_SECRET = 4;
    private static final int MAX_SECRET = 256;
    private static final int MAJOR = 3;

    private enum Phase {
        FIRST_PACKETS,
        LOGIN,
        CONVERSATION,
        OVER
    }

    private Phase phase = Phase.FIRST_PACKETS;
    private int maxMessage;
    private boolean isHeld;
    private boolean isTlsPossible = true;
    private boolean isGssPossible = true;
    private ChannelHandlerContext context;

    /** @param maxLoginMessage largest length of a message until the client is logged in */
    MessageDecoder(int maxLoginMessage) {
        this.maxMessage = maxLoginMessage;
    }

    /** The client is logged in: messages flow, up to this length. */
    void converse(int maxLength) {
        phase = Phase.CONVERSATION;
        maxMessage = maxLength;
        proceed();
    }

    /** Hands on the next message of the login. */
    void proceed() {
        isHeld = false;
        context.channel().config().setAutoRead(true);
        if (actualReadableBytes() > 0) {
            context.executor().execute(this::decodeWhatIsHeld);
        }
    }

    private void decodeWhatIsHeld() {
        if (context.isRemoved()) {
            return;
        }
        try {
            channelRead(context, Unpooled.EMPTY_BUFFER);
            channelReadComplete(context);
        } catch (Exception e) { // as ChannelInboundHandler declares it
            context.fireExceptionCaught(e);
        }
    }

    /** The connection is encrypted already. */
    void isEncrypted() {
        isTlsPossible = false;
        isGssPossible = false;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        try {
            if (isHeld) {
                require(in.readableBytes() <= maxMessage + HEADER, "too much before the login's end");
                return;
            }
            switch (phase) {
                case FIRST_PACKETS -> firstPacket(in, out);
                case LOGIN, CONVERSATION -> message(in, out);
                case OVER -> in.skipBytes(in.readableBytes());
            }
        } catch (Refusal e) {
            in.skipBytes(in.readableBytes());
            if (phase == Phase.CONVERSATION) {
                Farewell.say(ctx.channel(), e.fields());
            } else {
                out.add(e);
            }
            phase = Phase.OVER;
            isHeld = false;
        }
    }

    /** What is cut off by the end of the connection is of no use. */
    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        in.skipBytes(in.readableBytes());
    }

    private void firstPacket(ByteBuf in, List<Object> out) {
        if (in.readableBytes() < Integer.BYTES) {
            return;
        }
        int length = in.getInt(in.readerIndex());
        require(length >= MIN_FIRST_PACKET && length <= MAX_FIRST_PACKET, "invalid length of startup packet");
        if (in.readableBytes() < length) {
            return;
        }
        ByteBuf packet = in.readSlice(length);
        packet.skipBytes(Integer.BYTES);
        int code = packet.readInt();
        if (code == TLS_CODE && isTlsPossible) {
            isTlsPossible = false;
            encryption(in, packet, "SSL");
            out.add(new TlsRequest());
        } else if (code == GSS_CODE && isGssPossible) {
            isGssPossible = false;
            encryption(in, packet, "GSSAPI encryption");
            out.add(new GssRequest());
        } else {
            hold();
            out.add(code == CANCEL_CODE ? cancel(length, packet) : startup(code, packet));
        }
    }

    /** Bytes behind the request came unencrypted and must never be taken for encrypted ones (CVE-2021-23222). */
    private static void encryption(ByteBuf in, ByteBuf packet, String what) {
        require(!packet.isReadable(), "invalid length of startup packet");
        require(!in.isReadable(), "received unencrypted data after " + what + " request");
    }

    private static FirstPacket cancel(int length, ByteBuf packet) {
        int secret = length - CANCEL_HEADER;
        require(secret >= MIN_SECRET && secret <= MAX_SECRET, "invalid length of query cancel packet");
        int pid = packet.readInt();
        byte[] bytes = new byte[secret];
        packet.readBytes(bytes);
        return new Cancel(pid, bytes);
    }

    private FirstPacket startup(int protocol, ByteBuf packet) {
        if (protocol >>> Short.SIZE != MAJOR) {
            return new Unspoken(protocol);
        }
        phase = Phase.LOGIN;
        return StartupParameters.read(protocol & 0xFFFF, packet);
    }

    private void message(ByteBuf in, List<Object> out) {
        if (in.readableBytes() < HEADER) {
            return;
        }
        int length = in.getInt(in.readerIndex() + 1);
        require(length >= Integer.BYTES && length <= maxMessage, "invalid message length");
        if (in.readableBytes() - 1 < length) {
            return;
        }
        char kind = (char) in.readUnsignedByte();
        in.skipBytes(Integer.BYTES);
        if (phase == Phase.LOGIN) {
            hold();
        }
        out.add(new Message(kind, in.readRetainedSlice(length - Integer.BYTES)));
    }

    private void hold() {
        isHeld = true;
        context.channel().config().setAutoRead(false);
    }

    private static void require(boolean isGood, String complaint) {
        if (!isGood) {
            throw new Refusal("08P01", complaint);
        }
    }
}
