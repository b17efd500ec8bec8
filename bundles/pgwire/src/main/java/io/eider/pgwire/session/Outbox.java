package io.eider.pgwire.session;

import io.eider.pgwire.type.RowBuffer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/**
 * What is said to the client: collected, sent when it is asked for or when it has grown, and no faster than the client reads. Belongs to
 * the conversation's worker, but for {@link #wake}.
 */
final class Outbox {
    private static final int ENOUGH_BYTES = 64 * 1024;

    private final Channel channel;
    private final long stallNanos;
    private final Object turn = new Object();
    private ByteBuf pending;

    /** @param stallSeconds how long a client may take nothing of what waits for it */
    Outbox(Channel channel, long stallSeconds) {
        this.channel = channel;
        this.stallNanos = TimeUnit.SECONDS.toNanos(stallSeconds);
    }

    /** The client is gone, or takes nothing. */
    static final class Gone extends RuntimeException {
        Gone(String message) {
            super(message, null, false, false);
        }
    }

    /** Where the next message is written to. */
    ByteBuf next() {
        if (pending != null && pending.readableBytes() >= ENOUGH_BYTES) {
            flush();
        }
        if (pending == null) {
            pending = channel.alloc().buffer(1024);
        }
        return pending;
    }

    /** Sends rows that are written already; they are not needed any more. */
    void rows(RowBuffer rows) {
        if (pending == null && rows.size() >= ENOUGH_BYTES) {
            pending = channel.alloc().buffer(rows.size());
        }
        next().writeBytes(rows.bytes(), 0, rows.size());
        rows.clear();
    }

    /** Hands over what was collected. @throws Gone */
    void flush() {
        ByteBuf full = pending;
        pending = null;
        if (full != null) {
            channel.writeAndFlush(full, channel.voidPromise());
        }
        awaitTurn();
    }

    private void awaitTurn() {
        if (channel.isWritable() && channel.isActive()) {
            return;
        }
        long begin = System.nanoTime();
        synchronized (turn) {
            while (channel.isActive() && !channel.isWritable()) {
                long left = stallNanos - (System.nanoTime() - begin);
                if (left <= 0) {
                    channel.close();
                    throw new Gone("The client takes nothing");
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(turn, Math.min(left, TimeUnit.SECONDS.toNanos(1)));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new Gone("The server stops");
                }
            }
        }
        if (!channel.isActive()) {
            throw new Gone("The client is gone");
        }
    }

    /** The client has taken something, or is gone. */
    void wake() {
        synchronized (turn) {
            turn.notifyAll();
        }
    }

    /** Forgets what was not sent. */
    void close() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }
}
