package io.eider.pgwire.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nearest to the socket: counts a connection's bytes, and writes its line of the audit log when it ends. */
final class Traffic extends ChannelDuplexHandler {
    private static final Logger AUDIT = LoggerFactory.getLogger("io.eider.pgwire.audit");

    private final ConnectionMeters meters;
    private final Address address;
    private final long begin = System.nanoTime();
    private long in;
    private long out;

    Traffic(ConnectionMeters meters, Address address) {
        this.meters = meters;
        this.address = address;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            in += bytes.readableBytes();
            meters.bytes(bytes.readableBytes(), 0);
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            out += bytes.readableBytes();
            meters.bytes(0, bytes.readableBytes());
        }
        ctx.write(message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Login login = ctx.channel().attr(LoginHandler.LOGIN).get();
        if (login != null) {
            AUDIT.info(
                    "disconnected workspace={} address={} ms={} in={} out={}",
                    login.workspace().id(),
                    address.text(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
                    in,
                    out);
        }
        ctx.fireChannelInactive();
    }
}
