package io.eider.pgwire.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.TimeUnit;

/** The last thing that a client is told. */
public final class Farewell {
    /** A client that does not take its error is not waited for longer. */
    private static final long PATIENCE_SECONDS = 5;

    private Farewell() {}

    /** Writes the error after all that was written before, and closes the channel when it is on its way. From any thread. */
    public static void say(Channel channel, ErrorFields fields) {
        ByteBuf out = channel.alloc().buffer();
        Responses.error(out, fields);
        send(channel, out);
    }

    /** As {@link #say} with a message that is made already. */
    static void send(Channel channel, ByteBuf message) {
        channel.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
        channel.eventLoop().schedule(() -> channel.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
