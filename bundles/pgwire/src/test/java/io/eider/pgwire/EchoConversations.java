package io.eider.pgwire;

import io.eider.pgwire.connection.CancelKeys;
import io.eider.pgwire.connection.Conversations;
import io.eider.pgwire.connection.Drain;
import io.eider.pgwire.connection.Login;
import io.eider.pgwire.connection.Message;
import io.eider.pgwire.connection.Responses;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Conversations without SQL: every statement succeeds without rows. One whose text begins with {@code wait} runs until {@link #finish}, or
 * until it is cancelled.
 */
public final class EchoConversations implements Conversations {
    public final Queue<Login> logins = new ConcurrentLinkedQueue<>();
    public final AtomicInteger cancelled = new AtomicInteger();
    public final AtomicInteger running = new AtomicInteger();
    private final Queue<Conversation> waiting = new ConcurrentLinkedQueue<>();
    private final CancelKeys keys;

    EchoConversations(CancelKeys keys) {
        this.keys = keys;
    }

    @Override
    public ChannelHandler begin(Channel channel, Login login) {
        logins.add(login);
        CancelKeys.Key key =
                keys.add(login.protocolMinor(), channel.hashCode() & Integer.MAX_VALUE | 1, cancelled::incrementAndGet);
        channel.closeFuture().addListener(closed -> keys.remove(key));
        ByteBuf out = channel.alloc().buffer();
        Map.of(
                        "server_version", "15.0",
                        "client_encoding", "UTF8",
                        "DateStyle", "ISO, MDY",
                        "integer_datetimes", "on",
                        "standard_conforming_strings", "on",
                        "TimeZone", "UTC")
                .forEach((name, value) -> Responses.parameterStatus(out, name, value));
        Responses.backendKeyData(out, key);
        Responses.readyForQuery(out, 'I');
        channel.writeAndFlush(out);
        return new Conversation(channel);
    }

    /** Ends all that waits. */
    public void finish() {
        for (Conversation next = waiting.poll(); next != null; next = waiting.poll()) {
            if (next.channel.isActive()) {
                next.finish();
            }
        }
    }

    private final class Conversation extends ChannelInboundHandlerAdapter {
        private final Channel channel;
        private boolean isRunning;
        private boolean isDraining;

        private Conversation(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object received) {
            Message message = (Message) received;
            try {
                answer(message);
            } finally {
                message.release();
            }
        }

        private void answer(Message message) {
            ByteBuf out = channel.alloc().buffer();
            switch (message.kind()) {
                case 'Q' -> {
                    if (message.content()
                            .toString(java.nio.charset.StandardCharsets.UTF_8)
                            .startsWith("wait")) {
                        isRunning = true;
                        waiting.add(this);
                        running.incrementAndGet();
                    } else {
                        done(out);
                        Responses.readyForQuery(out, 'I');
                    }
                }
                case 'P' -> empty(out, '1');
                case 'B' -> empty(out, '2');
                case 'D' -> empty(out, 'n');
                case 'E' -> done(out);
                case 'S' -> Responses.readyForQuery(out, 'I');
                case 'X' -> channel.close();
                default -> {
                    /* needs no answer */
                }
            }
            channel.writeAndFlush(out);
        }

        private void finish() {
            channel.eventLoop().execute(() -> {
                isRunning = false;
                ByteBuf out = channel.alloc().buffer();
                done(out);
                Responses.readyForQuery(out, 'I');
                channel.writeAndFlush(out);
                if (isDraining) {
                    Drain.goodbye(channel);
                }
            });
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == Drain.EVENT) {
                isDraining = true;
                if (!isRunning) {
                    Drain.goodbye(channel);
                }
            }
            ctx.fireUserEventTriggered(event);
        }

        private static void done(ByteBuf out) {
            int start = Responses.begin(out, 'C');
            Responses.text(out, "SET");
            Responses.end(out, start);
        }

        private static void empty(ByteBuf out, char kind) {
            Responses.end(out, Responses.begin(out, kind));
        }
    }
}
